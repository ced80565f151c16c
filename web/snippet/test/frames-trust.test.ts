import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Agent } from './support/agent';
import { useBrowser, type Stage } from './support/fixture';
import { framed, paySite, share, shop, shows } from './support/frames';
import { frameToken } from './support/liveServer';
import { Site } from './support/site';
import { until } from './support/until';

/** Who may see into a frame of another origin, and what it can do to the page around it. */
describe('frames of other origins', () => {
  const stage = useBrowser({ capture: 'mirror' });

  test('show nothing to a page that is not of the site', async () => {
    const it = await stage();
    const pay = await paySite(it);
    const foreign = await paySite(it);
    it.server.origins = [it.site.origin, pay.origin];
    foreign.pages.set('/', `<!doctype html><iframe src="${pay.origin}/pay"></iframe>`);
    await it.page.goto(`${foreign.origin}/`);
    await until('the frame', () =>
      framed(it, pay)?.evaluate(() => document.readyState === 'complete'),
    );
    // As the snippet would ask, with the token of a session that is running and words that open everything.
    it.server.session = true;
    const heard = await ask(it.page.mainFrame(), pay, frameToken);
    expect(heard).toEqual([]);
    expect(it.server.embeddings).toEqual([`${pay.origin} ${foreign.origin}`]);
    expect(await loads(it, pay)).not.toContain('session');
    expect(it.server.visits).toEqual([]);
  });

  test('show nothing to a page of the site that is not shared', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    await it.open('/shop');
    await until('the frame', () =>
      framed(it, pay)?.evaluate(() => document.readyState === 'complete'),
    );
    // No session; then one, and a token that is none of it.
    expect(await ask(it.page.mainFrame(), pay, frameToken)).toEqual([]);
    it.server.session = true;
    expect(await ask(it.page.mainFrame(), pay, 'join-1')).toEqual([]);
    expect(it.server.embeddings.length).toBe(2);
    expect(await loads(it, pay)).not.toContain('session');
    // The right one: what a page of the site says while it is shared.
    expect(await ask(it.page.mainFrame(), pay, frameToken)).toContain('keyframe');
  });

  test('do not go on for a page that is shared no longer, whatever it says', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    await it.context.clock.install();
    await it.open('/shop');
    await until('the frame', () =>
      framed(it, pay)?.evaluate(() => document.readyState === 'complete'),
    );
    it.server.session = true;
    expect(await ask(it.page.mainFrame(), pay, frameToken)).toContain('keyframe');
    await it.page.clock.fastForward(61_000);
    await until('a second question', () => it.server.embeddings.length === 2);
    expect(await heardSoFar(it.page.mainFrame())).not.toContain('bye');
    it.server.session = false;
    await it.page.clock.fastForward(61_000);
    await until('the end', async () => (await heardSoFar(it.page.mainFrame())).includes('bye'));
    await framed(it, pay).evaluate(() => document.body.append('after the end'));
    await it.page.clock.fastForward(1_000);
    expect((await heardSoFar(it.page.mainFrame())).at(-1)).toBe('bye');
  });

  test('do not listen to windows that are not around them', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    const beside = it.site.page(
      'Beside',
      `<script>
        const { port1, port2 } = new MessageChannel();
        window.heard = [];
        port1.onmessage = ({ data }) => heard.push(data);
        addEventListener('message', ({ data }) => {
          const policy = { version: 1, preset: 'open', hide: [], show: [], readOnly: [] };
          parent.frames[0].postMessage({ pillion: 'dev', token: '${frameToken}', policy, depth: 1, fetches: false }, data, [port2]);
        });
      </script>`,
    );
    it.site.pages.set('/beside', beside);
    const html = it.site.pages.get('/shop')!;
    it.site.pages.set('/shop', html.replace('</body>', '<iframe id="b" src="/beside"></iframe>'));
    await it.open('/shop');
    await until('the frame', () =>
      framed(it, pay)?.evaluate(() => document.readyState === 'complete'),
    );
    await it.page.evaluate((origin) => frames[1]!.postMessage(origin, '*'), pay.origin);
    await until('the listener', () => loads(it, pay).then((all) => all.includes('framed')));
    await it.ui.settled();
    expect(
      await it.page.evaluate(() => (frames[1] as unknown as { heard: unknown[] }).heard),
    ).toEqual([]);
    expect(it.server.embeddings).toEqual([]);
  });

  test('of other sites are told nothing', async () => {
    const it = await stage();
    const pay = await paySite(it);
    const foreign = await adSite(it);
    shop(it, pay);
    it.site.pages.set(
      '/shop',
      it.site.pages
        .get('/shop')!
        .replace('<h1>', `<iframe id="ad" src="${foreign.origin}/ad"></iframe><h1>`),
    );
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    const ad = it.page.frames().find((frame) => frame.url().startsWith(foreign.origin))!;
    expect(await heardSoFar(ad)).toEqual([]);
    expect((await agent.frame('ad')).box).toBe(true);
    expect(it.noise).toEqual([]);
  });

  test('that have gone to another site are told nothing', async () => {
    const it = await stage();
    const pay = await paySite(it);
    const foreign = await adSite(it);
    shop(it, pay);
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    // What it is from still says that it is of the site.
    await framed(it, pay).evaluate((url) => (location.href = url), `${foreign.origin}/ad`);
    await until('a box', async () => {
      await agent.follow(visit);
      return (await agent.frame('pay')).box;
    });
    // The browser says so on the console when nobody at that origin is there to be told.
    await until('a few questions', () => it.noise.length > 2);
    const ad = it.page.frames().find((frame) => frame.url().startsWith(foreign.origin))!;
    expect(await heardSoFar(ad)).toEqual([]);
    expect(it.noise.filter((line) => !line.includes('target origin'))).toEqual([]);
  });

  test('that were taken over break nothing and learn nothing', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    pay.pages.set(
      '/pay',
      `<!doctype html><script>
        window.heard = [];
        addEventListener('message', ({ data, ports: [port] }) => {
          heard.push(data);
          window.port = port;
          port.onmessage = ({ data }) => heard.push(data);
          port.postMessage(null);
          port.postMessage({ type: 'here' });
          const bytes = (...all) => new Uint8Array(all);
          port.postMessage({ type: 'delta', payload: bytes(3, 1) });
          for (const payload of [bytes(1, 255, 255, 255), bytes(1), 'text', null, bytes(), [1]])
            port.postMessage({ type: 'keyframe', payload });
          for (let i = 0; i < 2000; i++)
            port.postMessage({ type: 'delta', payload: bytes(17, i % 128, 4, 1, 2, 3, 4) });
          for (const point of [[NaN, 1], [1e300, -1e300], ['a', {}], [Infinity, 0]])
            port.postMessage({ type: 'pointer', x: point[0], y: point[1], pressed: 'yes' });
          for (const hashes of [null, 'a', [1], ['zz'], Array(1000).fill('a'.repeat(64))])
            port.postMessage({ type: 'missing', id: 1, hashes });
          for (const id of [null, 'x', {}, NaN])
            port.postMessage({ type: 'missing', id, hashes: ['a'.repeat(64)] });
          for (const boxes of [null, 'a', [null, 1, { x: 'a' }], Array(9999).fill({ x: 1e9, y: -1e9, width: 1e9, height: 1e9 })])
            port.postMessage({ type: 'unseen', boxes });
          port.postMessage({ type: 'asset', id: 2, hash: 'no', mediaType: {}, bytes: 'x' });
          port.postMessage({ type: 'fetch', id: 3, url: 'http://169.254.169.254/', as: 'asset' });
          port.postMessage({ type: '__proto__', id: 4 });
        });
      </script>`,
    );
    const visit = await share(it);
    const agent = await Agent.open(it);
    const fake = framed(it, pay);
    await until('the question', () =>
      fake.evaluate(() => (window as unknown as { heard: unknown[] }).heard.length > 3),
    );
    // More than may be sent: it is not listened to any more.
    await fake.evaluate(async () => {
      const { port } = window as unknown as { port: MessagePort };
      for (let i = 0; i < 5; i++) {
        port.postMessage({ type: 'keyframe', payload: new Uint8Array(9_000_000).fill(1) });
        await new Promise((done) => setTimeout(done, 50));
      }
    });
    await it.page.evaluate(() => document.querySelector('h1')!.append(' goes on'));
    await until('the page', async () => {
      await agent.follow(visit);
      return (await agent.text())?.includes('Shop goes on');
    });
    await until('a box', async () => {
      await agent.follow(visit);
      return (await agent.frame('pay')).box;
    });
    expect(agent.problems.filter((problem) => !problem.startsWith('lost: '))).toEqual([]);
    const heard = await fake.evaluate(() =>
      JSON.stringify((window as unknown as { heard: unknown[] }).heard),
    );
    expect(heard).not.toContain('Shop');
    expect(JSON.parse(heard)[0]).toEqual({
      pillion: 'dev',
      token: frameToken,
      depth: 1,
      fetches: false,
    });
    expect(it.noise).toEqual([]);
  });

  test('hide what the server says, whatever the page around asks for', async () => {
    const it = await stage();
    const pay = await paySite(it);
    pay.pages.set('/pay', pay.page('Pay', '<p>Sum 42</p><p class="private">canary</p>'));
    shop(it, pay);
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'canary', 'pay');
    // From now on the site hides more; the session goes on with what was agreed to.
    it.server.hideSince = ['.private'];
    await framed(it, pay).evaluate(() => location.reload());
    await until('the page without it', async () => {
      await agent.follow(visit);
      const words = await agent.text('pay');
      return words?.includes('Sum 42') && words.includes('•');
    });
    expect(await agent.text('pay')).not.toContain('canary');
  });
});

