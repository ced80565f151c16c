import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Attribute, NodeData, SheetData } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';
import { hostile } from './hostile/vectors';
import { launch, openSite, type TestSite } from './rebuild-support';
import { keyframe, Pages } from './rebuild-tree';
import { Harness, policy } from './support/harness';

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let site: TestSite;
let parser: Page;
let harness: Harness;

beforeAll(async () => {
  browser = await launch();
  site = await openSite(browser);
  parser = await browser.newPage();
  harness = await Harness.start();
  await site.page.evaluate(() => {
    document.title = 'console';
    const button = document.createElement('button');
    button.id = 'mine';
    button.textContent = 'End';
    button.style.cssText = 'position: fixed; right: 0; bottom: 0; z-index: 1';
    button.onclick = () => (document.title = `${document.title}.`);
    document.body.append(button);
    button.focus();
    document.addEventListener('securitypolicyviolation', (event) =>
      window.harness.problems.push(`policy ${event.effectiveDirective} ${event.blockedURI}`),
    );
    window.open = () => (window.ran.push('open'), null);
  });
});
afterAll(async () => {
  await harness?.stop();
  await site?.close();
  await browser?.close();
});

/** What a page parsed from `html` holds, as it stands: elements that no capture would send, and all attributes. */
interface Forged {
  nodes: NodeData[];
  sheets: [id: number, sheets: SheetData[]][];
}

async function forge(html: string): Promise<Forged> {
  return parser.evaluate((html) => {
    const parsed = new DOMParser().parseFromString('<!doctype html><body>', 'text/html');
    (parsed.body as HTMLElement & { setHTMLUnsafe(html: string): void }).setHTMLUnsafe(html);
    let id = 100;
    const sheets: [number, SheetData[]][] = [];
    const namespaces: Record<string, 'svg' | 'mathml'> = {
      'http://www.w3.org/2000/svg': 'svg',
      'http://www.w3.org/1998/Math/MathML': 'mathml',
    };
    // A form answers to the names of its fields before its own, here as well.
    const of = <T>(prototype: object, name: string, node: Node): T =>
      Object.getOwnPropertyDescriptor(prototype, name)!.get!.call(node) as T;
    const childNodes = (node: Node) => [
      ...of<NodeListOf<Node>>(Node.prototype, 'childNodes', node),
    ];
    const get = (node: Element, name: string) => Element.prototype.getAttribute.call(node, name);
    const read = (node: Node): NodeData[] => {
      const type = of<number>(Node.prototype, 'nodeType', node);
      if (type === 3 || type === 4) {
        return [{ kind: 'text', id: id++, text: node.nodeValue ?? '' }];
      }
      if (type === 8) return [{ kind: 'comment', id: id++ }];
      if (type !== 1) return [];
      const element = node as Element;
      const tag = of<string>(Element.prototype, 'localName', node);
      const own = id++;
      if (/^(?:style|link)$/i.test(tag)) {
        const value = element.textContent ?? '';
        sheets.push([own, [{ asset: false, value, media: '', disabled: false }]]);
      }
      const children: NodeData[] = [];
      const shadow = of<ShadowRoot | null>(Element.prototype, 'shadowRoot', node);
      if (shadow) {
        const root = id++;
        children.push({
          kind: 'shadowRoot',
          id: root,
          children: childNodes(shadow).flatMap(read),
        });
      }
      // A frame that brings a document: its srcdoc, built as one.
      const source = get(element, 'srcdoc');
      if (tag === 'iframe' && source !== null) {
        const inner = new DOMParser().parseFromString(source, 'text/html');
        const document = id++;
        children.push({
          kind: 'document',
          id: document,
          quirks: false,
          children: read(inner.documentElement),
        });
      }
      const content = tag === 'template' ? (element as HTMLTemplateElement).content : element;
      children.push(...childNodes(content).flatMap(read));
      const names = of<NamedNodeMap>(Element.prototype, 'attributes', node);
      return [
        {
          kind: 'element',
          id: own,
          namespace: namespaces[of<string>(Element.prototype, 'namespaceURI', node)] ?? 'html',
          tag,
          attributes: [...names].map((a): Attribute => [a.name, a.value]),
          children,
        },
      ];
    };
    return { nodes: [...parsed.body.childNodes].flatMap(read), sheets };
  }, html);
}

