import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lookKinds, type NodeData } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';
import { random } from '../../testing/random';
import { launch, openSite, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';
import { acting, addressAttributes, addresses, styles, tags } from './rebuild-vectors';

vi.setConfig({ testTimeout: 120_000 });

/** What the whole fuzz of one seed may take; the number of payloads is what fits. */
const budgetMs = 8_000;
/** One payload of a few hundred bytes that takes longer hangs an agent's page. */
const slowestMs = 1_000;
const seeds = [1, 2, 3];

let browser: Browser;
let site: TestSite;

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
  await site.page.evaluate(() => {
    Object.assign(window, {
      memory: () => {
        (window as unknown as { gc(): void }).gc();
        return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory
          .usedJSHeapSize;
      },
    });
  });
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

function chances(seed: number) {
  const below = random(seed);
  return {
    below,
    /** From 0 to below 1. */
    next: () => below(2 ** 32) / 2 ** 32,
    of: <T>(list: readonly T[]): T => list[below(list.length)]!,
  };
}
type Random = ReturnType<typeof chances>;

const words = [
  '',
  'x',
  '__proto__',
  'constructor',
  'toString',
  '\u2028',
  '<b>',
  'ä'.repeat(70),
  'asset:' + 'a'.repeat(64),
];

function anyTree(r: Random, build: Pages, depth: number): NodeData {
  const [namespace, tag] = r.of(tags);
  const attributes: Record<string, string> = {};
  for (let left = r.below(4); left > 0; left--) {
    const [name, value] = r.of(acting);
    attributes[r.below(2) ? name : r.of(addressAttributes)] = r.of([
      value,
      r.of(addresses),
      r.of(words),
      '40x40',
    ]);
    if (r.below(3) === 0) attributes['style'] = r.of(styles);
    if (r.below(4) === 0)
      attributes[r.of([':box', ':masked', ':label', 'class', 'title', 'id'])] = r.of(words);
  }
  const children: (NodeData | string)[] = [];
  for (let left = depth > 0 ? r.below(4) : 0; left > 0; left--) {
    children.push(r.below(3) ? anyTree(r, build, depth - 1) : r.of(words));
  }
  const node = build.of(
    r.below(3) ? 'html' : namespace,
    0,
    r.below(3)
      ? r.of([
          'div',
          'p',
          'iframe',
          'style',
          'input',
          'select',
          'option',
          'dialog',
          'x-y',
          'template',
        ])
      : tag,
    attributes,
    children,
  );
  const id = node.id + 50_000;
  if (node.kind === 'element' && r.below(8) === 0)
    node.children.unshift({ kind: 'shadowRoot', id, children: [] });
  if (node.kind === 'element' && node.tag === 'iframe' && r.below(2)) {
    node.children.push({ kind: 'document', id, quirks: r.below(2) === 0, children: [] });
  }
  return node;
}

/** Any operation, on nodes that may be there or not. */
function anyOp(r: Random, writer: OpWriter, build: Pages, depth = 0): void {
  const id = () => r.of([0, 1, 2, 3, 4, 1000 + r.below(30), 51_000 + r.below(30), 2 ** 51]);
  switch (r.below(depth < 6 ? 13 : 11)) {
    case 0:
    case 1:
      writer.insert(id(), id());
      writeAny(writer, anyTree(r, build, 2));
      return writer.end();
    case 2:
      return writer.remove(id());
    case 3:
      return writer.move(id(), id(), id());
    case 4:
      return writer.attribute(id(), r.of(addressAttributes), r.of(addresses));
    case 5:
      return writer.noAttribute(id(), r.of(words));
    case 6:
      return writer.textChange(id(), r.of([null, ...words]));
    case 7:
      return writer.form(
        id(),
        r.of(['value', 'maskedValue', 'checked', 'selected', 'open'] as const),
        r.of(words),
      );
    case 8:
      return writer.scroll(id(), r.below(1e9) - 5e8, r.below(1e9));
    case 9:
      return writer.sheets(id(), [
        {
          asset: r.below(2) === 0,
          value: r.of([...styles, ...words]),
          media: r.of(words),
          disabled: false,
        },
      ]);
    case 11:
      return writer.embedded(id(), anyEmbedded(r, depth));
    case 10:
      return writer.layer(id(), r.of(['closed', 'dialog', 'modal', 'popover'] as const));
    default:
      return writer.look(r.of(lookKinds), id());
  }
}

/** The page in a frame: a good one with something after it, or bytes that are none. */
function anyEmbedded(r: Random, depth = 0): Uint8Array {
  const writer = new OpWriter();
  const build = new Pages();
  const page = keyframe(writer, build.page([], [anyTree(r, build, 2)]));
  anyOp(r, writer, build, depth + 1);
  const change = writer.take();
  return r.of([
    page,
    Buffer.concat([page, change]),
    change,
    bend(r, page, [change]),
    new Uint8Array(),
  ]);
}

function writeAny(writer: OpWriter, node: NodeData): void {
  // A payload with exactly this node: written as part of a page by the shared helper.
  if (node.kind === 'text') return writer.textNode(node.id, node.text);
  if (node.kind === 'maskedText') return writer.maskedText(node.id);
  if (node.kind === 'comment') return writer.comment(node.id);
  if (node.kind === 'element') writer.element(node.id, node.namespace, node.tag, node.attributes);
  else if (node.kind === 'shadowRoot') writer.shadowRoot(node.id);
  else writer.document(node.id, node.quirks);
  for (const child of node.children) writeAny(writer, child);
  writer.end();
}

/** Bytes as an attacker bends them: flipped, cut, doubled, spliced with others, with the largest numbers. */
function bend(r: Random, bytes: Uint8Array, others: Uint8Array[]): Uint8Array {
  let bent = Buffer.from(bytes);
  for (let left = 1 + r.below(4); left > 0; left--) {
    const at = r.below(bent.length + 1);
    switch (r.below(6)) {
      case 0:
        if (at < bent.length) bent[at] = r.below(256);
        break;
      case 1:
        if (at < bent.length) bent[at]! ^= 1 << r.below(8);
        break;
      case 2:
        bent = bent.subarray(0, at);
        break;
      case 3:
        bent = Buffer.concat([bent.subarray(0, at), bent.subarray(r.below(bent.length + 1))]);
        break;
      case 4:
        bent = Buffer.concat([
          bent.subarray(0, at),
          Buffer.from([255, 255, 255, 255, 255, 255, 255, 15]),
          bent.subarray(at),
        ]);
        break;
      default: {
        const other = r.of(others);
        bent = Buffer.concat([bent.subarray(0, at), other.subarray(r.below(other.length + 1))]);
      }
    }
  }
  return bent.subarray(0, 64 * 1024);
}

test.each(seeds)(
  'any bytes are applied or refused, quickly and in bounded memory: seed %i',
  async (seed) => {
    const r = chances(seed);
    const known: Uint8Array[] = [];
    const heap = () =>
      site.page.evaluate(() => (window as unknown as { memory(): number }).memory());
    const outcomes = { applied: 0, refused: 0 };
    const run = async (payloads: Uint8Array[]) => {
      const list = payloads.map((payload) => Buffer.from(payload).toString('base64'));
      const results = await site.page.evaluate(
        (list) =>
          list.map((text) => {
            const began = performance.now();
            return [window.harness.apply(text), performance.now() - began] as const;
          }),
        list,
      );
      results.forEach(([outcome, took], at) => {
        const bytes = list[at]!;
        expect(outcome, bytes).toMatch(/^(?:applied|refused)/);
        expect(took, bytes).toBeLessThan(slowestMs);
        if (outcome === 'applied') outcomes.applied++;
        else outcomes.refused++;
      });
    };

    const until = Date.now() + budgetMs;
    let first = 0;
    for (let round = 0; Date.now() < until || round < 12; round++) {
      const build = new Pages();
      const writer = new OpWriter();
      const payloads: Uint8Array[] = [];
      payloads.push(keyframe(writer, build.page([], [anyTree(r, build, 4), anyTree(r, build, 3)])));
      for (let left = 4; left > 0; left--) {
        anyOp(r, writer, build);
        if (r.below(2)) anyOp(r, writer, build);
        payloads.push(writer.take());
      }
      known.push(...payloads);
      const bent = Array.from({ length: 20 }, () => bend(r, r.of(known), known));
      const noise = Array.from({ length: 5 }, () =>
        Buffer.from(Array.from({ length: r.below(200) }, () => r.below(256))),
      );
      // A good keyframe before each, so that what follows gets beyond the first check.
      await run([...payloads, ...bent.flatMap((one) => [payloads[0]!, one]), ...noise]);
      if (known.length > 400) known.splice(0, 200);
      if (round === 10) first = await heap();
    }
    expect(outcomes.applied).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(50);
    // Sheets that are still on their way hold what they belong to.
    await expect.poll(heap, { timeout: 12_000 }).toBeLessThan(first + 16 * 1024 * 1024);
    // Whatever came before, the next good page is shown.
    expect(await site.apply(keyframe(new OpWriter(), new Pages().page([], ['after all'])))).toBe(
      'applied',
    );
    expect(await site.page.evaluate(() => window.harness.document().body.textContent)).toBe(
      'after all',
    );
    const other = site.requests.filter((path) => !/^\/assets\/session\/[0-9a-f]{64}$/.test(path));
    expect(other).toEqual([]);
    expect(site.escapes).toEqual([]);
    expect(await site.page.evaluate(() => window.ran)).toEqual([]);
    expect(await site.page.evaluate(() => Object.keys(Object.prototype).length)).toBe(0);
  },
);
