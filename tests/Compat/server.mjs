import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, '../..');
const longestTail = 4000;
const program = join(root, 'artifacts/bin/Pillion.Server/release/Pillion.Server.dll');

/** The client, agents and site of the development settings. */
export const seeded = {
  client: { id: 'dev', secret: 'dev-secret' },
  agent: 'agent@example.test',
  otherAgent: 'jordan@example.test',
  site: 'dev',
};

/**
 * Starts the built server as a process of its own, on a free port and an empty data folder.
 * @param {Record<string, string>} settings further environment variables, such as `Pillion__PublicUrl`
 * @returns an object with `url`, `port`, `call`, `restart` and `stop`
 */
export async function startServer(settings = {}) {
  const data = await mkdtemp(join(tmpdir(), 'pillion-compat-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const run = () =>
    launch(url, {
      PORT: `${port}`,
      PILLION_DATA: data,
      Pillion__Web: join(root, 'web/dist'),
      // Tests ask faster than any caller would.
      Pillion__RateLimits__PerMinute: '1000000',
      Pillion__RateLimits__Burst: '100000',
      Pillion__RateLimits__AnonymousPerMinute: '1000000',
      Pillion__RateLimits__AnonymousBurst: '100000',
      ...settings,
    });
  let process = await run();
  let token;

  return {
    url,
    port,

    /** One request with the seeded client's token; answers `{ status, headers, body }`, the body read as JSON where there is one. */
    async call(method, path, body, headers = {}) {
      token ??= await clientToken(url);
      const answer = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },

    /** The end of what the process has logged. */
    log: () => process.lastWords,

    /** Kills the process without a warning and starts another on the same data. */
    async restart() {
      await ended(process, 'SIGKILL');
      process = await run();
    },

    async stop() {
      await ended(process, 'SIGTERM');
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** An access token of a client, by default the seeded one, asked for as the SDKs do. */
export async function clientToken(url, client = seeded.client) {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  if (!answer.ok) {
    throw new Error(`No token: ${answer.status} ${await answer.text()}`);
  }

  return (await answer.json()).access_token;
}

async function launch(url, environment) {
  const child = spawn('dotnet', [program, '--environment', 'Development'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  child.lastWords = '';
  child.stdout.on(
    'data',
    (chunk) => (child.lastWords = (child.lastWords + chunk).slice(-longestTail)),
  );
  const deadline = Date.now() + 60_000;
  while (!(await ready(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `The server did not start on ${url}: exit code ${child.exitCode ?? child.signalCode}, ${complaints}`,
      );
    }
  }

  return child;
}

async function ready(url) {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    // A refused connection comes back at once; give the process a moment of the processor.
    await new Promise((resume) => setTimeout(resume, 50));
    return false;
  }
}

async function ended(child, signal) {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = new Promise((resume) => child.once('exit', resume));
    child.kill(signal);
    await exit;
  }
}

async function freePort() {
  const probe = createServer();
  await new Promise((resume) => probe.listen(0, '127.0.0.1', resume));
  const { port } = probe.address();
  await new Promise((resume) => probe.close(resume));
  return port;
}