/** After each page: nothing ran, nothing was asked for, nobody left, and the console still works. */
async function expectNothing(name: string, assets: ReadonlySet<string>): Promise<void> {
  const state = await site.page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    window.harness.document().body?.getBoundingClientRect();
    await frame();
    const ends = document.title.length;
    document.querySelector<HTMLButtonElement>('#mine')!.click();
    const box = document.querySelector('#mine')!.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
      ran: window.ran,
      // An element of that name is no sign of life.
      inner: Array.isArray((window.harness.frame.contentWindow as { ran?: unknown } | null)?.ran),
      policy: window.harness.problems.filter((problem) => problem.startsWith('policy')),
      focus: document.activeElement?.id,
      clicks: document.title.length - ends,
      top: top?.id,
      name: window.name,
      hash: location.hash,
    };
  });
  const escapes = site.escapes.splice(0);
  const requests = site.requests.splice(0);
  await site.page.evaluate(() => {
    window.harness.problems.length = window.ran.length = 0;
    document.title = 'console';
  });
  const kept = { ran: [], inner: false, policy: [], focus: 'mine', clicks: 1, top: 'mine' };
  expect(state, name).toEqual({ ...kept, name: '', hash: '' });
  expect(escapes, name).toEqual([]);
  const other = requests.filter((path) => !assets.has(path.replace('/assets/session/', '')));
  expect(other, name).toEqual([]);
}

test('there are at least 300 vectors, each with a name of its own', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(300);
  for (const [name, html] of hostile) expect(html, name).not.toMatch(/EVIL|\bRUN\b|\bOWN\b|NAME/);
});

test('the vectors do act where nobody stops them', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const some = hostile.filter(([name]) => /^(?:handler-0|script-22|css-5|svg-2)$/.test(name));
  await page.setContent(
    `<script>window.ran = []</script>${some.map(([, html]) => html).join('')}`,
    { waitUntil: 'commit' },
  );
  await page.waitForFunction(() => window.ran.length >= 2);
  await expect
    .poll(() => asked.filter((url) => url.includes('evil.test')).length)
    .toBeGreaterThan(1);
  await page.close();
});

describe.each(
  Array.from({ length: Math.ceil(hostile.length / 20) }, (_, at) =>
    hostile.slice(at * 20, at * 20 + 20),
  ),
)('%#', (...vectors) => {
  test(`forged: ${vectors[0]![0]} to ${vectors.at(-1)![0]}`, async () => {
    for (const [name, html] of vectors) {
      const { nodes, sheets } = await forge(html);
      const page = new Pages().page([], nodes);
      const sent = keyframe(new OpWriter(), page, (writer) => {
        for (const [id, list] of sheets) writer.sheets(id, list);
      });
      const outcome = await site.apply(sent);
      expect(outcome, name).not.toMatch(/^broken/);
      if (outcome !== 'applied') {
        // What no page can hold is refused as a whole; the parts of it are fed one by one.
        for (const node of nodes) {
          const alone = await site.apply(keyframe(new OpWriter(), new Pages().page([], [node])));
          expect(alone, name).not.toMatch(/^broken/);
        }
      }
      await expectNothing(`forged ${name}`, new Set());
    }
  });

  test(`captured: ${vectors[0]![0]} to ${vectors.at(-1)![0]}`, async () => {
    const mirrored = await harness.open('<!doctype html><body><p id="end">-</p>');
    const { page } = mirrored;
    page.on('dialog', (dialog) => void dialog.dismiss());
    // The visitor's page is hostile, and has itself to suffer for it; it only must not go away.
    await page.route('**', (route) =>
      route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.continue(),
    );
    await mirrored.start(policy('open'));
    // The vectors may take the document's own functions away.
    await page.evaluate(() =>
      Object.assign(window, { at: document.body, end: document.querySelector('#end') }),
    );
    for (const [name, html] of vectors) {
      await page.evaluate((html) => {
        const body = (window as unknown as { at: Element }).at;
        const at = Document.prototype.createElement.call(document, 'div');
        Element.prototype.append.call(body, at);
        (at as HTMLElement & { setHTMLUnsafe(html: string): void }).setHTMLUnsafe(html);
      }, html);
      await page.evaluate((name) => {
        (window as unknown as { end: Element }).end.textContent = name;
      }, name);
      await mirrored.until(name, () => mirrored.model.textOf('end') === name);
    }
    for (const { type, bytes } of mirrored.assets.values()) site.add({ type, body: bytes });
    const payloads = mirrored.payloads.splice(0);
    for (const payload of payloads) expect(await site.apply(payload)).toBe('applied');
    await expectNothing(`captured ${vectors[0]![0]}`, new Set(mirrored.assets.keys()));
    await page.evaluate(() => window.pillion.capture.keyframe());
    await mirrored.until('another keyframe', () => mirrored.keyframes > 1);
    for (const { type, bytes } of mirrored.assets.values()) site.add({ type, body: bytes });
    for (const payload of mirrored.payloads) expect(await site.apply(payload)).toBe('applied');
    await expectNothing(`captured again ${vectors[0]![0]}`, new Set(mirrored.assets.keys()));
    await mirrored.close();
  });
});
