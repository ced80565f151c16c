import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OpWriter } from '../src/wire/writer';
import { launch, openSite, writeNode, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';

let browser: Browser;
let site: TestSite;
const build = new Pages();

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

const body = () => site.page.evaluate(() => window.harness.document().body.innerHTML);

test('a keyframe is shown and a delta changes it', async () => {
  const writer = new OpWriter();
  const page = build.page(
    [],
    [build.at(10, 'p', { class: 'lead' }, 'Hello'), build.at(11, 'ul', {}, build.at(12, 'li', {}))],
  );
  expect(await site.apply(keyframe(writer, page))).toBe('applied');
  expect(await body()).toBe('<p class="lead">Hello</p><ul><li></li></ul>');

  writer.attribute(10, 'class', 'big');
  writer.insert(11, 12);
  writeNode(writer, build.at(13, 'li', {}, 'first'));
  writer.end();
  writer.move(10, 4, 0);
  expect(await site.apply(writer.take())).toBe('applied');
  expect(await body()).toBe('<ul><li>first</li><li></li></ul><p class="big">Hello</p>');
  expect(site.escapes).toEqual([]);
});
