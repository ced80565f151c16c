import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Harness, policy, type Mirrored } from './support/harness';

vi.setConfig({ testTimeout: 60_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

/** Holds LONG in every place whose content is hidden; `fixed` keeps the layout from telling. */
const page = `<!doctype html><style>.fixed { width: 300px; height: 40px; overflow: clip; contain: strict }</style>
<body>
<div class="fixed secret">LONG</div>
<div class="fixed secret" title="LONG" aria-label="LONG" style="--x: 'LONG'">LONG <b>LONG</b></div>
<div class="fixed secret"><input value="LONG"><textarea>LONG</textarea><select><option>LONG</select></div>
<div class="fixed secret"><svg width="9" height="9"><text>LONG</text><path d="M 1 1 LINES"/></svg></div>
<div class="fixed secret" contenteditable>LONG</div>
<div class="fixed secret" id="grows"></div>
<div class="fixed"><input type="password" value="LONG" id="password"></div>
<div class="fixed"><input type="password" value="LONG"></div>
<div class="fixed" id="echo">LONG</div>
<div class="fixed"><input name="cvc" id="cvc" value="LONG" size="4"></div>
<div class="fixed"><textarea name="secret" id="area">LONG</textarea></div>
<div class="fixed"><div contenteditable aria-label="PIN" id="editor"></div></div>
<div class="fixed secret"><style>.q::after { content: "LONG" }</style></div>
<p id="end" data-pillion="show">-</p>`;

async function capture(length: number): Promise<Mirrored> {
  const html = page
    .replaceAll('LONG', 'x'.repeat(length))
    .replaceAll('LINES', 'L 5 5 '.repeat(length));
  const mirrored = await harness.open(html);
  await mirrored.start(policy('balanced', { hide: ['.secret'] }));
  await mirrored.page.evaluate(async (length) => {
    const grows = document.querySelector('#grows')!;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    grows.textContent = 'x';
    const input = document.querySelector<HTMLInputElement>('#cvc')!;
    for (let count = 0; count < length; count++) {
      // As pages do that stream a text, and fields that grow with theirs.
      if (count % 2 === 0) (grows.firstChild as Text).appendData('x');
      else grows.append('x');
      input.value += 'x';
      input.size = 4 + count;
      input.style.width = `${count}ch`;
      if (count % 10 === 0) await frame();
    }
  }, length);
  for (const id of ['password', 'cvc', 'area', 'editor']) {
    const before = mirrored.model.focus;
    await mirrored.page.locator(`#${id}`).focus();
    await mirrored.until('the focus', () => mirrored.model.focus !== before);
    await mirrored.page.keyboard.type('y'.repeat(length));
  }
  // The editor, which has the focus, has its first text.
  await mirrored.until('the editor', () =>
    mirrored.ops.some((op) => op.op === 'insert' && op.parent === mirrored.model.focus),
  );
  await mirrored.page.evaluate(async () => {
    // Where a selection begins and ends in what is hidden tells nothing of how long that is.
    (document.activeElement as HTMLElement).blur();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (const at of document.querySelectorAll('div.secret, #echo')) {
      const text = document.createTreeWalker(at, NodeFilter.SHOW_TEXT).nextNode() as Text | null;
      if (text) getSelection()!.setBaseAndExtent(text, 1, text, text.length);
      for (let turns = 0; turns < 20; turns++) await frame();
    }
  });
  await mirrored.page.evaluate(() => (document.querySelector('#end')!.textContent = 'done'));
  await mirrored.until('the last change', () => mirrored.model.textOf('end') === 'done');
  await mirrored.until('a digest of it all', () => mirrored.ops.at(-1)?.op === 'digest');
  return mirrored;
}

test('hidden texts, values and editors of any length make the same bytes', async () => {
  const short = await capture(4);
  const long = await capture(120);
  // What comes in which frame is a matter of time; what comes must not depend on any length.
  const sorted = ({ ops }: Mirrored) =>
    ops
      .filter(({ op }) => op !== 'digest')
      .map((op) => JSON.stringify(op))
      .sort();
  expect(sorted(long)).toEqual(sorted(short));
  // How many digests there are is a matter of time, too; the last one is of everything.
  expect(long.ops.at(-1)).toEqual(short.ops.at(-1));
  expect([...long.assets.keys()].sort()).toEqual([...short.assets.keys()].sort());
  expect(await long.problems()).toEqual([]);
  await short.close();
  await long.close();
});
