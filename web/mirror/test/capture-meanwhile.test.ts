import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { beside, bundle } from './fidelity/bundle';
import { Harness } from './support/harness';

vi.setConfig({ testTimeout: 60_000 });

let harness: Harness;
let churn: string;
beforeAll(async () => {
  harness = await Harness.start();
  churn = await bundle(beside(import.meta.url)('fidelity/drift/tree.ts'));
});
afterAll(() => harness.stop());

test('changes during a keyframe and in slices of a delta are not lost', async () => {
  const rows = Array.from({ length: 1_500 }, (_, i) => `<p>${i} <b>x</b></p>`).join('');
  const mirrored = await harness.open(`<!doctype html><body><main>${rows}</main></body>`);
  await mirrored.page.evaluate(churn);
  // Changes in tasks of its own all the while the keyframe is walked in slices.
  await mirrored.page.evaluate(() => {
    let tick = 0;
    const step = () => {
      window.churn.tick(5);
      const pages = document.querySelectorAll('main > p');
      pages[(++tick * 991) % pages.length]?.remove();
      pages[0]?.before(pages[pages.length - 1]!);
      if (tick < 25) setTimeout(step, 1);
      else (window as unknown as { done: boolean }).done = true;
    };
    step();
  });
  await mirrored.start();
  await mirrored.page.waitForFunction(() => (window as unknown as { done: boolean }).done);
  await mirrored.agree('after the keyframe');

  await mirrored.page.evaluate((html) => {
    document.querySelector('main')!.insertAdjacentHTML('afterbegin', `<section>${html}</section>`);
  }, rows);
  await mirrored.agree('after a large insertion');
  expect(await mirrored.problems()).toEqual([]);
  await mirrored.close();
});