/** Another site, whose page keeps what it is told. */
async function adSite(it: Stage): Promise<Site> {
  const site = await paySite(it);
  site.pages.set(
    '/ad',
    '<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data))</script>',
  );
  return site;
}

/** Asks the frame of a page to show itself, as the snippet would; what came within a second. */
async function ask(frame: Frame, pay: Site, token: string): Promise<unknown[]> {
  await frame.evaluate(
    ([origin, token]) => {
      const { port1, port2 } = new MessageChannel();
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      port1.onmessage = ({ data }) => heard.push((data as { type: string }).type);
      const policy = { version: 1, preset: 'open', hide: [], show: [], readOnly: [] };
      document
        .querySelector('iframe')!
        .contentWindow!.postMessage(
          { pillion: 'dev', token, policy, depth: 1, fetches: false },
          origin!,
          [port2],
        );
    },
    [pay.origin, token],
  );
  // Nothing tells that nothing comes.
  await new Promise((done) => setTimeout(done, 1_000));
  return heardSoFar(frame);
}

function heardSoFar(frame: Frame): Promise<unknown[]> {
  return frame.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
}

/** The snippet's files that a frame has loaded. */
function loads({ page }: Stage, pay: Site): Promise<string> {
  const frame = page.frames().find((one) => one.url().startsWith(pay.origin))!;
  return frame.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .join(),
  );
}
