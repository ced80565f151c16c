import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits, type NodeData } from '../src/wire/ops';
import { MirrorError, OpReader } from '../src/wire/reader';
import { OpWriter } from '../src/wire/writer';
import { launch, openSite, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';

vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
let site: TestSite;

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

async function expectEdge(payload: (count: number) => Uint8Array, limit: number): Promise<void> {
  expect(await site.apply(payload(limit)), `${limit}`).toBe('applied');
  expect(await site.apply(payload(limit + 1)), `${limit + 1}`).toMatch(/^refused: /);
  expect(await site.apply(payload(1)), 'what follows').toBe('applied');
}

/** Refused by the reader, before anything is built of it. */
function expectRead(payload: (count: number) => Uint8Array, limit: number): void {
  expect(new OpReader().read(payload(limit)).length).toBeGreaterThan(0);
  expect(() => new OpReader().read(payload(limit + 1))).toThrow(MirrorError);
}

const body = (...nodes: NodeData[]) => keyframe(new OpWriter(), new Pages().page([], nodes));

test('depth', async () => {
  // Document, html and body are above the first one.
  await expectEdge((count) => {
    const build = new Pages();
    let node = build.el('div', {});
    for (let left = count - 4; left > 0; left--) node = build.el('div', {}, node);
    return body(node);
  }, limits.depth);
});

test('attributes of an element', async () => {
  const names = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`data-a${at}`, 'x']));
  await expectEdge((count) => body(new Pages().el('p', names(count))), limits.attributes);
});

test('sheets of an owner', async () => {
  await expectEdge(
    (count) =>
      keyframe(new OpWriter(), new Pages().page([], []), (writer) =>
        writer.sheets(
          1,
          Array.from({ length: count }, () => ({
            asset: false,
            value: 'p{}',
            media: '',
            disabled: false,
          })),
        ),
      ),
    limits.sheets,
  );
});

test('viewport', async () => {
  await expectEdge(
    (count) =>
      keyframe(new OpWriter(), new Pages().page([], []), (writer) =>
        writer.viewport({
          width: count,
          height: 100,
          scrollbarX: 0,
          scrollbarY: 0,
          scale: 1,
          left: 0,
          top: 0,
          media: 0,
        }),
      ),
    16_384,
  );
});

test('scroll positions', async () => {
  await expectEdge(
    (count) =>
      keyframe(new OpWriter(), new Pages().page([], []), (writer) => writer.scroll(1, 0, count)),
    limits.pixels,
  );
});

test('frames beyond 200 are there and empty', async () => {
  const build = new Pages();
  const frames = Array.from({ length: 201 }, () => build.el('iframe', {}));
  expect(await site.apply(body(...frames))).toBe('applied');
  const [built, standIns] = await site.page.evaluate(() => {
    const inner = window.harness.document();
    return [
      inner.querySelectorAll('iframe').length,
      inner.querySelectorAll('pillion-inert').length,
    ];
  });
  expect([built, standIns]).toEqual([200, 1]);
  expect(await site.apply(body())).toBe('applied');
});

test('nodes of a payload', () => {
  expectRead((count) => {
    const writer = new OpWriter();
    writer.insert(4, 0);
    for (let id = 1; id <= count; id++) writer.comment(id);
    writer.end();
    return writer.take();
  }, limits.nodes);
});

test('attributes of a payload are bounded together, however few bytes they are', () => {
  const payload = (elements: number, each: number) => {
    const names = Array.from({ length: each }, (_, at) => [`a${at}`, ''] as const);
    const writer = new OpWriter();
    writer.insert(4, 0);
    for (let id = 1; id <= elements; id++) {
      writer.element(id, 'html', 'p', names);
      writer.end();
    }
    writer.end();
    return writer.take();
  };
  const fits = Math.floor(limits.values / limits.attributes);
  expect(new OpReader().read(payload(fits, limits.attributes))).toHaveLength(fits);
  const above = payload(fits + 1, limits.attributes);
  expect(above.length).toBeLessThan(8 * 1024 * 1024);
  expect(() => new OpReader().read(above)).toThrow(MirrorError);
});

test('operations of a payload', () => {
  expectRead((count) => {
    const writer = new OpWriter();
    for (let left = count; left > 0; left--) writer.look('focus', 0);
    return writer.take();
  }, limits.ops);
});

test('bytes of a text', () => {
  expectRead((count) => {
    const writer = new OpWriter();
    writer.textChange(5, 'x'.repeat(count));
    return writer.take();
  }, limits.stringBytes);
});

test('a dictionary that is full reads as it was written', () => {
  const [writer, reader] = [new OpWriter(), new OpReader()];
  const count = limits.dictionaryEntries + 50;
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < count; at++) writer.textChange(5, `t${at}`);
    const texts = reader.read(writer.take()).map((op) => (op.op === 'text' ? op.text : op.op));
    expect(texts).toEqual(Array.from({ length: count }, (_, at) => `t${at}`));
  }
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'the name %s is a name like any other',
  async (name) => {
    const build = new Pages();
    const attributes = Object.fromEntries([
      [name, 'polluted'],
      [`data-${name}`, 'x'],
      [`:${name}`, 'x'],
    ]);
    const nodes = [
      build.el(name, attributes, name),
      build.el('x-y', attributes),
      build.svg(name, attributes),
      build.at(10, 'input', { [name]: name, name, id: name }),
      build.at(11, 'style', {}),
    ];
    const sent = keyframe(new OpWriter(), build.page([], nodes), (writer) => {
      writer.attribute(10, name, 'polluted');
      writer.noAttribute(10, name);
      writer.form(10, 'value', name);
      writer.sheets(11, [
        {
          asset: false,
          value: `.${name}{--${name}:"${name}";animation:${name}}`,
          media: name,
          disabled: false,
        },
      ]);
    });
    expect(await site.apply(sent)).toBe('applied');
    const state = await site.page.evaluate(() => ({
      polluted: 'polluted' in {} || ({} as Record<string, unknown>)['x'] !== undefined,
      keys: Object.keys(Object.prototype).length,
      proto: Object.getPrototypeOf(window.harness.document().body) === null,
    }));
    expect(state).toEqual({ polluted: false, keys: 0, proto: false });
  },
);
