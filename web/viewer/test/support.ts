import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Frame, Page } from 'playwright-core';
import { encodeFrame, Flag, Kind, splitFrame } from '@pillion/protocol';
import { csp, listen } from '../../mirror/test/rebuild-support';
import type { FromViewer, ToViewer } from '../src/port';

declare global {
  interface Window {
    said: FromViewer[];
    tell(message: ToViewer): void;
  }
}

/** A page that plays the console: it embeds the viewer, opens the port and keeps what comes through. */
const consolePage = (viewer: string, scheme: string) => `<!doctype html><title>console</title>
<body style="margin:0"><input id="field" autofocus>
<iframe src="${viewer}/" style="display:block;border:0;width:900px;height:640px"></iframe>
<script>
  window.said = [];
  let port;
  window.tell = (message) => port.postMessage(message);
  addEventListener('message', (event) => {
    if (event.origin !== ${JSON.stringify(viewer)} || event.data.type !== 'pillion:viewer-ready') return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => said.push(data);
    event.source.postMessage(
      { type: 'pillion:connect', assets: '/assets/session/', theme: '${scheme}' },
      ${JSON.stringify(viewer)}, [channel.port2]);
  });
</script>`;

export interface Stage {
  page: Page;
  viewer: Frame;
  mirrored(): Promise<Frame>;
  requests: string[];
  violations: string[];
  add(body: string, type: string): string;
  tell(message: Exclude<ToViewer, { type: 'frame' }>): Promise<void>;
  /** Sends one frame, in parts when it is large, in an encoded form as the relay forwards it. */
  frame(
    kind: number,
    epoch: number,
    seq: number,
    payload: Uint8Array,
    flags?: number,
  ): Promise<void>;
  bytes(bytes: Uint8Array): Promise<void>;
  /** Waits until the viewer has said something that fits, and gives the first that does. */
  said<T extends FromViewer['type']>(
    type: T,
    fits?: Partial<Extract<FromViewer, { type: T }>>,
  ): Promise<Extract<FromViewer, { type: T }>>;
  all(): Promise<FromViewer[]>;
  close(): Promise<void>;
}

/** Viewer and console on two origins; `from` is the first of the ports to try. */
export async function openStage(browser: Browser, theme = 'light'): Promise<Stage> {
  const root = new URL('../', import.meta.url);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('src/main.ts', root))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const script = outputFiles[0]!.text;
  const shell = await readFile(new URL('index.html', root), 'utf8');
  const assets = new Map<string, { body: string; type: string }>();
  const requests: string[] = [];
  let consoleOrigin = '';
  const viewerServer = createServer((request, response) => {
    const path = request.url ?? '/';
    response.setHeader('content-security-policy', csp(consoleOrigin));
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('x-content-type-options', 'nosniff');
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(shell.replaceAll('{{console}}', consoleOrigin));
    } else if (path === '/viewer.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
    } else {
      requests.push(path);
      const asset = assets.get(path.slice('/assets/session/'.length));
      response.statusCode = asset ? 200 : 404;
      response.setHeader('content-type', asset?.type ?? 'text/plain');
      response.end(asset?.body ?? 'none');
    }
  });
  const viewerOrigin = `http://127.0.0.1:${await listen(viewerServer, 9110)}`;
  const consoleServer = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(consolePage(viewerOrigin, theme));
  });
  consoleOrigin = `http://127.0.0.1:${await listen(consoleServer, 9110)}`;

  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (fault) => violations.push(String(fault)));
  await page.goto(consoleOrigin);
  const said: Stage['said'] = async (type, fits = {}) => {
    const found = await page.waitForFunction(
      ([wanted, values]) =>
        window.said.find(
          (message) =>
            message.type === wanted &&
            Object.entries(values).every(
              ([key, value]) => (message as unknown as Record<string, unknown>)[key] === value,
            ),
        ),
      [type, fits as Record<string, unknown>] as const,
      { timeout: 10_000 },
    );
    return (await found.jsonValue()) as never;
  };
  await said('ready');
  const viewer = page.frames().find((frame) => frame.url().startsWith(viewerOrigin))!;
  const bytes = (data: Uint8Array) =>
    page.evaluate((base64) => {
      const { buffer } = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      window.tell({ type: 'frame', bytes: buffer });
    }, Buffer.from(data).toString('base64'));
  return {
    page,
    viewer,
    requests,
    violations,
    said,
    bytes,
    async mirrored() {
      const handle = await viewer.waitForSelector('iframe', { state: 'attached' });
      return (await handle.contentFrame())!;
    },
    add(body, type) {
      const hash = createHash('sha256').update(body).digest('hex');
      assets.set(hash, { body, type });
      return hash;
    },
    tell: (message) => page.evaluate((data) => window.tell(data), message),
    async frame(kind, epoch, seq, payload, flags = 0) {
      const whole = { kind: kind as Kind, flags, epoch, seq, dt: 0, payload };
      const frames =
        kind === Kind.keyframe || kind === Kind.delta
          ? splitFrame(whole)
          : [{ ...whole, flags: flags | Flag.last | Flag.ephemeral }];
      for (const part of frames) await bytes(encodeFrame(part));
    },
    all: () => page.evaluate(() => window.said),
    async close() {
      await page.close();
      await Promise.all([stop(viewerServer), stop(consoleServer)]);
    },
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
