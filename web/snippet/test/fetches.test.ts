import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { avery, type Visit } from './support/liveServer';
import { useBrowser, type Stage } from './support/fixture';
import { text } from './support/text';
import { until } from './support/until';

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';
const hash = (digit: string) => digit.repeat(64);

/** What a page shows of other origins that let nobody's scripts read it. */
describe('what the page may not read', () => {
  const stage = useBrowser({ capture: 'mirror' });
  let named: Server;
  let unnamed: Server;
  let css: string;
  const origin = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = () =>
    new Promise<Server>((ready) => {
      const server: Server = createServer(({ url = '' }, response) => {
        const sheet = url.includes('.css');
        response.writeHead(200, { 'Content-Type': sheet ? 'text/css' : 'image/svg+xml' });
        response.end(sheet ? css : picture);
      });
      server.listen(0, '127.0.0.1', () => ready(server));
    });

  beforeEach(async () => {
    named = await host();
    unnamed = await host();
    css = `h1 { color: rgb(1, 2, 3); background: url("back.svg") }
      p::after { content: "4111 1111 1111 1111" }`;
  });
  afterEach(() => {
    for (const server of [named, unnamed]) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function share({ server, site, ui, open }: Stage): Promise<Visit> {
    const [ours, theirs] = [origin(named), origin(unnamed)];
    site.pages.set(
      '/shop',
      site.page(
        'Shop',
        `<h1>Shop</h1><img src="${ours}/a.svg?size=8"><img src="${theirs}/b.svg">
         <p data-pillion="hide"><img src="${ours}/hidden.svg"></p>
         <div id="later"></div>`,
        `<link rel="stylesheet" href="${ours}/site.css"><link rel="stylesheet" href="${theirs}/x.css">`,
      ),
    );
    server.offer();
    server.agents = [avery];
    await open('/shop');
    await ui.press('button', 'Accept');
    const visit = await server.visit(1);
    await visit.orderedUpTo(1, 1);
    return visit;
  }

  const asked = ({ requests }: Visit) =>
    requests.flatMap((request) => (request.type === 'fetch' ? [request] : []));

  test('the server gets, from the origins that the site names', async () => {
    const it = await stage();
    it.server.assetOrigins = [origin(named)];
    const visit = await share(it);
    const [ours, theirs] = [origin(named), origin(unnamed)];

    const sheet = await visit.request('fetch', ({ url }) => url === `${ours}/site.css`);
    expect(sheet.as).toBe('sheet');
    const bytes = new TextEncoder().encode(css);
    visit.send(0x12, bytes.subarray(0, 30), 0, sheet.id);
    visit.send(0x12, bytes.subarray(30), 0, sheet.id);
    visit.event({ type: 'fetched', id: sheet.id });
    await until('the rules', () => text(visit.ordered).includes('rgb(1, 2, 3)'));
    // It is a sheet like any other: what is hidden in those is hidden in it.
    expect(text(visit.frames)).not.toContain('4111');

    const image = await visit.request('fetch', ({ url }) => url === `${ours}/a.svg?size=8`);
    expect(image.as).toBe('asset');
    visit.event({ type: 'fetched', id: image.id, hash: hash('a') });
    await until('the image', () => text(visit.ordered).includes(`asset:${hash('a')}`));

    const back = await visit.request('fetch', ({ url }) => url === `${ours}/back.svg`);
    visit.event({ type: 'fetched', id: back.id, hash: hash('b') });
    await until('the background', () => text(visit.ordered).includes(`asset:${hash('b')}`));

    await it.page.evaluate((src) => {
      const image = Object.assign(new Image(), { src });
      document.querySelector('#later')?.append(image);
    }, `${ours}/refused.svg`);
    const refused = await visit.request('fetch', ({ url }) => url === `${ours}/refused.svg`);
    visit.event({ type: 'refused', id: refused.id, code: 'fetch_failed', message: 'No.' });
    await it.page.evaluate(() => document.querySelector('#later')?.append('afterwards'));
    await until('what comes after', () => text(visit.ordered).includes('afterwards'));

    expect(asked(visit).map(({ url }) => url)).toHaveLength(4);
    expect(text(visit.frames)).not.toContain(theirs);
    expect(it.noise.filter((line) => !/CORS/.test(line))).toEqual([]);
  });

  test('stays a place of its size where the site names no origin', async () => {
    const it = await stage();
    const visit = await share(it);
    await it.page.evaluate(() => document.querySelector('#later')?.append('afterwards'));
    await until('what comes after', () => text(visit.ordered).includes('afterwards'));
    await it.page.waitForLoadState('networkidle');
    expect(asked(visit)).toEqual([]);
    expect(text(visit.ordered)).toContain('8x8');
    expect(text(visit.ordered)).not.toContain('rgb(1, 2, 3)');
  });
});
