import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { useBrowser } from './support/fixture';
import { until } from './support/until';

declare const Pillion: PillionApi;

describe('presence', () => {
  const stage = useBrowser({ backForwardCache: true });

  test('says hello with the site, a tab and the page, without query or fragment', async () => {
    const { server, site, open, noise } = await stage();
    await open('/cart?card=4111#pay');
    const visit = await server.visit(1);
    const { hello, frames } = visit;
    expect(hello).toEqual({
      role: 'visitor',
      protocol: 1,
      site: 'dev',
      tab: expect.stringMatching(/^[0-9a-z]{15}$/),
      page: { url: `${site.origin}/cart`, title: '', visible: true },
    });
    expect(frames[0]).toMatchObject({ kind: 1, flags: 0, epoch: 0, seq: 0, dt: 0 });
    await visit.request('page', ({ page }) => page.title === '/cart');
    expect(noise).toEqual([]);
  });

  test('tells no title where the policy hides texts, and no card number in one anywhere', async () => {
    const { server, page, open, site } = await stage();
    server.titled = false;
    await open('/secret');
    const hidden = await server.visit(1);
    await page.evaluate(() => history.pushState(null, '', '/moved'));
    const moved = await hidden.request('page', ({ page }) => page.url === `${site.origin}/moved`);
    expect(moved.page.title).toBe('');

    server.titled = true;
    await open('/shown');
    const shown = await server.visit(2);
    await shown.request('page', ({ page }) => page.title === '/shown');
    await page.evaluate(() => (document.title = 'Paid with 4242 4242-4242 4242'));
    await shown.request('page', ({ page }) => page.title === 'Paid with …');
    expect(JSON.stringify([hidden.hello, hidden.requests, shown.hello])).not.toMatch(
      /"title":"[^"]/,
    );
  });

  test('is the same visitor and tab after a page change, and another tab in a tab it opened', async () => {
    const { server, page, open, context, site } = await stage();
    await open();
    const first = await server.visit(1);
    await until('the visitor token', () =>
      page.evaluate(() => localStorage.getItem('pillion:dev')),
    );
    await open('/next');
    const second = await server.visit(2);
    expect(second.hello).toMatchObject({ tab: first.hello.tab, visitor: 'visitor-token' });
    const opened = context.waitForEvent('page');
    await page.evaluate((address) => void window.open(address), `${site.origin}/popup`);
    await opened;
    const third = await server.visit(3);
    expect(third.hello.visitor).toBe('visitor-token');
    expect(third.hello.tab).not.toBe(first.hello.tab);
  });

  test('tells the server of router navigation, a new title and going out of view', async () => {
    const { server, page, open, site } = await stage();
    await open();
    const visit = await server.visit(1);
    await page.evaluate(() => history.pushState(null, '', '/orders?id=5'));
    await visit.request('page', ({ page }) => page.url === `${site.origin}/orders`);
    await page.evaluate(() => {
      document.title = 'Orders';
    });
    await visit.request('page', ({ page }) => page.title === 'Orders');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await visit.request('page', ({ page }) => !page.visible);
    const ids = visit.requests.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  test('passes an identity on, and again with the next document of the tab', async () => {
    const { server, page, open } = await stage();
    await open();
    const visit = await server.visit(1);
    await until('ready', () =>
      page.evaluate(() => new Promise((done) => Pillion.on('ready', () => done(true)))),
    );
    await page.evaluate(() => Pillion.identify('signed'));
    expect(await visit.request('identify')).toMatchObject({ token: 'signed' });
    await open('/next');
    const next = await server.visit(2);
    expect(next.hello.identity).toBe('signed');
    await page.evaluate(() => {
      Pillion.identify('signed');
      Pillion.identify('another');
    });
    await next.request('identify', ({ token }) => token === 'another');
    expect(next.requests.filter(({ type }) => type === 'identify')).toHaveLength(1);
  });

  test('makes good on calls that the page made before the file was there', async () => {
    const { server, site, open } = await stage();
    site.pages.set(
      '/early',
      site.page('Early', '', `<script>window.Pillion = [['identify', 'early']]</script>`),
    );
    await open('/early');
    expect((await server.visit(1)).hello.identity).toBe('early');
  });

  test('connects again after a broken connection, as the same tab', async () => {
    const { server, open, noise } = await stage();
    await open();
    const first = await server.visit(1);
    first.socket.terminate();
    const second = await server.visit(2);
    expect(second.hello.tab).toBe(first.hello.tab);
    expect(second.hello.visitor).toBe('visitor-token');
    expect(noise).toEqual([]);
  });

  test.each([
    [4403, /is not among the origins of site dev/],
    [4404, /no site dev/],
  ])('gives up after close code %i with one clear warning', async (code, says) => {
    const { server, page, open, noise } = await stage();
    server.refuse = code;
    await open();
    await until('the warning', () => noise.length > 0);
    // Past the longest first wait for a retry.
    await page.waitForTimeout(600);
    expect(server.visits).toHaveLength(1);
    expect(noise).toEqual([expect.stringMatching(says)]);
    expect(noise[0]).toMatch(/^\[Pillion\]/);
  });

  test('warns once about a tag without a site key, and leaves no global behind', async () => {
    const { page, open, noise } = await stage({ attributes: '' });
    await open();
    await until('the warning', () => noise.length > 0);
    expect(noise).toEqual([expect.stringMatching(/data-site/)]);
    expect(await page.evaluate(() => 'Pillion' in window)).toBe(false);
  });

  test.each([
    ['identity.token.expired', { identity: undefined, visitor: 'visitor-token' }],
    ['visitor.token.forged', { identity: 'forged', visitor: undefined }],
    ['', { identity: 'forged', visitor: undefined }],
  ])('gives up the token that the server names: %j', async (reason, left) => {
    const { server, page, open } = await stage();
    await open();
    await server.visit(1);
    await page.evaluate(() => Pillion.identify('forged'));
    server.refuse = 4401;
    server.reason = reason;
    await open('/next');
    await server.visit(2);
    const { hello } = await server.visit(3);
    expect({ identity: hello.identity, visitor: hello.visitor }).toEqual(left);
  });

  test('takes a join code out of the address and sends it with hello', async () => {
    const { server, page, open, site } = await stage();
    await open('/cart?a=1#pillion=482913');
    expect((await server.visit(1)).hello.redeem).toBe('482913');
    expect(page.url()).toBe(`${site.origin}/cart?a=1`);
    await page.evaluate(() => {
      location.hash = '#pillion=555666';
    });
    expect(await (await server.visit(1)).request('redeem')).toMatchObject({ code: '555666' });
    expect(new URL(page.url()).hash).toBe('');
  });

  test('says so when the code opens nothing', async () => {
    const { server, open, ui } = await stage();
    await open('/#pillion=482913');
    const visit = await server.visit(1);
    visit.event({ type: 'refused', code: 'code.unknown', message: 'No such code.' });
    await until('the notice', async () => (await ui.text()).includes('not valid any more'));
  });

  test('works without storage', async () => {
    const { server, page, open, noise } = await stage();
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    });
    await open();
    expect((await server.visit(1)).hello.tab).toMatch(/^[0-9a-z]{15}$/);
    expect(noise).toEqual([]);
  });

  test('closes for the back/forward cache, and comes back out of it', async () => {
    const { server, page, open } = await stage();
    await open('/one');
    const first = await server.visit(1);
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    });
    await open('/two');
    await until('the close', () => first.closed);
    await server.visit(2);
    await page.evaluate(() => Pillion.identify('signed'));
    // Not goBack: it waits for a navigation that a page out of the cache does not make.
    await page.evaluate(() => history.back());
    const third = await server.visit(3);
    expect(await page.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true);
    expect(third.hello).toMatchObject({
      tab: first.hello.tab,
      identity: 'signed',
      page: { url: expect.stringContaining('/one') },
    });
  });

  test('adds one global and keeps what the page does to others apart from itself', async () => {
    const { server, site, page, open, noise } = await stage();
    site.pages.set(
      '/plain',
      '<!doctype html><title>Plain</title><script>window.before = Object.keys(window)</script>',
    );
    await open('/plain');
    const added = await page.evaluate(async (base) => {
      const before = new Set(Object.getOwnPropertyNames(window));
      const tag = document.createElement('script');
      tag.src = `${base}pillion.js`;
      tag.dataset.site = 'dev';
      document.head.append(tag);
      await new Promise((done) => tag.addEventListener('load', done));
      const names = Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
      // What old libraries, monitors and careless code do.
      const broken = () => {
        throw new Error('patched');
      };
      Object.assign(Array.prototype, { toJSON: () => 'an array' });
      Object.assign(window, { WebSocket: broken, setTimeout: broken });
      return names;
    }, server.base);
    expect(added).toEqual(['Pillion']);
    const first = await server.visit(1);
    server.offer();
    first.socket.terminate();
    const second = await server.visit(2);
    expect(second.hello.tab).toBe(first.hello.tab);
    expect(noise).toEqual([]);
  });

  test('answers rightly on a page that gave arrays a toJSON', async () => {
    const { server, page, open, ui } = await stage();
    await page.addInitScript(() => {
      Object.assign(Array.prototype, { toJSON: () => 'an array' });
    });
    server.offer();
    await open();
    await ui.press('button', 'Accept');
    const { capabilities } = await (await server.visit(1)).request('accept');
    expect(capabilities).toEqual(['view', 'point']);
  });

  test('works, styles and all, under a strict content security policy', async () => {
    const { server, site, open, page, ui, noise } = await stage();
    const policy = `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic';
      connect-src ${server.base.replace('http', 'ws')}; require-trusted-types-for 'script'`;
    site.pages.set(
      '/strict',
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Strict</title>
       <script async nonce="n1" src="${server.base}pillion.js" data-site="dev"></script>`,
    );
    server.offer();
    await open('/strict');
    await ui.wait('dialog');
    const { left, right } = await ui.box('dialog');
    expect(right - left).toBe(412);
    await page.evaluate(() => Pillion.end());
    await (await server.visit(1)).request('decline');
    expect(noise).toEqual([]);
  });

  test("reports what the page's own handlers throw as the page's, and calls the others", async () => {
    const { page, open, noise } = await stage();
    await open();
    await until('the API', () => page.evaluate(() => 'Pillion' in window));
    const called = await page.evaluate(
      () =>
        new Promise((done) => {
          Pillion.on('ready', () => {
            throw new Error('mine');
          });
          Pillion.on('ready', () => done(true));
        }),
    );
    expect(called).toBe(true);
    await until('the report', () => noise.length > 0);
    expect(noise).toEqual([expect.stringMatching(/Error: mine$/)]);
  });
});
