import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { root, startServer } from '../server.mjs';

const kept = join(root, 'docs/api/openapi.json');
const run = promisify(execFile);

describe('the OpenAPI file', () => {
  let server, text;

  before(async () => {
    server = await startServer();
    const served = await (await fetch(`${server.url}/openapi/v2.json`)).json();
    text = `${JSON.stringify(served, null, 2)}\n`;
    if (process.env.PILLION_WRITE_DOCS) {
      await writeFile(kept, text);
    }
  });
  after(() => server.stop());

  it('is the one in the repository', async () => {
    const same = (await readFile(kept, 'utf8')) === text;
    assert.ok(same, 'docs/api/openapi.json is out of date; `./pillion docs` writes it anew.');
  });

  it('passes the linter without a warning', async () => {
    const spectral = join(
      import.meta.dirname,
      '../node_modules/@stoplight/spectral-cli/dist/index.js',
    );
    const rules = join(import.meta.dirname, '../.spectral.yaml');
    const { stdout } = await run(process.execPath, [
      spectral,
      'lint',
      '--fail-severity',
      'hint',
      '--ruleset',
      rules,
      kept,
    ]).catch((failed) => {
      throw new Error(failed.stdout);
    });
    assert.match(stdout, /No results/);
  });

  it('names every query parameter that is read', async () => {
    const file = JSON.parse(text);
    const silent = [];
    for (const [path, item] of Object.entries(file.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (!path.startsWith('/api/')) {
          continue;
        }

        // A refusal of a parameter that nobody knows lists those that are known.
        const address = path.replace(/\{\w+\}/g, '01a20475-b081-7bba-a2f5-63e64920207f');
        const answer = await server.call(
          method.toUpperCase(),
          `${address}?doubtful=1`,
          ['get', 'head'].includes(method) ? undefined : {},
        );
        const fault = answer.body?.errors?.find((one) => one.code === 'unknown.parameter');
        const described = (operation.parameters ?? [])
          .filter((one) => one.in === 'query')
          .map((one) => one.name);
        const missing = (fault?.expected ?? []).filter((name) => !described.includes(name));
        if (missing.length > 0) {
          silent.push(`${operation.operationId}: ${missing.join(', ')}`);
        }
      }
    }
    assert.deepEqual(silent, []);
  });
});
