import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FormKind, NodeData } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';
import { launch, openSite, viewport, writeNode, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';

let browser: Browser;
let site: TestSite;
let writer: OpWriter;
const build = new Pages();

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});
beforeEach(() => {
  writer = new OpWriter();
});
afterEach(() => expect(site.escapes).toEqual([]));

async function show(nodes: (NodeData | string)[], more?: (writer: OpWriter) => void) {
  expect(await site.apply(keyframe(writer, build.page([], nodes), more))).toBe('applied');
}

async function change(write: (writer: OpWriter) => void) {
  write(writer);
  expect(await site.apply(writer.take())).toBe('applied');
}

/** Evaluates an expression with `d` the rebuilt document, `w` its window, and `$` its querySelector. */
function look<T>(expression: string): Promise<T> {
  const names = 'const d = harness.document(), w = d.defaultView, $ = (s) => d.querySelector(s);';
  return site.page.evaluate(`(() => { ${names} return (${expression}); })()`) as Promise<T>;
}

const settled = () => site.page.waitForFunction(() => window.harness.pictures > 0);

test('a document has the layout mode of the visitor, again with every keyframe', async () => {
  await show(['a']);
  expect(await look('d.compatMode')).toBe('CSS1Compat');
  await site.apply(keyframe(writer, build.page([], ['b'], true)));
  expect(await look('d.compatMode')).toBe('BackCompat');
  await show(['c']);
  expect(await look('d.compatMode + d.body.textContent')).toBe('CSS1Compatc');
});

test('elements have their namespaces', async () => {
  await show([
    build.svg('svg', { viewBox: '0 0 4 4' }, build.svg('linearGradient', { id: 'g' })),
    build.of('mathml', 0, 'math', {}, [build.of('mathml', 0, 'mi', {}, ['x'])]),
  ]);
  expect(await look('$("linearGradient").namespaceURI')).toBe('http://www.w3.org/2000/svg');
  expect(await look('$("svg").viewBox.baseVal.width')).toBe(4);
  expect(await look('$("mi").namespaceURI')).toBe('http://www.w3.org/1998/Math/MathML');
});

test('shadow roots are built, changed and emptied', async () => {
  const root: NodeData = { kind: 'shadowRoot', id: 20, children: [build.at(21, 'slot', {})] };
  const host = build.at(10, 'my-card', { variant: 'primary' }, 'light');
  if (host.kind === 'element') host.children.unshift(root);
  await show([host]);
  expect(await look('$("my-card").shadowRoot.innerHTML')).toBe('<slot></slot>');
  expect(await look('$("my-card").getAttribute("variant")')).toBe('primary');
  await change((w) => {
    w.insert(20, 21);
    writeNode(w, build.at(22, 'b', {}, 'inside'));
    w.end();
    w.sheets(20, [
      { asset: false, value: 'b { color: rgb(1, 2, 3) }', media: '', disabled: false },
    ]);
  });
  expect(await look('$("my-card").shadowRoot.innerHTML')).toBe('<b>inside</b><slot></slot>');
  expect(await look('w.getComputedStyle($("my-card").shadowRoot.firstChild).color')).toBe(
    'rgb(1, 2, 3)',
  );
  await change((w) => w.remove(20));
  expect(await look('$("my-card").shadowRoot.childNodes.length')).toBe(0);
});

function framed(quirks = false): NodeData {
  const inner: NodeData = {
    kind: 'document',
    id: 30,
    quirks,
    children: [build.at(31, 'html', {}, build.at(32, 'body', { style: 'margin:0' }, 'inside'))],
  };
  const frame = build.at(10, 'iframe', { style: 'width:200px;height:100px;border:5px solid' });
  if (frame.kind === 'element') frame.children.push(inner);
  return frame;
}

