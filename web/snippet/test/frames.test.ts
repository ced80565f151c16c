import { createHash } from 'node:crypto';
import { Kind, decodePointer } from '@pillion/protocol';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { Agent } from './support/agent';
import { useBrowser, type Stage } from './support/fixture';
import { avery, frameToken, type Visit } from './support/liveServer';
import { Site } from './support/site';
import { text } from './support/text';
import { until } from './support/until';

declare const Pillion: PillionApi;

/** Frames of other origins of the same site. */
describe('frames of other origins', () => {
  const stage = useBrowser({ capture: 'mirror' });

  /** The other origin of the site, with a page of its own to pay on. */
  async function paySite(it: Stage, attributes?: string): Promise<Site> {
    const pay = await Site.start(it.server.base, attributes);
    it.onEnd(() => pay.stop());
    pay.origin = pay.origin.replace('localhost', '127.0.0.1');
    pay.pages.set('/pay', pay.page('Pay', '<h2>Pay here</h2><p id="p">Sum 42</p>'));
    return pay;
  }

  function shop({ site, server }: Stage, pay: Site, path = '/pay'): void {
    server.origins = [site.origin, pay.origin];
    site.pages.set(
      '/shop',
      site.page(
        'Shop',
        `<h1>Shop</h1><iframe id="pay" src="${pay.origin}${path}" width="400" height="200"></iframe>`,
      ),
    );
  }

  async function share({ server, ui, open }: Stage): Promise<Visit> {
    server.offer();
    server.agents = [avery];
    await open('/shop');
    await ui.press('button', 'Accept');
    const visit = await server.visit(1);
    await visit.orderedUpTo(1, 1);
    await ui.wait('button', 'End sharing');
    return visit;
  }

  const framed = ({ page }: Stage, pay: Site) =>
    page.frames().find((frame) => frame.url().startsWith(pay.origin))!;

  const shows = (agent: Agent, visit: Visit, words: string, ...ids: string[]) =>
    until(
      `"${words}" in ${ids.join(' ')}`,
      async () => {
        await agent.follow(visit);
        return (await agent.text(...ids))?.includes(words);
      },
      { seen: async () => [await agent.text(...ids), agent.problems] },
    );

  test('are seen by the agent, live, and by one who joins later', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    expect(await agent.frame('pay')).toMatchObject({
      box: false,
      sandbox: 'allow-same-origin',
      width: 404,
    });

    await framed(it, pay).evaluate(() => document.querySelector('#p')!.append(' and 7'));
    await shows(agent, visit, 'Sum 42 and 7', 'pay');

    const before = visit.ordered.length;
    visit.event({ type: 'keyframe' });
    await until('a keyframe', () =>
      visit.ordered.slice(before).some(({ kind }) => kind === Kind.keyframe),
    );
    const late = await Agent.open(it);
    await late.follow(visit, true);
    expect(await late.text('pay')).toContain('Sum 42 and 7');
    await framed(it, pay).evaluate(() => document.querySelector('#p')!.append(' or 8'));
    await shows(late, visit, 'or 8', 'pay');
    expect([...agent.problems, ...late.problems]).toEqual([]);
    expect(it.noise).toEqual([]);
    // No frame is a tab.
    expect(it.server.visits.length).toBe(1);
  });

  test('go to other pages, leave, and come back', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    pay.pages.set('/thanks', pay.page('Thanks', '<p>Thank you</p>'));
    pay.pages.set('/bare', '<p>no snippet</p>');
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    await framed(it, pay).evaluate(() => (location.href = '/thanks'));
    await shows(agent, visit, 'Thank you', 'pay');

    await framed(it, pay).evaluate(() => (location.href = '/bare'));
    await until('a box', async () => {
      await agent.follow(visit);
      return (await agent.frame('pay')).box;
    });
    expect(await agent.text('pay')).toBe(null);

    await it.page.evaluate(() => document.querySelector('#pay')!.remove());
    await it.page.evaluate((src) => {
      document.body.insertAdjacentHTML('beforeend', `<iframe id="again" src="${src}"></iframe>`);
    }, `${pay.origin}/pay`);
    await shows(agent, visit, 'Sum 42', 'again');
    expect(agent.problems).toEqual([]);
  });

  test('are asked through frames that can be read, and ask in turn', async () => {
    const it = await stage();
    const pay = await paySite(it);
    const bank = await paySite(it);
    bank.pages.set('/bank', bank.page('Bank', '<p>At the bank</p>'));
    pay.pages.set(
      '/outer',
      pay.page('Outer', `<p>Outer</p><iframe id="bank" src="${bank.origin}/bank"></iframe>`),
    );
    shop(it, pay);
    it.server.origins.push(bank.origin);
    it.site.pages.set(
      '/shop',
      it.site.page('Shop', '<h1>Shop</h1><iframe id="own" src="/own"></iframe>'),
    );
    it.site.pages.set(
      '/own',
      it.site.page('Own', `<p>Own</p><iframe id="outer" src="${pay.origin}/outer"></iframe>`),
    );
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Outer', 'own', 'outer');
    await shows(agent, visit, 'At the bank', 'own', 'outer', 'bank');
    expect(agent.problems).toEqual([]);
    expect(it.server.visits.length).toBe(1);
  });

  test('send their assets through the page around', async () => {
    const it = await stage();
    it.server.needed.has = () => true;
    const pay = await paySite(it);
    const rules = '.rule { margin: 1px } '.repeat(300);
    pay.pages.set('/pay', pay.page('Pay', '<p>Sum 42</p>', `<style>${rules}</style>`));
    shop(it, pay);
    const visit = await share(it);
    const asset = await until('an asset', () =>
      visit.frames.find(({ kind, payload }) => {
        return kind === Kind.asset && Buffer.from(payload).includes('.rule');
      }),
    );
    const payload = Buffer.from(asset.payload);
    const body = payload.subarray(33 + payload[32]!);
    const hash = payload.subarray(0, 32).toString('hex');
    expect(createHash('sha256').update(body).digest('hex')).toBe(hash);
    await until('its name', () => text(visit.ordered).includes(hash));
  });

  test('are held back with the page around, and go on after a lost connection and a reload', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    const first = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, first, 'Sum 42', 'pay');
    first.socket.terminate();
    await until('the loss', () => it.page.evaluate(() => Pillion.state === 'reconnecting'));
    await framed(it, pay).evaluate(() => document.querySelector('#p')!.append(' while away'));
    const second = await it.server.visit(2);
    await until('the change', () => text(second.ordered).includes('while away'));
    expect(second.ordered.map(({ kind }) => kind)).not.toContain(Kind.keyframe);
    await agent.resume(second);
    await shows(agent, second, 'while away', 'pay');

    await it.page.reload();
    const third = await it.server.visit(3);
    await third.orderedUpTo(2, 1);
    const fresh = await Agent.open(it);
    await shows(fresh, third, 'Sum 42', 'pay');
    expect([...agent.problems, ...fresh.problems]).toEqual([]);
  });

  test('tell where the visitor points in them', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    const visit = await share(it);
    await shows(await Agent.open(it), visit, 'Sum 42', 'pay');
    const box = (await it.page.locator('#pay').boundingBox())!;
    await it.page.mouse.move(box.x + 102, box.y + 52, { steps: 3 });
    const at = await until('a pointer in the frame', () => {
      const last = visit.frames.findLast(({ kind }) => kind === Kind.pointer);
      const found = last && decodePointer(last.payload);
      return found && Math.abs(found.fx * box.width - 102) < 2 && found;
    });
    expect(at.fy * box.height).toBeCloseTo(52, 0);
  });

  test('hide what the policy hides, and are not asked where the frame itself is hidden', async () => {
    const it = await stage();
    it.server.hide = ['.private'];
    const pay = await paySite(it);
    pay.pages.set(
      '/pay',
      pay.page(
        'Pay',
        `<p id="p">Sum 42</p><p class="private">canary-one</p><p data-pillion="hide">canary-two</p>
         <label>Password <input type="password" value="canary-three"></label>
         <p>4111 1111 1111 1111</p>`,
      ),
    );
    shop(it, pay);
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    expect(text(visit.ordered)).not.toMatch(/canary|4111/);

    await it.page.evaluate(() =>
      document.querySelector('#pay')!.setAttribute('data-pillion', 'hide'),
    );
    await until('a hidden frame', async () => {
      await agent.follow(visit);
      return (await agent.frame('pay')).box;
    });
    const asked = it.server.embeddings.length;
    await framed(it, pay).evaluate(() => document.querySelector('#p')!.append(' canary-four'));
    await it.page.evaluate(() => document.body.append('marker'));
    await until('the marker', () => text(visit.ordered).includes('marker'));
    expect(text(visit.frames)).not.toContain('canary');
    expect(it.server.embeddings.length).toBe(asked);
  });

  test.each(['private', 'balanced', 'open'] as const)('obey the preset %s', async (preset) => {
    const it = await stage();
    it.server.preset = preset;
    const pay = await paySite(it);
    pay.pages.set(
      '/pay',
      pay.page(
        'Pay',
        '<p>canary-text</p><input value="canary-value"><input type="password" value="canary-secret">',
      ),
    );
    shop(it, pay);
    // Under `private` a frame is asked only where the page says that it may be shown.
    it.site.pages.set(
      '/shop',
      it.site.pages.get('/shop')!.replace('<iframe', '<iframe data-pillion="show"'),
    );
    const visit = await share(it);
    const agent = await Agent.open(it);
    await shows(agent, visit, preset === 'private' ? '•' : 'canary-text', 'pay');
    const all = text(visit.frames.filter(({ kind }) => kind !== Kind.request));
    expect(all).not.toContain('canary-secret');
    expect(all.includes('canary-text')).toBe(preset !== 'private');
    expect(all.includes('canary-value')).toBe(preset !== 'private');
  });

  test('show the visitor what is hidden in them, where it is', async () => {
    const it = await stage({ viewport: { width: 900, height: 700 } });
    const pay = await paySite(it);
    pay.pages.set(
      '/pay',
      pay.page(
        'Pay',
        `<p id="p">Sum 42</p><p id="q" data-pillion="hide">canary</p>
         <div style="height: 400px"></div><p data-pillion="hide">out of sight</p>`,
      ),
    );
    shop(it, pay);
    const visit = await share(it);
    await shows(await Agent.open(it), visit, 'Sum 42', 'pay');
    await it.page.bringToFront();
    await it.ui.press('button', 'Hidden parts');
    const boxes = await until(
      'a box',
      async () => {
        const found = await it.ui.boxes('.unseen div');
        return found.length > 0 && found;
      },
      { seen: () => it.ui.text('.unseen') },
    );
    const place = (await it.page.frameLocator('#pay').locator('#q').boundingBox())!;
    expect(boxes.map(({ kind }) => kind)).toEqual(['Hidden']);
    const [{ at }] = boxes as [(typeof boxes)[0]];
    expect([at.x, at.y].map(Math.round)).toEqual([place.x, place.y].map(Math.round));
    expect(Math.abs(at.height - place.height)).toBeLessThan(2);
    await framed(it, pay).evaluate(() => document.querySelector('#q')!.remove());
    await until('no box', async () => (await it.ui.boxes('.unseen div')).length === 0);
  });

  test('leave nothing behind when sharing ends', async () => {
    const it = await stage();
    const pay = await paySite(it);
    shop(it, pay);
    await it.open('/shop');
    const visit = await it.server.visit(1);
    await until('the frame', () =>
      framed(it, pay)?.evaluate(() => document.readyState === 'complete'),
    );
    const before = await traces(it, pay);
    expect(JSON.stringify(before)).toContain('window message');
    visit.event({ type: 'offer', invitation: it.server.offer() });
    await it.ui.press('button', 'Accept');
    const agent = await Agent.open(it);
    await shows(agent, visit, 'Sum 42', 'pay');
    expect(JSON.stringify(await traces(it, pay))).toContain('document pointermove');
    await it.ui.press('button', 'End sharing');
    await until('nothing of ours', async () => {
      return JSON.stringify(await traces(it, pay)) === JSON.stringify(before);
    });
    const sent = visit.frames.length;
    await framed(it, pay).evaluate(() => document.body.append('after the end'));
    await it.ui.settled();
    expect(text(visit.frames.slice(sent))).not.toContain('after the end');
    expect(it.noise).toEqual([]);
  });

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
    const foreign = await paySite(it);
    foreign.pages.set(
      '/ad',
      '<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data))</script>',
    );
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
    expect(await ad.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
    expect((await agent.frame('ad')).box).toBe(true);
    expect(it.noise).toEqual([]);
  });

  test('that have gone to another site are told nothing', async () => {
    const it = await stage();
    const pay = await paySite(it);
    const foreign = await paySite(it);
    foreign.pages.set(
      '/ad',
      '<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data))</script>',
    );
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
    expect(await ad.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
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

/** Global names in a frame, listeners on what a capture listens to there, and the browser's own functions. */
async function traces({ page }: Stage, pay: Site): Promise<unknown> {
  const frame = page.frames().find((one) => one.url().startsWith(pay.origin))!;
  const cdp = await page.context().newCDPSession(page);
  const contexts: { id: number; origin: string; auxData?: { isDefault?: boolean } }[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context as never));
  await cdp.send('Runtime.enable');
  const contextId = contexts.find(
    ({ origin, auxData }) => origin === pay.origin && auxData?.isDefault,
  )!.id;
  const names = await frame.evaluate(() => Object.getOwnPropertyNames(window).sort());
  const natives = await frame.evaluate(() =>
    [Element.prototype.attachShadow, CSSStyleSheet.prototype.insertRule, window.fetch].map((it) =>
      /\[native code\]/.test(Function.prototype.toString.call(it)),
    ),
  );
  const found: string[] = [];
  for (const target of ['window', 'document', 'document.documentElement']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression: target, contextId });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', {
      objectId: result.objectId ?? '',
    });
    found.push(...listeners.map(({ type }) => `${target} ${type}`).sort());
  }
  await cdp.detach();
  return { names, natives, found };
}
