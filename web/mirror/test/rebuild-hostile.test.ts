import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { NodeData } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';
import { launch, openSite, viewport, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';
import { acting, addressAttributes, addresses, evil, styles, tags } from './rebuild-vectors';

let browser: Browser;
let site: TestSite;

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
  await site.page.evaluate(() => {
    const field = document.createElement('input');
    field.id = 'mine';
    document.body.append(field);
    field.focus();
    // Whatever only the policy stopped shows here: the filters must not lean on it.
    document.addEventListener('securitypolicyviolation', (event) =>
      window.harness.problems.push(`policy ${event.effectiveDirective} ${event.blockedURI}`),
    );
    window.open = () => (window.ran.push('open'), null);
    window.print = () => void window.ran.push('print');
  });
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

/** After every test: nothing ran, nothing was asked for, nobody left, and the focus is where it was. */
afterEach(async () => {
  // Two frames and an idle turn: pictures, fonts and scripts would have started by then.
  const state = await site.page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    window.harness.document().body?.getBoundingClientRect();
    await frame();
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
    const inner = window.harness.frame.contentWindow as (Window & { ran?: unknown }) | null;
    return {
      ran: window.ran,
      inner: inner?.ran ?? null,
      problems: window.harness.problems.filter((problem) => problem.startsWith('policy')),
      active: document.activeElement?.id,
    };
  });
  const escapes = site.escapes.splice(0);
  const requests = site.requests.splice(0);
  // One failure must not colour the tests that follow.
  await site.page.evaluate(() => (window.harness.problems.length = window.ran.length = 0));
  expect(state).toEqual({ ran: [], inner: null, problems: [], active: 'mine' });
  expect(escapes).toEqual([]);
  expect(requests.filter((path) => !/^\/assets\/session\/[0-9a-f]{64}$/.test(path))).toEqual([]);
});

async function show(nodes: NodeData[], more?: (writer: OpWriter) => void) {
  const page = new Pages().page([], nodes);
  expect(await site.apply(keyframe(new OpWriter(), page, more))).toBe('applied');
}

const address = (pattern: string, name: string) => pattern.replaceAll('%', name);

test.each(tags)('%s <%s>: no address leads out, whatever the attribute', async (namespace, tag) => {
  const build = new Pages();
  let id = 10;
  const nodes: NodeData[] = [];
  for (const pattern of addresses) {
    for (const attribute of addressAttributes) {
      const value = address(pattern, `${tag}-${attribute}`);
      const node = build.of(namespace, id++, tag, { rel: 'stylesheet', [attribute]: value }, []);
      nodes.push(namespace === 'svg' ? build.svg('svg', {}, node) : node);
    }
  }
  await show(nodes);
  expect(nodes.length).toBe(addresses.length * addressAttributes.length);
});

test.each(tags)(
  '%s <%s>: nothing acts, at once or when it is added later',
  async (namespace, tag) => {
    const build = new Pages();
    const nodes = acting.map(([name, value], index) => {
      const node = build.of(
        namespace,
        10 + index,
        tag,
        { src: 'data:image/png,broken', href: '#x', [name]: value },
        ['parent.ran.push("text")'],
      );
      return namespace === 'svg' ? build.svg('svg', {}, node) : node;
    });
    await show(nodes, (writer) => {
      acting.forEach(([name, value], index) => writer.attribute(10 + index, name, value));
      acting.forEach((_, index) => writer.textChange(1000 + index, 'parent.ran.push("later")'));
    }).catch(async () => {
      // Some elements number their texts differently; what counts is that nothing acts.
      await show(nodes);
    });
    const kept = await site.page.evaluate(() =>
      [...window.harness.document().querySelectorAll('*')].flatMap((element) =>
        element.getAttributeNames().filter((name) => /^on/i.test(name)),
      ),
    );
    expect(kept).toEqual([]);
  },
);

test.each(styles)('style %j', async (pattern) => {
  const build = new Pages();
  const texts = addresses.map((form, index) =>
    pattern.replaceAll('@', address(form, `css-${index}`)),
  );
  const nodes = [
    ...texts.map((_, index) => build.at(10 + index, 'style', {})),
    ...texts.map((text) => build.el('p', { style: text, title: `${evil}/attr` }, 'x')),
    build.el('input', { value: 'secret' }),
    build.svg('svg', {}, ...texts.map((text) => build.svg('rect', { fill: text, filter: text }))),
  ];
  await show(nodes, (writer) => {
    const sheet = (value: string) => ({ asset: false, value, media: '', disabled: false });
    texts.forEach((text, index) => writer.sheets(10 + index, [sheet(text)]));
    writer.sheets(1, texts.map(sheet));
  });
});

