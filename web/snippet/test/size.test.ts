import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './support/bundles';

/** Bytes after brotli at its highest quality, as the server sends them. What is meant is in docs/benchmarks.md. */
const most = { loader: 3_072, whole: 32_768, later: 4_096 };

const size = (text = '') => brotliCompressSync(Buffer.from(text)).length;

test('what visitors load does not grow unnoticed', async () => {
  const files = await bundle('mirror');
  const loader = size(files.get('pillion.js'));
  const session = size([...files].find(([name]) => name.startsWith('session-'))?.[1]);
  const later = [...files]
    .filter(([name]) => !/^(?:pillion\.js$|session-)/.test(name))
    .reduce((sum, [, text]) => sum + size(text), 0);

  expect(session).toBeGreaterThan(0);
  expect(loader).toBeLessThanOrEqual(most.loader);
  expect(loader + session).toBeLessThanOrEqual(most.whole);
  expect(later).toBeLessThanOrEqual(most.later);
}, 120_000);
