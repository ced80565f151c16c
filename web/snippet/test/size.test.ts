import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './support/bundles';

/** Bytes after brotli at its highest quality, as the server sends them. What is meant is in docs/benchmarks.md. */
const most = { loader: 3_072, whole: 31_744, later: 4_096, wished: 2_048, frames: 3_584 };

const size = (text = '') => brotliCompressSync(Buffer.from(text)).length;

test('what visitors load does not grow unnoticed', async () => {
  const files = await bundle('mirror');
  const loader = size(files.get('pillion.js'));
  const session = size([...files].find(([name]) => name.startsWith('session-'))?.[1]);
  // What the page makes us load, and what the visitor does.
  const of = (fits: RegExp) =>
    [...files].reduce((sum, [name, text]) => sum + (fits.test(name) ? size(text) : 0), 0);
  const later = of(/^(?!pillion\.js$|session-|overlay-|unseen-|embeds-|framed-)/);
  const wished = of(/^(?:overlay|unseen)-/);
  // The two sides of a frame of another origin that carries the snippet: one for each of the two pages.
  const frames = of(/^(?:embeds|framed)-/);

  expect(session).toBeGreaterThan(0);
  expect(loader).toBeLessThanOrEqual(most.loader);
  expect(loader + session).toBeLessThanOrEqual(most.whole);
  expect(later).toBeLessThanOrEqual(most.later);
  expect(frames).toBeGreaterThan(0);
  expect(frames).toBeLessThanOrEqual(most.frames);
  expect(wished).toBeGreaterThan(0);
  expect(wished).toBeLessThanOrEqual(most.wished);
}, 120_000);