test('the text of an asset sheet is filtered as well', async () => {
  const hashes = styles.map((pattern) =>
    site.add({ type: 'text/css', body: pattern.replaceAll('@', `${evil}/asset`) }),
  );
  const build = new Pages();
  const before = await site.page.evaluate(() => window.harness.pictures);
  await show(
    hashes.map((_, index) => build.at(10 + index, 'style', {})),
    (writer) =>
      hashes.forEach((value, index) =>
        writer.sheets(10 + index, [{ asset: true, value, media: '', disabled: false }]),
      ),
  );
  await site.page.waitForFunction((count) => window.harness.pictures > count, before);
  // What the browser understood, since an address in a string or a comment is only text.
  const rules = await site.page.evaluate(() =>
    [...window.harness.document().styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].map((rule) => rule.cssText),
    ),
  );
  expect(rules.length).toBeGreaterThan(styles.length / 2);
  expect(rules.filter((rule) => /url\(\s*["']?https|@import/.test(rule))).toEqual([]);
});

test('SMIL can not write what an attribute may not hold', async () => {
  const build = new Pages();
  const hostile = addresses.map((form) => address(form, 'smil'));
  await show(
    hostile.flatMap((value) =>
      ['href', 'xlink:href', 'fill', 'style', 'class', 'filter', 'src'].map((attributeName) =>
        build.svg(
          'svg',
          {},
          build.svg(
            'image',
            { width: '9', height: '9' },
            build.svg('set', { attributeName, to: value, begin: '0s' }),
            build.svg('animate', {
              attributeName,
              values: `url(${value});url(${value})`,
              dur: '1s',
            }),
          ),
        ),
      ),
    ),
  );
});

test('clicks, keys and drags inside the rebuilt page lead nowhere', async () => {
  const build = new Pages();
  await show([
    build.el('a', { href: `${evil}/`, id: 'a' }, 'link'),
    build.el('form', { action: `${evil}/` }, build.el('button', { id: 'b' }, 'send')),
    build.el('details', {}, build.el('summary', { id: 'c' }, 'more'), 'x'),
  ]);
  await site.page.evaluate(() => {
    for (const id of ['a', 'b', 'c']) window.harness.document().getElementById(id)!.click();
    window.harness.document().querySelector('form')!.requestSubmit();
  });
  expect(
    await site.page.evaluate(() => window.harness.document().querySelector('details')!.open),
  ).toBe(false);
});

test('keyboard focus never goes into the rebuilt page', async () => {
  const build = new Pages();
  await show([build.el('a', { href: 'x' }, 'a'), build.el('input', { tabindex: '1' })]);
  for (let presses = 0; presses < 6; presses++) {
    await site.page.keyboard.press('Tab');
    expect(await site.page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
  }
  await site.page.focus('#mine');
});

test('dialogs that open take no focus', async () => {
  const build = new Pages();
  const field = () => build.el('input', { autofocus: '' });
  await show(
    [build.at(10, 'dialog', {}, field()), build.at(11, 'div', { popover: '' }, field())],
    (writer) => {
      for (const mode of ['dialog', 'modal', 'closed', 'modal', 'closed', 'popover'] as const) {
        writer.layer(10, mode);
        if (mode === 'popover') writer.layer(11, mode);
      }
      writer.look('focus', 10);
    },
  );
});

test('structures that no page has are refused, and the next keyframe heals', async () => {
  const build = new Pages();
  const good = () => [build.at(10, 'div', {}, build.at(11, 'p', {})), build.at(12, 'img', {})];
  const attacks: [string, (writer: OpWriter) => void][] = [
    ['move into itself', (w) => w.move(10, 10, 0)],
    ['move into its child', (w) => w.move(10, 11, 0)],
    ['move of the root', (w) => w.move(1, 10, 0)],
    ['unknown node', (w) => w.remove(999)],
    ['next elsewhere', (w) => w.move(12, 4, 11)],
    ['second root element', (w) => w.move(10, 1, 0)],
    [
      'twice the same id',
      (w) => (w.insert(4, 0), w.element(10, 'html', 'p', []), w.end(), w.end()),
    ],
    ['shadow root on an image', (w) => (w.insert(12, 0), w.shadowRoot(50), w.end(), w.end())],
    ['shadow root on a text', (w) => (w.insert(1, 0), w.shadowRoot(50), w.end(), w.end())],
    ['document in a div', (w) => (w.insert(10, 0), w.document(50, false), w.end(), w.end())],
    [
      'text with children',
      (w) => (w.insert(4, 0), w.textNode(50, 'x'), w.end(), w.move(10, 50, 0)),
    ],
    [
      'page in the middle',
      (w) => (
        w.look('focus', 0),
        w.page({ ...viewport, width: 1, height: 1 }),
        w.document(60, false),
        w.end()
      ),
    ],
    ['huge viewport', (w) => w.viewport({ ...viewport, width: 9e7, height: 9e7 })],
    ['negative viewport', (w) => w.viewport({ ...viewport, width: -5, height: 5 })],
    [
      'sheet that is no asset',
      (w) => w.sheets(1, [{ asset: true, value: '../live', media: '', disabled: false }]),
    ],
    ['sheets of a div', (w) => w.sheets(10, [])],
    ['modal div', (w) => w.layer(10, 'modal')],
    ['attribute of a document', (w) => w.attribute(1, 'class', 'x')],
  ];
  for (const [name, attack] of attacks) {
    const writer = new OpWriter();
    expect(await site.apply(keyframe(writer, build.page([], good()))), name).toBe('applied');
    attack(writer);
    expect(await site.apply(writer.take()), name).toMatch(/^refused: /);
    writer.look('focus', 0);
    expect(await site.apply(writer.take()), name).toMatch(/^refused: .*keyframe/);
  }
  await show(good());
});

test('two shadow roots, and ids that repeat within one keyframe, are refused', async () => {
  const build = new Pages();
  const host = build.at(10, 'div', {});
  if (host.kind === 'element') {
    host.children.push({ kind: 'shadowRoot', id: 11, children: [] });
    host.children.push({ kind: 'shadowRoot', id: 12, children: [] });
  }
  expect(await site.apply(keyframe(new OpWriter(), build.page([], [host])))).toMatch(/^refused/);
  const twice = [build.at(10, 'p', {}), build.at(10, 'p', {})];
  expect(await site.apply(keyframe(new OpWriter(), build.page([], twice)))).toMatch(/^refused/);
  await show([build.at(10, 'p', {})]);
});

test('animations ask for nothing, run nothing, and are refused or left out when they make no sense', async () => {
  const build = new Pages();
  const here = (at: number) => `${evil}/animation-${at}`;
  const css = [
    (at: number) => `url(${here(at)})`,
    (at: number) => `url("${here(at)}")`,
    (at: number) => `image-set("${here(at)}" 1x)`,
    (at: number) => `-webkit-image-set(url(${here(at)}) 1x)`,
    (at: number) => `cross-fade(url(${here(at)}), url(${here(at)}))`,
    (at: number) => `\\75 rl(${here(at)})`,
    (at: number) => `u/**/rl(${here(at)})`,
    (at: number) => `src("${here(at)}")`,
    (at: number) => `paint(x) url(${here(at)}`,
    (at: number) => `red; background: url(${here(at)})`,
    (at: number) => `x} * { background: url(${here(at)})`,
    (at: number) => `var(--a, url(${here(at)}))`,
    (at: number) => `-moz-element(#x) expression(parent.ran.push(${at}))`,
    () => 'javascript:parent.ran.push("animation")',
  ];
  const properties = (
    'background backgroundImage borderImage borderImageSource listStyleImage content cursor filter ' +
    'backdropFilter maskImage mask webkitMaskImage clipPath offsetPath shapeOutside markerStart fill ' +
    'stroke src --a animationName behavior mozBinding'
  ).split(' ');
  let at = 0;
  for (const value of css) {
    const frames = properties.map((name) => ({ [name]: value(at++) }));
    await show([build.at(10, 'p', {}, 'x')], (writer) => {
      const timing = { duration: 1e6, fill: 'both', easing: value(at++) };
      writer.animations(10, JSON.stringify([[frames, timing, value(at), value(at), 0, 1]]));
      writer.animations(10, JSON.stringify([[frames, timing, 'replace', '::before', 0, 1]]));
    });
  }

  const odd = [
    '',
    '{',
    'null',
    '7',
    '{}',
    '[null]',
    '[[]]',
    '[[null]]',
    '[[[null], {}]]',
    '[[[], null]]',
    '[[[], 7]]',
    JSON.stringify(Array.from({ length: 65 }, () => [[], {}])),
    JSON.stringify([[Array.from({ length: 257 }, () => ({})), {}]]),
  ];
  for (const json of odd) {
    const writer = new OpWriter();
    const page = build.page([], [build.at(10, 'p', {}, 'x')]);
    expect(await site.apply(keyframe(writer, page))).toBe('applied');
    writer.animations(10, json);
    expect(await site.apply(writer.take()), json).toMatch(/^refused: /);
  }

  const harmless = [
    '[[[{"__proto__":{"polluted":"yes"},"constructor":"x","offset":9e9}],{"duration":-5}]]',
    '[[[{"opacity":"0"}],{"duration":1e308,"delay":-1e308,"iterations":-1,"iterationStart":-1}]]',
    '[[[{"opacity":"0"}],{"easing":"linear(","fill":"x","direction":{}},7,"::before;x",1e308,1e308]]',
    '[[[{"opacity":"0"}],{"duration":1,"iterations":null},"add","::part(x)",null,-1e9]]',
    `[[[{"opacity":"${'0'.repeat(5_000)}","x y":"z","":"z"}],{}]]`,
    '[[[],{}]]',
    '[]',
  ];
  await show([build.at(10, 'p', {}, 'x')], (writer) => {
    for (const json of harmless) writer.animations(10, json);
  });
  expect(
    await site.page.evaluate(() => ({}) as { polluted?: string }).then((o) => o.polluted),
  ).toBe(undefined);
});

test('selections of any places are shown or left out, and never take the focus', async () => {
  const build = new Pages();
  const field = build.at(11, 'input', { value: 'abc' });
  const nodes = [
    build.at(10, 'p', {}, 'x'),
    field,
    build.at(12, 'div', { contenteditable: '' }, 'y'),
  ];
  const places = [0, 1, 2, 3, 4, 10, 11, 12, 13, 99, 2 ** 31, 2 ** 53 - 1];
  await show(nodes, (writer) => {
    for (const from of places) {
      for (const to of places) {
        writer.selection(from, 0, to, 1);
        writer.selection(from, 2 ** 53 - 1, to, 2 ** 32);
      }
    }
  });
  expect(await site.page.evaluate(() => String(getSelection()))).toBe('');
});

test('a sprite is shown when it draws and nothing else, and asks and runs nothing', async () => {
  const build = new Pages();
  const file = (inner: string, before = '') =>
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"
      xmlns:i="http://inkscape.test/"><i:view href="#x" />
    <defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
    <style>.b { fill: url(#g) }</style>
    <symbol id="a"><rect class="b" width="9" height="9" style="stroke: url('#g')"/>${inner}</symbol></svg>`;
  const used = async (body: Buffer): Promise<boolean> => {
    const hash = site.add({ type: 'image/svg+xml', body });
    const uses = ['#a', '', '#none', '#a?x', '#a/../../live', "#a');x"].map((place, at) =>
      build.of('svg', 20 + at, 'use', { href: `asset:${hash}${place}` }, []),
    );
    const asked = site.page.waitForResponse((response) => response.url().endsWith(hash));
    await show([build.of('svg', 10, 'svg', { viewBox: '0 0 9 9', onload: 'ran.push(1)' }, uses)]);
    await asked;
    return site.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let turns = 0; turns < 3; turns++) await frame();
      return !!window.harness.document().querySelector('use')!.getAttribute('href');
    });
  };
  expect(await used(Buffer.from(file('')))).toBe(true);

  const attacks = [
    `<script>parent.ran.push('sprite')</script>`,
    `<rect onload="parent.ran.push('shape')"/>`,
    `<image href="${evil}/sprite-image"/>`,
    `<s:image href="${evil}/sprite-image" onerror="parent.ran.push('error')"/>`,
    `<rect style="filter: url(${evil}/sprite-filter#f)"/>`,
    `<rect fill="&#117;rl(${evil}/sprite-fill#f)"/>`,
    `<rect style="mask: \\75 rl(${evil}/sprite-mask#f)"/>`,
    `<style>@import "${evil}/sprite.css";</style>`,
    `<style>* { fill: u<!-- -->rl(${evil}/sprite-split#a) }</style>`,
    `<style><![CDATA[* { fill: url(${evil}/sprite-data#a) }]]></style>`,
    `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${evil}/sprite-frame"/></foreignObject>`,
    `<img xmlns="http://www.w3.org/1999/xhtml" src="${evil}/sprite-img"/>`,
    `<linearGradient href="${evil}/sprite-gradient#g"/>`,
    `<g xml:base="${evil}/"><linearGradient href="#g"/></g>`,
    `<a href="javascript:parent.ran.push('link')"><text>x</text></a>`,
    `<animate attributeName="x" begin="0s" dur="1ms" onbegin="parent.ran.push('begin')"/>`,
    // A drawing that uses itself would keep the browser busy for good.
    '<use href="#a"/>',
    '<s:use href="#a"/>',
    `<use\nxlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>`,
  ].map((inner) => Buffer.from(file(inner)));
  attacks.push(
    Buffer.from(file('&u;', `<!DOCTYPE svg [<!ENTITY u "&#60;use href='#a'/>">]>`)),
    Buffer.from(`\ufeff${file('<use href="#a"/>')}`, 'utf16le'),
    Buffer.from(file('', '<?xml version="1.0" encoding="utf-7"?>')),
    Buffer.from(file('', `<?xml-stylesheet href="${evil}/sprite.xsl" type="text/xsl"?>`)),
    Buffer.from(file('<not closed')),
  );
  for (const [at, body] of attacks.entries()) expect(await used(body), `${at}`).toBe(false);
});
