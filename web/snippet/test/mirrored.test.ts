import { createHash } from 'node:crypto';
import { Flag, Kind, decodePointer } from '@pillion/protocol';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { avery, type Visit } from './support/liveServer';
import { useBrowser, type Stage } from './support/fixture';
import { text } from './support/text';
import { until } from './support/until';

declare const Pillion: PillionApi;

const secret = 'correct-horse-battery';

/** Shares a real page through the real mirror. */
async function share({ server, site, ui, open }: Stage): Promise<Visit> {
  site.pages.set(
    '/account',
    site.page(
      'Account',
      `<h1>Your account</h1><p id="p">Signed in as Robin</p>
       <form><label>Password <input id="w" type="password" value="${secret}"></label></form>
       <ul id="l"></ul>`,
      `<style>h1 { color: rebeccapurple } ${'.rule { margin: 1px } '.repeat(200)}</style>`,
    ),
  );
  server.offer();
  server.agents = [avery];
  await open('/account');
  await ui.press('button', 'Accept');
  const visit = await server.visit(1);
  await visit.orderedUpTo(1, 1);
  await ui.wait('button', 'End sharing');
  return visit;
}

/** Global names, and listeners on what capture and sign may listen to. */
async function traces(page: Page): Promise<unknown> {
  const cdp = await page.context().newCDPSession(page);
  const found: string[] = await page.evaluate(() => Object.getOwnPropertyNames(window).sort());
  for (const target of ['window', 'document', 'document.documentElement', 'document.body']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression: target });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', {
      objectId: result.objectId ?? '',
    });
    found.push(...listeners.map(({ type }) => `${target} ${type}`).sort());
  }
  await cdp.detach();
  const natives = await page.evaluate(() =>
    [
      CSSStyleSheet.prototype.insertRule,
      Element.prototype.attachShadow,
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set,
      history.pushState,
      window.fetch,
    ].map((it) => /\[native code\]/.test(Function.prototype.toString.call(it))),
  );
  return { found, natives };
}

describe('with the mirror', () => {
  const stage = useBrowser({ capture: 'mirror' });

  test('streams the page and what happens to it, without secrets and without our own elements', async () => {
    const it = await stage();
    const visit = await share(it);
    expect(text(visit.ordered)).toContain('Signed in as Robin');
    await it.page.evaluate(() => {
      const list = document.querySelector('#l');
      for (let row = 0; row < 300; row++) {
        list?.append(
          Object.assign(document.createElement('li'), { textContent: `row ${row} of many` }),
        );
      }
    });
    await until('the rows', () => text(visit.ordered).includes('row 299 of many'));
    await it.page.mouse.move(200, 200);
    await until('a pointer', () =>
      visit.frames.some(({ kind, payload }) => kind === Kind.pointer && decodePointer(payload)),
    );
    const all = text(visit.frames.filter(({ kind }) => kind !== Kind.request));
    expect(all).not.toContain(secret);
    expect(all).not.toContain('can see this page');
    expect(all).not.toContain('pillion-ui');
    expect(it.noise).toEqual([]);
  });

  test('sends the style sheets that the server lacks as assets under their hash', async () => {
    const it = await stage();
    // Whatever is asked about is needed.
    it.server.needed.has = () => true;
    const visit = await share(it);
    const parts = await until('an asset', () => {
      const found = visit.frames.filter(({ kind }) => kind === Kind.asset);
      return found.some(({ flags }) => flags & Flag.last) && found;
    });
    const [first] = parts;
    const payload = Buffer.from(first?.payload ?? []);
    const body = payload.subarray(33 + (payload[32] ?? 0));
    expect(payload.subarray(33, 33 + (payload[32] ?? 0)).toString()).toMatch(/^text\/css/);
    expect(createHash('sha256').update(body).digest('hex')).toBe(
      payload.subarray(0, 32).toString('hex'),
    );
  });

  test('goes on after a lost connection and after a reload', async () => {
    const it = await stage();
    const first = await share(it);
    first.socket.terminate();
    await until('the loss', () => it.page.evaluate(() => Pillion.state === 'reconnecting'));
    await it.page.evaluate(() => {
      document.querySelector('#p')?.append(' while away');
    });
    const second = await it.server.visit(2);
    await until('the change', () => text(second.ordered).includes('while away'));
    expect(second.ordered.map(({ kind }) => kind)).not.toContain(Kind.keyframe);
    const seqs = [...first.ordered, ...second.ordered].map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    await it.page.reload();
    const third = await it.server.visit(3);
    const [keyframe] = await third.orderedUpTo(2, 1);
    expect(keyframe?.kind).toBe(Kind.keyframe);
  });

  test('leaves no trace in the page when it is over', async () => {
    const it = await stage();
    await it.open();
    const visit = await it.server.visit(1);
    const before = await traces(it.page);
    visit.event({ type: 'offer', invitation: it.server.offer() });
    await it.ui.press('button', 'Accept');
    await visit.orderedUpTo(1, 1);
    await it.ui.press('button', 'End sharing');
    await until('no host', async () => (await it.page.locator('pillion-ui').count()) === 0, {
      within: 9000,
    });
    expect(await traces(it.page)).toEqual(before);
    await it.page.evaluate(() => document.body.append('after the end'));
    await it.page.mouse.move(50, 50);
    await it.ui.settled();
    const at = visit.requests.findIndex(({ type }) => type === 'end');
    expect(visit.requests.slice(at + 1)).toEqual([]);
    expect(text(visit.ordered)).not.toContain('after the end');
  });
});