test('the documents of frames are built in frames of their own', async () => {
  await show([framed(true), build.at(11, 'div', { id: 'other' })]);
  expect(await look('$("iframe").contentDocument.body.textContent')).toBe('inside');
  expect(await look('$("iframe").contentDocument.compatMode')).toBe('BackCompat');
  expect(await look('$("iframe").sandbox.value')).toBe('allow-same-origin');
});

test('a frame that moves keeps its document', async () => {
  await show([framed(), build.at(11, 'div', { id: 'other' })]);
  await change((w) => {
    w.sheets(30, [
      { asset: false, value: 'body { color: rgb(9, 9, 9) }', media: '', disabled: false },
    ]);
    w.move(10, 11, 0);
  });
  expect(await look('$("#other iframe").contentDocument.body.textContent')).toBe('inside');
  const color =
    'w.getComputedStyle.call($("iframe").contentWindow, $("iframe").contentDocument.body)';
  expect(await look(`${color}.color`)).toBe('rgb(9, 9, 9)');
  await change((w) => {
    w.insert(32, 0);
    writeNode(w, build.at(33, 'i', {}, '!'));
    w.end();
  });
  expect(await look('$("iframe").contentDocument.body.textContent')).toBe('inside!');
});

test('a frame gets a new document in place of the one that was removed', async () => {
  await show([framed()]);
  await change((w) => {
    w.remove(30);
    w.insert(10, 0);
    writeNode(w, {
      kind: 'document',
      id: 40,
      quirks: false,
      children: [build.at(41, 'html', {}, build.at(42, 'body', {}, 'second'))],
    });
    w.end();
  });
  expect(await look('$("iframe").contentDocument.body.textContent')).toBe('second');
});

test('texts, comments and masked texts', async () => {
  await show([
    build.at(10, 'p', {}, { kind: 'maskedText', id: 11 }),
    { kind: 'comment', id: 12 },
    { kind: 'text', id: 13, text: 'plain' },
  ]);
  expect(await look('$("p").textContent')).toBe('\u2022'.repeat(6));
  expect(await look('w.CSS.highlights.get("pillion-masked").size')).toBe(1);
  await change((w) => {
    w.textChange(11, 'shown');
    w.textChange(13, null);
  });
  expect(await look('d.body.textContent')).toBe(`shown${'\u2022'.repeat(6)}`);
  expect(await look('w.CSS.highlights.get("pillion-masked").size')).toBe(1);
  await change((w) => w.remove(13));
  expect(await look('w.CSS.highlights.get("pillion-masked").size')).toBe(0);
});

const forms: [string, Record<string, string>, FormKind, string | boolean, string, unknown][] = [
  ['input', { type: 'text' }, 'value', 'typed', 'value', 'typed'],
  ['input', { type: 'password' }, 'maskedValue', true, 'value', '\u2022'.repeat(6)],
  ['input', { type: 'text', value: 'old' }, 'maskedValue', false, 'value', ''],
  ['input', { type: 'date' }, 'value', '2026-05-04', 'value', '2026-05-04'],
  ['input', { type: 'date' }, 'maskedValue', true, 'hasAttribute("pillion-masked")', true],
  ['input', { type: 'range', max: '10' }, 'value', '7', 'value', '7'],
  ['input', { type: 'file' }, 'value', 'C:\\secret.txt', 'value', ''],
  ['input', { type: 'checkbox' }, 'checked', true, 'checked', true],
  ['input', { type: 'checkbox', checked: '' }, 'checked', false, 'checked', false],
  ['input', { type: 'checkbox' }, 'indeterminate', true, 'indeterminate', true],
  ['input', { type: 'radio', name: 'r' }, 'checked', true, 'checked', true],
  ['textarea', {}, 'value', 'a\nb', 'value', 'a\nb'],
  ['textarea', {}, 'maskedValue', true, 'value', '\u2022'.repeat(6)],
  ['output', {}, 'value', '12', 'value', '12'],
  ['details', {}, 'open', true, 'open', true],
  ['option', {}, 'selected', true, 'selected', true],
];

