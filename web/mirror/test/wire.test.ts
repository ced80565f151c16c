import { expect, test } from 'vitest';
import type { Op } from '../src/wire/ops';
import { MirrorError, OpReader } from '../src/wire/reader';
import { OpWriter } from '../src/wire/writer';

const viewport = {
  width: 1280,
  height: 800,
  scrollbarX: 15,
  scrollbarY: 0,
  scale: 1500,
  left: 10,
  top: 20,
  media: 5,
};

function writePage(writer: OpWriter): void {
  writer.page(viewport);
  writer.document(1, false);
  writer.element(2, 'html', 'html', [['lang', 'en']]);
  writer.shadowRoot(7);
  writer.textNode(8, 'grüße, 世界 🌍');
  writer.end();
  writer.element(3, 'svg', 'svg', []);
  writer.end();
  writer.maskedText(4);
  writer.comment(5);
  writer.end();
  writer.end();
}

test('what is written is read', () => {
  const writer = new OpWriter();
  writePage(writer);
  writer.attribute(2, 'class', 'wide');
  writer.noAttribute(2, 'class');
  writer.textChange(8, 'wide');
  writer.textChange(8, null);
  writer.form(3, 'value', 'typed');
  writer.form(3, 'checked', true);
  writer.scroll(1, -3, 5000);
  writer.sheets(2, [{ asset: true, value: 'ab', media: 'print', disabled: true }]);
  writer.layer(3, 'modal');
  writer.move(3, 2, 0);
  writer.remove(4);
  writer.look('focus', 0);
  writer.viewport({ ...viewport, width: 390 });
  writer.embedded(3, new Uint8Array([1, 2, 3]));
  writer.embedded(3, new Uint8Array());

  const ops = new OpReader().read(writer.take());

  const page: Op = {
    op: 'page',
    viewport,
    root: {
      kind: 'document',
      id: 1,
      quirks: false,
      children: [
        {
          kind: 'element',
          id: 2,
          namespace: 'html',
          tag: 'html',
          attributes: [['lang', 'en']],
          children: [
            {
              kind: 'shadowRoot',
              id: 7,
              children: [{ kind: 'text', id: 8, text: 'grüße, 世界 🌍' }],
            },
            {
              kind: 'element',
              id: 3,
              namespace: 'svg',
              tag: 'svg',
              attributes: [],
              children: [],
            },
            { kind: 'maskedText', id: 4 },
            { kind: 'comment', id: 5 },
          ],
        },
      ],
    },
  };
  expect(ops).toEqual([
    page,
    { op: 'attribute', id: 2, name: 'class', value: 'wide' },
    { op: 'noAttribute', id: 2, name: 'class' },
    { op: 'text', id: 8, text: 'wide' },
    { op: 'text', id: 8, text: null },
    { op: 'form', id: 3, kind: 'value', value: 'typed', on: true },
    { op: 'form', id: 3, kind: 'checked', value: '', on: true },
    { op: 'scroll', id: 1, x: -3, y: 5000 },
    {
      op: 'sheets',
      id: 2,
      sheets: [{ asset: true, value: 'ab', media: 'print', disabled: true }],
    },
    { op: 'layer', id: 3, mode: 'modal' },
    { op: 'move', id: 3, parent: 2, next: 0 },
    { op: 'remove', id: 4 },
    { op: 'look', kind: 'focus', id: 0 },
    { op: 'viewport', viewport: { ...viewport, width: 390 } },
    { op: 'embedded', id: 3, payload: new Uint8Array([1, 2, 3]) },
    { op: 'embedded', id: 3, payload: new Uint8Array() },
  ]);
});

test('the dictionary lives across payloads and starts anew with a page', () => {
  const writer = new OpWriter();
  const reader = new OpReader();
  writePage(writer);
  reader.read(writer.take());
  writer.attribute(2, 'class', 'a class that is long enough to show');
  const first = writer.take();
  writer.attribute(2, 'class', 'a class that is long enough to show');
  const second = writer.take();

  expect(second.length).toBeLessThan(8);
  expect(reader.read(first)).toEqual(reader.read(second));
  writePage(writer);
  expect(new OpReader().read(writer.take())).toHaveLength(1);
});

test('long texts and many strings survive a growing buffer', () => {
  const writer = new OpWriter();
  writePage(writer);
  const long = 'ä'.repeat(200_000);
  writer.textChange(8, long);
  for (let i = 0; i < 5_000; i++) writer.attribute(2, 'data', `value ${i}`);

  const ops = new OpReader().read(writer.take());

  expect(ops[1]).toEqual({ op: 'text', id: 8, text: long });
  expect(ops.at(-1)).toEqual({ op: 'attribute', id: 2, name: 'data', value: 'value 4999' });
});

test('bytes that were damaged are read or refused, and never anything else', () => {
  const writer = new OpWriter();
  writePage(writer);
  writer.sheets(2, [{ asset: false, value: 'a{}', media: '', disabled: false }]);
  const good = writer.take();
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647);
  let refused = 0;
  for (let round = 0; round < 20_000; round++) {
    const bad = good.slice(0, round % 3 === 0 ? random() % good.length : good.length);
    for (let hits = random() % 4; hits >= 0; hits--) {
      if (bad.length > 0) bad[random() % bad.length] = random() % 256;
    }
    try {
      new OpReader().read(bad);
    } catch (problem) {
      expect(problem).toBeInstanceOf(MirrorError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(10_000);
});
