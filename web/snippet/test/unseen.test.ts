import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { avery, type Visit } from './support/liveServer';
import { useBrowser, type Stage } from './support/fixture';
import { operations, text } from './support/text';
import { until } from './support/until';

const folder = fileURLToPath(new URL('../../../artifacts/screenshots/snippet/', import.meta.url));
const svg = (fill: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><rect width="90" height="40" fill="${fill}"/></svg>`;

/** What the agent does not see of this page, and whether it is hidden or only a place. */
const parts: Record<string, 'Hidden' | 'Not shown'> = {
  password: 'Hidden',
  code: 'Hidden',
  card: 'Hidden',
  typed: 'Hidden',
  file: 'Hidden',
  panel: 'Hidden',
  picture: 'Hidden',
  drawing: 'Hidden',
  editor: 'Hidden',
  'in-frame': 'Hidden',
  'in-root': 'Hidden',
  slotted: 'Hidden',
  scrolled: 'Hidden',
  foreign: 'Not shown',
  image: 'Not shown',
  object: 'Not shown',
};
const seen = [
  'title',
  'plain',
  'email',
  'shown-picture',
  'beside',
  'gone',
  'clear',
  'out-of-sight',
];

describe('what the agent does not see', () => {
  const stage = useBrowser({ capture: 'mirror' });
  let other: Server;
  const origin = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    other = createServer(({ url }, response) => {
      const html = url === '/page';
      response.writeHead(200, { 'Content-Type': html ? 'text/html' : 'image/svg+xml' });
      response.end(html ? 'A page of somebody else' : svg('tan'));
    });
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => {
    other.closeAllConnections();
    other.close();
  });

  async function share({ server, site, ui, open, page }: Stage): Promise<Visit> {
    site.pages.set(
      '/account',
      site.page(
        'Account',
        `<h1 id="title">Your account</h1><p id="plain">Signed in as Robin</p>
         <form>
           <label>Password <input id="password" type="password" value="correct-horse"></label>
           <label>Code <input id="code" autocomplete="one-time-code"></label>
           <label>Note <input id="typed" value="4111 1111 1111 1111"></label>
           <label>E-mail <input id="email" value="robin@shop.test"></label>
           <label>Letter <input id="file" type="file"></label>
         </form>
         <p>Card <span id="card">4111 1111 1111 1111</span> <span id="beside">until 2031</span></p>
         <div id="panel" data-pillion="hide"><p>Salary</p><p>4,200 a month</p></div>
         <p><img id="picture" data-pillion="hide" src="/a.svg" width="90" height="40">
            <img id="shown-picture" src="/a.svg" width="90" height="40">
            <img id="image" src="${origin()}/b.svg" width="90" height="40">
            <span data-pillion="hide"><svg id="drawing" width="90" height="40"><circle r="20"/></svg></span></p>
         <p id="gone" data-pillion="hide" hidden>not even here</p>
         <p id="clear" data-pillion="hide" style="visibility: hidden">nor here</p>
         <div contenteditable id="editor" aria-label="Password hint" style="width: 200px">a cat</div>
         <iframe id="foreign" src="${origin()}/page" width="200" height="60"></iframe>
         <iframe id="inner" src="/inner" width="300" height="90"></iframe>
         <object id="object" data="${origin()}/b.svg" width="120" height="40"></object>
         <div id="host"><b id="slotted">a name</b></div>
         <div id="box" style="margin-top: 90px; height: 60px; overflow: auto; border: 1px solid">
           <p data-pillion="hide" id="scrolled">above</p><div style="height: 70px"></div>
           <p data-pillion="hide" id="out-of-sight">below</p></div>
         <div style="height: 2000px"></div>`,
        `<style>body { margin: 8px } p { margin: 6px 0 }</style>
         <script>addEventListener('DOMContentLoaded', () => {
           host.attachShadow({ mode: 'open' }).innerHTML =
             '<p>Open <b id="in-root" data-pillion="hide">seven</b></p>' +
             '<p data-pillion="hide">Name: <slot></slot></p>'
         })</script>`,
      ),
    );
    site.pages.set(
      '/inner',
      `<!doctype html><body style="margin: 8px">A frame <b id="in-frame" data-pillion="hide">of ours</b>`,
    );
    site.pages.set('/a.svg', svg('teal'));
    server.agents = [avery];
    server.offer();
    await open('/account');
    await page.setInputFiles('#file', {
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('hello'),
    });
    await ui.press('button', 'Accept');
    const visit = await server.visit(1);
    await visit.orderedUpTo(1, 1);
    return visit;
  }

  /** Where the page's own parts are in the window. */
  const placesOf = (it: Stage, ids: string[]) =>
    it.page.evaluate((wanted) => {
      const inner = document.querySelector<HTMLIFrameElement>('#inner')!;
      const roots = [
        document,
        document.querySelector('#host')!.shadowRoot!,
        inner.contentDocument!,
      ];
      return wanted.map((id) => {
        const found = roots.map((root) => root.getElementById(id)).find(Boolean)!;
        const range = document.createRange();
        range.selectNodeContents(found);
        const it = found.firstChild?.nodeType === 3 ? range : found;
        const { x, y, width, height } = it.getBoundingClientRect();
        const frame = found.ownerDocument === document ? null : inner.getBoundingClientRect();
        const [dx, dy] = frame ? [frame.x + inner.clientLeft, frame.y + inner.clientTop] : [0, 0];
        return { id, x: x + dx + width / 2, y: y + dy + height / 2 };
      });
    }, ids);

  /** What stands over a part, or null. */
  async function over(it: Stage, ids: string[]): Promise<Record<string, string | null>> {
    const boxes = await it.ui.boxes('.unseen div');
    const places = await placesOf(it, ids);
    return Object.fromEntries(
      places.map(({ id, x, y }) => {
        const box = boxes.find(
          ({ at }) => at.left <= x && x <= at.right && at.top <= y && y <= at.bottom,
        );
        return [id, box ? box.kind : null];
      }),
    );
  }

  test('is covered by a box for the visitor, at each of its places, and nothing else is', async () => {
    const it = await stage({ viewport: { width: 900, height: 1000 } });
    const visit = await share(it);
    const toggle = await it.ui.wait('button', 'Hidden parts');
    expect(toggle.properties?.find(({ name }) => name === 'pressed')?.value.value).toBe('false');
    await it.page.waitForLoadState('networkidle');
    await it.ui.settled();
    const before = visit.ordered.length;
    const whole = () => it.page.evaluate(() => document.documentElement.outerHTML);
    const page = await whole();

    await it.ui.press('button', 'Hidden parts');
    const ids = [...Object.keys(parts), ...seen];
    const wanted = { ...parts, ...Object.fromEntries(seen.map((id) => [id, null])) };
    await until('the boxes', async () => (await it.ui.boxes('.unseen div')).length > 8);
    await it.page.screenshot({ path: `${folder}unseen-kinds.png`, caret: 'initial' });
    expect(await over(it, ids)).toEqual(wanted);
    await until('the words', async () => /\d+ parts of what/.test(await it.ui.text('.live')));

    // It moves with the page, at once.
    await it.page.mouse.move(400, 20);
    await it.page.mouse.wheel(0, 60);
    await until('the page', () => it.page.evaluate(() => scrollY === 60));
    await it.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(0))));
    await it.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(0))));
    expect(await over(it, ids)).toEqual(wanted);
    await it.page.evaluate(() => {
      document.querySelector('#box')!.scrollTop = 400;
      document.querySelector('#plain')!.setAttribute('data-pillion', 'hide');
    });
    await until('what is hidden now', async () => (await over(it, ['plain'])).plain === 'Hidden');
    expect(await over(it, ['out-of-sight', 'scrolled'])).toEqual({
      'out-of-sight': 'Hidden',
      scrolled: null,
    });

    // The page is as it was, and the agent has heard of nothing but the page.
    const marked = (await whole()).replace('<p id="plain" data-pillion="hide">', '<p id="plain">');
    expect(marked).toBe(page);
    const sent = text(visit.ordered.slice(before));
    for (const word of ['Hidden', 'Not shown', 'unseen']) expect(sent).not.toContain(word);
    const told = operations(visit.ordered).length;
    await it.ui.settled();
    // The digests of the page go on, and they agree.
    expect(operations(visit.ordered).slice(told)).not.toContainEqual(
      expect.not.stringMatching('digest'),
    );

    await it.page.keyboard.press('Space');
    await until('no boxes', async () => (await it.ui.boxes('.unseen')).length === 0);
    expect(await it.ui.focused()).toBe('button Hidden parts');
    expect(it.noise.filter((line) => !/CORS/.test(line))).toEqual([]);
  });

  test('is every text where the site shows none', async () => {
    const it = await stage({ viewport: { width: 900, height: 1000 } });
    it.server.preset = 'private';
    await share(it);
    await it.page.waitForLoadState('networkidle');
    await it.ui.press('button', 'Hidden parts');
    await until('the boxes', async () => (await it.ui.boxes('.unseen div')).length > 15);
    const all = ['title', 'plain', 'email', 'beside', 'shown-picture'];
    expect(await over(it, all)).toEqual(Object.fromEntries(all.map((id) => [id, 'Hidden'])));
  });

  test('goes with the session', async () => {
    const it = await stage();
    await share(it);
    await it.ui.press('button', 'Hidden parts');
    await until('the boxes', async () => (await it.ui.boxes('.unseen div')).length > 0);
    await it.ui.press('button', 'End sharing');
    await until('no boxes', async () => (await it.ui.boxes('.unseen')).length === 0);
  });
});