test.each(forms)('%s %j: %s %j', async (tag, attributes, kind, value, property, expected) => {
  await show([build.at(10, tag, { ...attributes, id: 'it' })], (w) => w.form(10, kind, value));
  expect(await look(`$("#it").${property}`)).toEqual(expected);
});

test('options of a multiple select are selected one by one, and a select shows its value', async () => {
  const options = [20, 21, 22].map((id) => build.at(id, 'option', { value: `${id}` }, `${id}`));
  await show([build.at(10, 'select', { multiple: '' }, ...options)], (w) => {
    w.form(20, 'selected', true);
    w.form(22, 'selected', true);
  });
  expect(await look('[...$("select").selectedOptions].map((o) => o.value)')).toEqual(['20', '22']);
  await change((w) => w.form(20, 'selected', false));
  expect(await look('[...$("select").selectedOptions].map((o) => o.value)')).toEqual(['22']);
});

test('a form whose controls are named like DOM methods is rebuilt all the same', async () => {
  const names = ['setAttribute', 'attributes', 'parentNode', 'insertBefore', 'style', 'nodeType'];
  await show([
    build.at(10, 'form', { class: 'a' }, ...names.map((name) => build.el('input', { name }))),
    build.at(11, 'img', { name: 'createElementNS', id: 'adoptedStyleSheets' }),
  ]);
  await change((w) => {
    w.attribute(10, 'class', 'b');
    w.attribute(10, 'style', 'color: red');
    w.insert(10, 0);
    writeNode(w, build.at(12, 'p', {}, 'x'));
    w.end();
    w.move(10, 4, 0);
  });
  expect(await look('d.body.lastChild.className')).toBe('b');
  expect(await look('$("form > p").textContent')).toBe('x');
  expect(await look('$("img").getAttribute("name")')).toBe(null);
});

test('style sheets: texts, assets, media, disabled, adopted, in the order of their owners', async () => {
  const asset = site.add({ type: 'text/css', body: 'p { color: rgb(2, 0, 0); margin: 0 }' });
  const sheet = (value: string, more = {}) => ({
    asset: false,
    value,
    media: '',
    disabled: false,
    ...more,
  });
  const page = build.page(
    [
      build.at(20, 'style', {}, 'p { color: rgb(66, 66, 66) }'),
      build.at(21, 'link', { rel: 'stylesheet', href: 'https://evil.test/a.css' }),
      build.at(22, 'style', {}),
      build.at(23, 'style', {}),
    ],
    [build.at(10, 'p', {}, 'x')],
  );
  const payload = keyframe(writer, page, (w) => {
    w.sheets(20, [sheet('p { color: rgb(1, 0, 0); margin: 7px }')]);
    w.sheets(21, [{ ...sheet(asset), asset: true }]);
    w.sheets(22, [sheet('p { color: rgb(3, 0, 0) }', { media: 'print' })]);
    w.sheets(23, [sheet('p { color: rgb(4, 0, 0) }', { disabled: true })]);
  });
  const before = await site.page.evaluate(() => window.harness.pictures);
  expect(await site.apply(payload)).toBe('applied');
  await site.page.waitForFunction((count) => window.harness.pictures > count, before);
  const style = 'w.getComputedStyle($("p"))';
  expect(await look(`${style}.color`)).toBe('rgb(2, 0, 0)');
  expect(await look(`${style}.marginTop`)).toBe('0px');
  await change((w) => w.sheets(1, [sheet('p { color: rgb(5, 0, 0) }'), sheet('p { top: 1px }')]));
  expect(await look(`${style}.color`)).toBe('rgb(5, 0, 0)');
  await change((w) => w.sheets(23, [sheet('p { color: rgb(4, 0, 0) !important }')]));
  expect(await look(`${style}.color`)).toBe('rgb(4, 0, 0)');
  await change((w) => w.sheets(23, []));
  expect(await look(`${style}.color`)).toBe('rgb(5, 0, 0)');
});

