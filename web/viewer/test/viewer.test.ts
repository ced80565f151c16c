import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deflateRaw, Flag, Kind } from '@pillion/protocol';
import { OpWriter } from '../../mirror/src/wire/writer';
import { launch, viewport, writeNode } from '../../mirror/test/rebuild-support';
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

test('what a pinch has brought closer is marked, and the rest stays to be seen', async () => {
  const writer = new OpWriter();
  await stage.frame(Kind.keyframe, 1, 1, simplePage(writer), Flag.keyframe);
  await stage.said('rendered');
  const seen = stage.viewer.locator('#seen');
  expect(await seen.isVisible()).toBe(false);

  let seq = 1;
  const pinch = async (scale: number, left: number, top: number) => {
    writer.viewport({ ...viewport, scale, left, top });
    await stage.frame(Kind.delta, 1, ++seq, writer.take());
    await stage.said('applied', { seq });
    const [part, page] = await Promise.all([
      seen.boundingBox(),
      stage.viewer.locator('#overlay').boundingBox(),
    ]);
    const factor = page!.width / viewport.width;
    return {
      left: Math.round((part!.x - page!.x) / factor),
      top: Math.round((part!.y - page!.y) / factor),
      width: Math.round(part!.width / factor),
      height: Math.round(part!.height / factor),
    };
  };
  expect(await pinch(2000, 300, 120)).toEqual({ left: 300, top: 120, width: 400, height: 300 });
  expect(await seen.isVisible()).toBe(true);
  // What no browser says is kept within the page.
  expect(await pinch(4000, 5000, -80)).toEqual({ left: 600, top: 0, width: 200, height: 150 });
  for (const scale of [1000, 1004, 500, 0, -3]) {
    await pinch(scale, 0, 0);
    expect(await seen.isVisible(), `${scale}`).toBe(false);
  }
});
