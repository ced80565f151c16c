import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { limits, type NodeData } from '../src/wire/ops';
import { MirrorError, OpReader } from '../src/wire/reader';
import { OpWriter } from '../src/wire/writer';
import { launch, openSite, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let site: TestSite;
/** The page around, and the one in its frame 10: each with a writer of its own, and the same ids. */
let outer: OpWriter;
let inner: OpWriter;

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
});
beforeEach(async () => {
  outer = new OpWriter();
  inner = new OpWriter();
  await site.page.evaluate(() => (window.harness.lost.length = 0));
  expect(await site.apply(keyframe(outer, around()))).toBe('applied');
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

const build = new Pages();
const around = (...more: NodeData[]): NodeData =>
  build.page(
    [],
    [
      build.at(9, 'p', {}, 'around'),
      build.at(10, 'iframe', { width: '300', height: '120' }),
      build.at(11, 'div', {}),
      ...more,
    ],
  );
const inside = (...words: string[]) =>
  keyframe(inner, build.page([], [build.at(10, 'p', { class: 'in' }, ...words)]));

function embedded(payload: Uint8Array, id = 10): Uint8Array {
  outer.embedded(id, payload);
  return outer.take();
}

/** What is in the page, or in the frame that the path leads to. */
const shown = (...path: number[]) =>
  site.page.evaluate((path) => {
    let document: Document | null = window.harness.document();
    for (const at of path)
      document = document?.querySelectorAll('iframe')[at]?.contentDocument ?? null;
    return document?.body?.textContent ?? null;
  }, path);
const lost = () => site.page.evaluate(() => window.harness.lost);

test('a page in a frame is shown there, has its own ids, and changes by itself', async () => {
  expect(await site.apply(embedded(inside('first')))).toBe('applied');
  expect(await shown(0)).toBe('first');
  inner.attribute(10, 'class', 'changed');
  inner.insert(4, 0);
  inner.textNode(2000, ' second');
  inner.end();
  expect(await site.apply(embedded(inner.take()))).toBe('applied');
  expect(await shown(0)).toBe('first second');
  expect(await shown()).toContain('around');
  const frame = await site.page.evaluate(() => {
    const frame = window.harness.document().querySelector('iframe')!;
    const { width, height } = frame.getBoundingClientRect();
    return {
      size: [width, height],
      sandbox: frame.getAttribute('sandbox'),
      style: frame.getAttribute('style'),
      class: frame.contentDocument!.querySelector('p')!.className,
    };
  });
  expect(frame).toEqual({
    size: [304, 124],
    sandbox: 'allow-same-origin',
    style: null,
    class: 'changed',
  });
  expect(await lost()).toEqual([]);
});

test('nothing in place of a page empties the frame', async () => {
  await site.apply(embedded(inside('first')));
  expect(await site.apply(embedded(new Uint8Array()))).toBe('applied');
  expect(await shown(0)).toBe(null);
  // A frame that has none, or is not there, has nothing to lose.
  expect(await site.apply(embedded(new Uint8Array()))).toBe('applied');
  expect(await site.apply(embedded(new Uint8Array(), 77))).toBe('applied');
  expect(await site.apply(embedded(inside('again')))).toBe('applied');
  expect(await shown(0)).toBe('again');
});

test.each<[string, (writer: OpWriter) => void]>([
  ['an operation that is none', (writer) => writer.remove(12345)],
  ['a delta before a keyframe', () => undefined],
  ['a digest that differs', (writer) => writer.digest(1, 500, 1)],
])('%s harms that page alone', async (what, write) => {
  if (!what.startsWith('a delta')) await site.apply(embedded(inside('first')));
  write(inner);
  if (what.startsWith('a delta')) inner.attribute(4, 'class', 'x');
  outer.embedded(10, inner.take());
  outer.insert(4, 0);
  outer.textNode(3000, ' goes on');
  outer.end();
  expect(await site.apply(outer.take())).toBe('applied');
  expect(await shown()).toContain('goes on');
  expect(await lost()).toEqual([
    { message: expect.any(String) as string, drift: what.startsWith('a digest') },
  ]);
  // What follows makes no sense without a keyframe, and is not asked for again and again.
  inner.attribute(4, 'class', 'y');
  expect(await site.apply(embedded(inner.take()))).toBe('applied');
  expect((await lost()).length).toBe(1);
  expect(await site.apply(embedded(inside('whole again')))).toBe('applied');
  expect(await shown(0)).toBe('whole again');
});

test('a page may only be put where a frame is', async () => {
  expect(await site.apply(embedded(inside('x'), 9))).toMatch(/^refused: /);
  await site.apply(keyframe(outer, around()));
  outer.insert(10, 0);
  outer.document(500, false);
  outer.end();
  outer.end();
  expect(await site.apply(outer.take())).toBe('applied');
  expect(await site.apply(embedded(inside('x')))).toMatch(/^refused: /);
});

test('a frame that is put elsewhere is empty until the next keyframe of its page', async () => {
  await site.apply(embedded(inside('first')));
  outer.move(10, 11, 0);
  expect(await site.apply(outer.take())).toBe('applied');
  inner.attribute(4, 'class', 'x');
  expect(await site.apply(embedded(inner.take()))).toBe('applied');
  expect((await lost()).length).toBe(1);
  expect(await site.apply(embedded(inside('here')))).toBe('applied');
  expect(await shown(0)).toBe('here');
});

test('a frame that is gone, or was read anew, takes its page with it', async () => {
  await site.apply(embedded(inside('first')));
  outer.remove(10);
  expect(await site.apply(outer.take())).toBe('applied');
  expect(await site.apply(embedded(inside('x')))).toMatch(/^refused: /);
  expect(await site.apply(keyframe(outer, around()))).toBe('applied');
  inner.attribute(4, 'class', 'x');
  await site.apply(embedded(inner.take()));
  expect((await lost()).length).toBe(1);
});

test('pages are in each other only so deep', async () => {
  const nest = (depth: number): Uint8Array => {
    const writer = new OpWriter();
    const page = build.page(
      [],
      [build.at(9, 'p', {}, `depth ${depth}`), build.at(10, 'iframe', {})],
    );
    return keyframe(writer, page, () => {
      if (depth < limits.embeddedDepth + 3) writer.embedded(10, nest(depth + 1));
    });
  };
  expect(await site.apply(nest(0))).toBe('applied');
  expect(await shown(0, 0, 0, 0)).toBe('depth 4');
  expect(await shown(0, 0, 0, 0, 0)).not.toContain('depth');
  expect(await lost()).toEqual([{ message: 'the frames are too deep', drift: false }]);
});

test('what one of them asks for is not taken from the page around', async () => {
  const frames = (count: number) =>
    Array.from({ length: count }, () => build.el('iframe', {}, 'x'.repeat(0)));
  const greedy = keyframe(inner, build.page([], frames(300)));
  expect(await site.apply(embedded(greedy))).toBe('applied');
  const made = await site.page.evaluate(
    () =>
      window.harness.document().querySelector('iframe')!.contentDocument!.querySelectorAll('iframe')
        .length,
  );
  expect(made).toBe(50);
  outer.insert(4, 0);
  for (let id = 5000; id < 5100; id++) {
    outer.element(id, 'html', 'iframe', []);
    outer.end();
  }
  outer.end();
  expect(await site.apply(outer.take())).toBe('applied');
  expect(
    await site.page.evaluate(() => window.harness.document().querySelectorAll('iframe').length),
  ).toBe(101);
  // Given back when the page is gone.
  await site.apply(embedded(new Uint8Array()));
  await site.apply(embedded(keyframe(inner, build.page([], frames(40)))));
  expect(
    await site.page.evaluate(
      () =>
        window.harness
          .document()
          .querySelector('iframe')!
          .contentDocument!.querySelectorAll('iframe').length,
    ),
  ).toBe(40);
});

test('a pointer is over the frame, and found there', async () => {
  await site.apply(embedded(inside('first')));
  const box = await site.page.evaluate(() => {
    const { left, top } = window.harness
      .document()
      .querySelector('iframe')!
      .getBoundingClientRect();
    return { left, top };
  });
  const at = await site.page.evaluate(
    ([x, y]) => window.harness.rebuild.pointAt(x!, y!),
    [box.left + 40, box.top + 30],
  );
  expect(at).toMatchObject({ node: 10 });
  const spot = (await site.page.evaluate((point) => window.harness.locate(point!), at))!;
  expect([spot.x - box.left, spot.y - box.top].map(Math.round)).toEqual([40, 30]);
});

test('only whole ones within the limit are read', () => {
  const writer = new OpWriter();
  writer.embedded(10, new Uint8Array(100));
  const bytes = writer.take();
  expect(new OpReader().read(bytes)).toHaveLength(1);
  for (let end = 1; end < bytes.length; end++) {
    expect(() => new OpReader().read(bytes.subarray(0, end))).toThrow(MirrorError);
  }
  writer.embedded(10, new Uint8Array(limits.embeddedBytes + 1));
  expect(() => new OpReader().read(writer.take())).toThrow(MirrorError);
});
