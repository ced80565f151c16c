import { createHash } from 'node:crypto';
import { Kind, decodePointer } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { Agent } from './support/agent';
import { useBrowser, type Stage } from './support/fixture';
import { framed, paySite, share, shop, shows } from './support/frames';
import { Site } from './support/site';
import { text } from './support/text';
import { until } from './support/until';

declare const Pillion: PillionApi;

/** Frames of other origins of the same site. */
describe('frames of other origins', () => {
  const stage = useBrowser({ capture: 'mirror' });

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
});

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