test('a picture waits for its sheets, and is not hidden for long by one that never comes', async () => {
  const asset = site.add({ type: 'text/css', body: 'p { color: green } /* waited for */' });
  const page = build.page([build.at(20, 'link', {})], [build.at(10, 'p', {}, 'x')]);
  const before = await site.page.evaluate(() => window.harness.pictures);
  await site.apply(
    keyframe(writer, page, (w) =>
      w.sheets(20, [{ asset: true, value: asset, media: '', disabled: false }]),
    ),
  );
  await site.page.waitForFunction((count) => window.harness.pictures > count, before);
  expect(await site.page.evaluate(() => window.harness.frame.style.display)).toBe('');
  await site.page.evaluate(() => (window.harness.problems.length = 0));
  await site.apply(
    keyframe(writer, page, (w) =>
      w.sheets(20, [{ asset: true, value: 'a'.repeat(64), media: '', disabled: false }]),
    ),
  );
  await site.page.waitForFunction((count) => window.harness.pictures > count, before + 1);
  expect(await site.page.evaluate(() => window.harness.problems.length)).toBe(1);
});

test('pictures and styles name assets; links look like links', async () => {
  const hash = site.add({
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  const data = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
  await show([
    build.el('img', { src: `asset:${hash}`, id: 'a', alt: 'a' }),
    build.el('img', { src: data, id: 'b' }),
    build.el('div', { style: `background: url(asset:${hash}) no-repeat; color: red`, id: 'c' }),
    build.el('a', { href: 'https://evil.test/', id: 'd' }, 'link'),
    build.svg('svg', {}, build.svg('image', { 'xlink:href': `asset:${hash}` })),
    build.el('video', { poster: `asset:${hash}`, src: 'https://evil.test/v.mp4', autoplay: '' }),
  ]);
  const url = `${site.origin}/assets/session/${hash}`;
  expect(await look('$("#a").src')).toBe(url);
  expect(await look('$("#b").src')).toBe(data);
  expect(await look('$("#c").style.backgroundImage')).toBe(`url("${url}")`);
  expect(await look('$("#d").matches(":any-link")')).toBe(true);
  expect(await look('$("#d").href')).not.toContain('evil');
  expect(await look('$("image").href.baseVal')).toBe(url);
  expect(await look('$("video").poster')).toBe(url);
  expect(await look('$("video").getAttribute("src")')).toBe(null);
});

test('attributes are set and taken away, with case and namespaces', async () => {
  await show([
    build.svg('svg', { viewBox: '0 0 1 1' }, build.of('svg', 10, 'rect', { fill: 'red' }, [])),
  ]);
  await change((w) => {
    w.attribute(10, 'fill', 'url(#g)');
    w.attribute(10, 'stroke', 'url(https://evil.test/#g)');
    w.attribute(10, 'xml:lang', 'de');
  });
  expect(await look('$("rect").getAttribute("fill")')).toContain('#g');
  expect(await look('$("rect").getAttribute("stroke")')).not.toContain('evil');
  expect(
    await look('$("rect").getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang")'),
  ).toBe('de');
  await change((w) => {
    w.noAttribute(10, 'fill');
    w.noAttribute(10, 'xml:lang');
  });
  expect(await look('$("rect").getAttributeNames()')).toEqual(['stroke']);
});

test('placeholders keep their size whatever happens to their style', async () => {
  await show([
    build.at(10, 'canvas', { ':box': '120x80', ':label': 'Chart' }),
    build.at(11, 'div', { ':box': '50.5x20', style: 'width: 400px' }),
    build.at(12, 'img', { ':box': '30x40', ':masked': '', ':label': 'Hidden' }),
  ]);
  const size = (tag: string) =>
    look(`(({ width, height }) => [width, height])($("${tag}").getBoundingClientRect())`);
  expect(await size('canvas')).toEqual([120, 80]);
  expect(await size('div')).toEqual([50.5, 20]);
  expect(await size('img')).toEqual([30, 40]);
  await change((w) => {
    w.attribute(11, 'style', 'width: 10px; color: red');
    w.attribute(10, ':box', '60x60');
  });
  expect(await size('div')).toEqual([50.5, 20]);
  expect(await size('canvas')).toEqual([60, 60]);
  await change((w) => w.noAttribute(11, ':box'));
  expect(await look('$("div").style.width')).toBe('10px');
});

test('scrolling: the page, boxes, smooth pages, and what only later has room to scroll', async () => {
  const box = build.at(10, 'div', { style: 'height:100px;overflow:auto', id: 'box' });
  await show([box, build.at(11, 'div', { style: 'height:3000px' })], (w) => {
    w.sheets(1, [
      {
        asset: false,
        value: '* { scroll-behavior: smooth !important }',
        media: '',
        disabled: false,
      },
    ]);
    w.scroll(1, 0, 700);
    w.scroll(10, 0, 50);
  });
  expect(await look('w.scrollY')).toBe(700);
  expect(await look('$("#box").scrollTop')).toBe(0);
  await change((w) => {
    w.insert(10, 0);
    writeNode(w, build.at(12, 'div', { style: 'height:900px' }));
    w.end();
  });
  expect(await look('$("#box").scrollTop')).toBe(50);
});

test('scroll bars take exactly the space that they take at the visitor', async () => {
  const sized = { ...viewport, scrollbarX: 17 };
  writer.page(sized);
  writeNode(writer, build.page([], [build.at(10, 'div', { style: 'height:3000px' })]));
  expect(await site.apply(writer.take())).toBe('applied');
  expect(await look('d.documentElement.getBoundingClientRect().width')).toBe(783);
  expect(await look('w.matchMedia("(width: 800px)").matches')).toBe(true);
  await change((w) => w.viewport({ ...viewport, scrollbarX: 0 }));
  expect(await look('d.documentElement.getBoundingClientRect().width')).toBe(800);
  await change((w) => {
    w.viewport(sized);
    w.attribute(10, 'style', 'height: 10px');
  });
  expect(await look('d.documentElement.getBoundingClientRect().width')).toBe(783);
  expect(await site.page.evaluate(() => window.harness.viewports.at(-1))).toEqual({
    width: 800,
    height: 600,
  });
});

test('dialogs and popovers open and close in the top layer and never keep the page inert', async () => {
  await show([
    build.at(10, 'dialog', {}, build.at(11, 'button', { autofocus: '' }, 'OK')),
    build.at(12, 'div', { popover: 'auto' }, 'menu'),
    build.at(13, 'button', { style: 'position:fixed;left:10px;top:10px' }, 'behind'),
  ]);
  const behind = () => look('d.elementFromPoint(15, 15).textContent');
  await change((w) => w.layer(10, 'modal'));
  expect(await look('$("dialog").matches(":modal")')).toBe(true);
  expect(await behind()).not.toBe('behind');
  await change((w) => w.layer(10, 'closed'));
  expect(await look('$("dialog").open')).toBe(false);
  expect(await behind()).toBe('behind');
  await change((w) => w.layer(10, 'dialog'));
  expect(await look('$("dialog").open && !$("dialog").matches(":modal")')).toBe(true);
  await change((w) => w.layer(10, 'modal'));
  await change((w) => w.noAttribute(10, 'open'));
  expect(await look('$("dialog").matches(":modal")')).toBe(true);
  await change((w) => w.layer(10, 'closed'));
  await change((w) => w.layer(12, 'popover'));
  expect(await look('$("[popover]").matches(":popover-open")')).toBe(true);
  await change((w) => w.layer(12, 'closed'));
  expect(await look('$("[popover]").matches(":popover-open")')).toBe(false);
});

test('focus is shown and not taken', async () => {
  await site.page.evaluate(() => {
    const input = document.createElement('input');
    input.id = 'mine';
    document.body.append(input);
    input.focus();
  });
  await show([build.at(12, 'div', {}, build.at(10, 'input', { autofocus: '' }))], (w) => {
    w.sheets(1, [
      {
        asset: false,
        value: 'input:focus{color:rgb(1,1,1)} div:focus-within{color:rgb(2,2,2)} a:focus,b{top:0}',
        media: '',
        disabled: false,
      },
    ]);
    w.look('focus', 10);
  });
  expect(await look('w.getComputedStyle($("input")).color')).toBe('rgb(1, 1, 1)');
  expect(await look('w.getComputedStyle($("div")).color')).toBe('rgb(2, 2, 2)');
  await change((w) => w.look('focus', 0));
  expect(await look('w.getComputedStyle($("input")).color')).not.toBe('rgb(1, 1, 1)');
  await change((w) => w.look('focus', 10));
  await change((w) => w.remove(10));
  expect(await look('w.getComputedStyle($("div")).color')).not.toBe('rgb(2, 2, 2)');
  expect(await site.page.evaluate(() => document.activeElement?.id)).toBe('mine');
  await site.page.evaluate(() => document.getElementById('mine')?.remove());
});

test('points are found and located again, through shadow roots and frames', async () => {
  const host = build.at(20, 'x-host', { style: 'display:block;width:100px;height:100px' });
  const inner = build.at(22, 'b', { style: 'display:block;width:50px;height:20px' });
  if (host.kind === 'element')
    host.children.push({ kind: 'shadowRoot', id: 21, children: [inner] });
  await show([build.at(9, 'div', { style: 'position:absolute;left:0;top:0' }, host, framed())]);
  const at = (x: number, y: number) =>
    site.page.evaluate(([left, top]) => window.harness.rebuild.pointAt(left!, top!), [x, y]);
  expect(await at(25, 10)).toEqual({ node: 22, fx: 0.5, fy: 0.5 });
  expect(await at(75, 50)).toEqual({ node: 20, fx: 0.75, fy: 0.5 });
  const inFrame = await at(10, 112);
  expect([31, 32]).toContain(inFrame?.node);
  const back = await site.page.evaluate((point) => window.harness.locate(point!), inFrame);
  expect(back?.x).toBeCloseTo(10, 1);
  expect(back?.y).toBeCloseTo(112, 1);
  expect(await at(-5, 10)).toBe(null);
  expect(await site.page.evaluate(() => window.harness.locate({ node: 4711, fx: 0, fy: 0 }))).toBe(
    null,
  );
});

test('elements that are not rebuilt keep their place and their ids', async () => {
  const dropped = ['script', 'noscript', 'object', 'embed', 'base', 'applet', 'portal', 'source'];
  await show([
    ...dropped.map((tag, index) => build.at(50 + index, tag, { src: 'x', data: 'x' }, 'text')),
    build.at(10, 'p', {}, 'after'),
  ]);
  expect(await look('d.querySelectorAll("script, noscript, object, embed, base").length')).toBe(0);
  expect(await look('d.body.children.length')).toBe(dropped.length + 1);
  expect(await look('w.getComputedStyle(d.body.children[0]).display')).toBe('none');
  await change((w) => {
    w.attribute(50, 'src', 'y');
    w.remove(51);
    w.move(10, 4, 50);
  });
  expect(await look('d.body.firstChild.textContent')).toBe('after');
});

test('resetting empties the picture, and a keyframe fills it again', async () => {
  await show([build.at(10, 'p', {}, 'x')]);
  await settled();
  await site.page.evaluate(() => window.harness.rebuild.reset());
  expect(await look('d.documentElement')).toBe(null);
  writer.remove(10);
  expect(await site.apply(writer.take())).toMatch(/^refused: .*keyframe/);
  await show([build.at(10, 'p', {}, 'again')]);
  expect(await look('d.body.textContent')).toBe('again');
});
