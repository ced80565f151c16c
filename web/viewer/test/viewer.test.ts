import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deflateRaw, Flag, Kind } from '@pillion/protocol';
import { OpWriter } from '../../mirror/src/wire/writer';
import { launch, writeNode } from '../../mirror/test/rebuild-support';
import { keyframe, Pages } from '../../mirror/test/rebuild-tree';
import { openStage, type Stage } from './support';

let browser: Browser;
let stage: Stage;
const build = new Pages();

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stage = await openStage(browser);
});
afterEach(async () => {
  expect(stage.violations).toEqual([]);
  await stage.close();
});

/** A page with one button, node 10, at 100, 100, 200 x 50. */
function simplePage(writer: OpWriter, text = 'Pay now'): Uint8Array {
  const style =
    'position:absolute;left:100px;top:100px;width:200px;height:50px;border:0;background:#06c';
  return keyframe(writer, build.page([], [build.at(10, 'button', { style }, text)]));
}

const text = async () => (await stage.mirrored()).locator('body').innerText();

test('a keyframe is shown, deltas follow, and each is reported', async () => {
  const writer = new OpWriter();
  await stage.frame(Kind.keyframe, 1, 1, simplePage(writer), Flag.keyframe);
  expect(await stage.said('viewport')).toMatchObject({ width: 800, height: 600 });
  await stage.said('applied', { epoch: 1, seq: 1 });
  await stage.said('rendered');
  expect(await text()).toBe('Pay now');

  writer.insert(4, 0);
  writeNode(writer, build.at(11, 'p', {}, 'Thank you'));
  writer.end();
  const delta = await deflateRaw(writer.take());
  await stage.frame(Kind.delta, 1, 2, delta, Flag.deflated);
  await stage.said('applied', { seq: 2 });
  expect(await text()).toContain('Thank you');
});
