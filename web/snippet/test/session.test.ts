import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Flag, Kind, encodePointer } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import type { PillionApi, PillionEvents } from '../src/api';
import { avery } from './support/liveServer';
import { emit, lines, share, useBrowser } from './support/fixture';
import { until } from './support/until';

declare const Pillion: PillionApi;

/** Collects the events that the page hears, across documents, under `window.heard`. */
const listen = () => {
  const names = ['ready', 'offer', 'start', 'end', 'code', 'error'] as const;
  const heard: { name: string; detail: unknown }[] = [];
  Object.assign(window, { heard });
  addEventListener('load', () => {
    for (const name of names) Pillion.on(name, (detail) => heard.push({ name, detail }));
  });
};

type Heard = {
  [N in keyof PillionEvents]: { name: N; detail: PillionEvents[N] };
}[keyof PillionEvents];
const heard = () => (window as unknown as { heard: Heard[] }).heard;

describe('consent', () => {
  const stage = useBrowser();

  test('asks in plain words, and shares only after Accept', async () => {
    const it = await stage();
    const { server, page, ui, open, noise } = it;
    await page.addInitScript(listen);
    await open();
    const visit = await server.visit(1);
    visit.event({ type: 'offer', invitation: server.offer() });
    await ui.wait('dialog', 'Avery Moss would like to see this page');
    const text = await ui.text();
    for (const words of [
      'Ticket T-17: payment fails',
      'localhost',
      'Never your other tabs',
      'Point at things',
      'Passwords, payment details',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/Expires in 1[45]:\d\d/);
    expect(await page.evaluate(() => [Pillion.state, 'captures' in window])).toEqual([
      'offered',
      false,
    ]);

    await ui.press('button', 'Accept');
    expect(await visit.request('accept')).toMatchObject({
      invitation: 'inv1',
      capabilities: ['view', 'point'],
      policyVersion: 4,
      language: 'en',
    });
    const [keyframe] = await visit.orderedUpTo(1, 1);
    expect(keyframe).toMatchObject({
      kind: Kind.keyframe,
      flags: Flag.keyframe | Flag.last,
      epoch: 1,
      seq: 1,
    });
    await ui.gone('dialog');
    expect(await page.evaluate(() => Pillion.state)).toBe('active');
    expect(await page.evaluate(heard)).toMatchObject([
      { name: 'ready' },
      { name: 'offer', detail: { invitation: 'inv1', agent: avery } },
      { name: 'start', detail: { session: '3f0c', resumed: false } },
    ]);
    expect(await ui.text()).toContain('Sharing, waiting for Avery Moss');
    visit.event({ type: 'joined', agent: avery });
    await until('the name on the pill', async () =>
      (await ui.text()).includes('Avery Moss can see this page'),
    );
    expect(noise).toEqual([]);
  });

  test('shares nothing after Decline', async () => {
    const { server, page, ui, open } = await stage();
    server.offer();
    await open();
    await ui.press('button', 'Decline');
    const visit = await server.visit(1);
    expect(await visit.request('decline')).toMatchObject({ invitation: 'inv1' });
    await ui.gone('dialog');
    expect(visit.ordered).toEqual([]);
    expect(await page.evaluate(() => [Pillion.state, 'captures' in window])).toEqual([
      'idle',
      false,
    ]);
  });

  test('takes no answer from a script, nor from a click that came too soon', async () => {
    const { server, page, ui, open } = await stage();
    await page.addInitScript(() => {
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        Object.assign(window, { stolen: root });
        return root;
      };
    });
    server.offer();
    await open();
    const { x, y } = await ui.box('button', 'Accept');
    await page.mouse.click(x, y);
    await page.evaluate(() => {
      const { stolen } = window as unknown as { stolen: ShadowRoot };
      for (const button of stolen.querySelectorAll('button')) button.click();
    });
    await ui.settled();
    await page.evaluate(() => {
      const { stolen } = window as unknown as { stolen: ShadowRoot };
      for (const button of stolen.querySelectorAll('button')) button.click();
    });
    expect((await server.visit(1)).requests.map(({ type }) => type)).not.toContain('accept');
    await ui.press('button', 'Accept');
    await (await server.visit(1)).request('accept');
  });

  test.each([
    ['expired', 'has expired'],
    ['canceled', 'was withdrawn'],
    ['answered_elsewhere', 'in another tab'],
  ] as const)('puts the prompt away when the offer is %s', async (reason, says) => {
    const { server, ui, open, page } = await stage();
    server.offer();
    await open();
    await ui.wait('dialog');
    (await server.visit(1)).event({ type: 'withdrawn', invitation: 'inv1', reason });
    await ui.gone('dialog');
    expect(await ui.text()).toContain(says);
    expect(await page.evaluate(() => Pillion.state)).toBe('idle');
  });

  test('asks again when the privacy policy changed under the question', async () => {
    const { server, ui, open } = await stage();
    // The last one is from a later version of the server: what can't be named can't be granted.
    const offer = server.offer({ capabilities: ['view', 'click', 'teleport' as 'type'] });
    await open();
    const visit = await server.visit(1);
    await ui.wait('dialog');
    visit.event({
      type: 'offer',
      invitation: { ...offer, policy: { ...offer.policy, version: 5, preset: 'private' } },
    });
    await until('the new words', async () => (await ui.text()).includes('approved for sharing'));
    await ui.press('button', 'Accept');
    expect(await visit.request('accept')).toMatchObject({
      policyVersion: 5,
      capabilities: ['view', 'click'],
    });
  });

  test('sends the answer again when the connection broke under it', async () => {
    const { server, ui, open } = await stage();
    server.offer();
    await open();
    const first = await server.visit(1);
    await ui.wait('dialog');
    first.socket.removeAllListeners('message');
    await ui.press('button', 'Accept');
    first.socket.terminate();
    const second = await server.visit(2);
    await second.request('accept');
    await second.orderedUpTo(1, 1);
  });

  test('leads the keyboard in and back, and waits while someone is typing', async () => {
    const { server, page, ui, site, open } = await stage();
    site.pages.set('/form', site.page('Form', '<button id="b">b</button><input id="i">'));
    await open('/form');
    const visit = await server.visit(1);
    await page.focus('#b');
    visit.event({ type: 'offer', invitation: server.offer() });
    await until('the focus', async () => (await ui.focused()).startsWith('dialog'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await ui.settled();
    expect(visit.requests.filter(({ type }) => type !== 'page')).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await visit.request('decline');
    await until('the focus back', () => page.evaluate(() => document.activeElement?.id === 'b'));

    await page.focus('#i');
    visit.event({ type: 'offer', invitation: server.offer({ id: 'inv2' }) });
    await ui.wait('dialog');
    await page.keyboard.type('still typing', { delay: 60 });
    expect(await page.inputValue('#i')).toBe('still typing');
    await until('the focus', async () => (await ui.focused()).startsWith('dialog'));
  });
});

describe('sharing', () => {
  const stage = useBrowser();

  test('frames come in order, deflated when that helps, in parts when large', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    await it.page.evaluate(() => {
      const sink = window.captures.at(-1)?.sink;
      const text = (words: string) => new TextEncoder().encode(words);
      const noise = new Uint8Array(700_000);
      for (let at = 0; at < noise.length; at += 65_536) {
        crypto.getRandomValues(noise.subarray(at, at + 65_536));
      }
      sink?.ordered('delta', text('a'.repeat(100_000)));
      sink?.ordered('delta', text('small'));
      sink?.ordered('delta', noise);
      sink?.ordered('delta', text('after'));
    });
    const frames = await visit.orderedUpTo(1, 5);
    expect(frames.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 4, 4, 5]);
    const [, large, small, ...rest] = frames;
    expect(large?.flags).toBe(Flag.deflated | Flag.last);
    expect(inflateRawSync(large?.payload ?? new Uint8Array()).toString()).toBe('a'.repeat(100_000));
    expect(small).toMatchObject({ flags: Flag.last, kind: Kind.delta });
    expect(rest.map(({ flags }) => flags)).toEqual([0, 0, Flag.last, Flag.last]);
    expect(rest.map(({ payload }) => payload.length)).toEqual([262_144, 262_144, 175_712, 5]);
    expect(frames.every(({ dt }) => dt >= 0 && dt < 20_000)).toBe(true);
  });

  test('asks which assets are needed, and sends them before a frame may name them', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    const css = Buffer.alloc(150_000, '.a{}');
    const hash = createHash('sha256').update(css).digest('hex');
    const known = '0'.repeat(64);
    it.server.needed.add(hash);
    await it.page.evaluate(
      async ([hash, known]) => {
        const sink = window.captures.at(-1)?.sink;
        const missing = await sink?.missing([hash, known]);
        const bytes = new TextEncoder().encode('.a{}'.repeat(37_500));
        for (const one of missing ?? []) await sink?.asset(one, 'text/css', bytes);
        sink?.ordered('delta', new TextEncoder().encode(`names ${missing?.size}`));
      },
      [hash, known] as const,
    );
    await visit.orderedUpTo(1, 2);
    const sent = visit.frames.filter(({ kind }) => kind === Kind.asset || kind === Kind.delta);
    expect(sent.map(({ kind }) => kind)).toEqual([Kind.asset, Kind.asset, Kind.asset, Kind.delta]);
    expect(sent.map(({ flags }) => flags)).toEqual([0, 0, Flag.last, Flag.last]);
    expect(Math.max(...sent.map(({ payload }) => payload.length))).toBeLessThanOrEqual(65_536);
    const [first, second, third] = sent.map(({ payload }) => Buffer.from(payload));
    expect(first?.subarray(0, 32).toString('hex')).toBe(hash);
    expect(first?.subarray(32, 41).toString('latin1')).toBe('\btext/css');
    const body = [first?.subarray(41), second?.subarray(32), third?.subarray(32)];
    expect(Buffer.concat(body.map((part) => part ?? Buffer.alloc(0))).equals(css)).toBe(true);
    expect(lines(sent).at(-1)).toBe('1/2:names 1');
  });

  test('asks about many assets in few requests', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    for (const number of [7, 299, 1599]) {
      it.server.needed.add(number.toString(16).padStart(64, '0'));
    }
    const missing = await it.page.evaluate(async () => {
      const sink = window.captures.at(-1)?.sink;
      const hash = (number: number) => number.toString(16).padStart(64, '0');
      const one = (number: number) => sink?.missing([hash(number)]);
      const alone = Array.from({ length: 300 }, (_, number) => one(number));
      const together = sink?.missing(
        Array.from({ length: 600 }, (_, number) => hash(1000 + number)),
      );
      const found = await Promise.all([...alone, together]);
      return found.map((set) => [...(set ?? [])].map((hash) => parseInt(hash, 16)));
    });
    expect(missing.slice(0, 300).flat()).toEqual([7, 299]);
    expect(missing[300]).toEqual([1599]);
    const asked = visit.requests.filter((request) => request.type === 'have');
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(asked.every(({ hashes }) => hashes.length <= 256)).toBe(true);
    expect(new Set(asked.flatMap(({ hashes }) => hashes)).size).toBe(900);
  });

  test('End is instant: not one frame follows', async () => {
    const it = await stage();
    const { page, ui, server } = it;
    await page.addInitScript(listen);
    await share(it);
    const visit = await server.visit(1);
    // A capture that goes on regardless, and a frame that is being deflated at that moment.
    await page.evaluate(() => {
      const sink = window.captures.at(-1)?.sink;
      const tries = { count: 0 };
      Object.assign(window, { tries });
      setInterval(() => {
        tries.count++;
        sink?.ordered('delta', new TextEncoder().encode('x'.repeat(4000)));
        sink?.pointer(new Uint8Array([1]));
        void sink?.asset('1'.repeat(64), 'text/css', new Uint8Array(10));
      }, 1);
    });
    await ui.press('button', 'End sharing');
    await visit.request('end');
    const at = visit.frames.findLastIndex(({ kind }) => kind === Kind.request);
    await ui.gone('button', 'End sharing');
    const tried = await page.evaluate<number>('tries.count');
    await page.waitForFunction(`tries.count > ${tried + 50}`);
    expect(visit.frames.slice(at + 1).map(({ kind }) => kind)).toEqual([]);
    expect(await page.evaluate(() => window.captures.at(-1)?.calls.at(-1))).toBe('stop');
    expect(await page.evaluate(() => Pillion.state)).toBe('idle');
    expect(await ui.text()).toContain('You ended sharing');
    expect((await page.evaluate(heard)).filter(({ name }) => name === 'end')).toEqual([
      { name: 'end', detail: { session: '3f0c', reason: 'visitor_ended' } },
    ]);
  });

  test('ends without a connection too, and the server hears of it later', async () => {
    const it = await stage();
    await share(it);
    const { page, ui, server, open } = it;
    server.refuse = 1013;
    (await server.visit(1)).socket.terminate();
    await until('the state', () => page.evaluate(() => Pillion.state === 'reconnecting'));
    await until('the pill', async () => (await ui.text()).includes('Reconnecting'));
    await ui.press('button', 'End sharing');
    await until('the state', () => page.evaluate(() => Pillion.state === 'idle'));
    await open('/elsewhere');
    expect(await page.evaluate(() => 'captures' in window)).toBe(false);
    server.refuse = undefined;
    const last = await until('the welcomed connection', () =>
      server.visits.find(({ requests }) => requests.some(({ type }) => type === 'end')),
    );
    expect(last.hello?.session).toMatchObject({ epoch: 2 });
    expect(last.ordered).toEqual([]);
    expect(server.session).toBe(false);
  });

  test.each([
    ['agent_ended', 'The agent ended sharing'],
    ['disconnected', 'Sharing is over'],
  ] as const)('says why it is over: %s', async (reason, says) => {
    const it = await stage();
    await share(it);
    const { page, ui, server, open } = it;
    const visit = await server.visit(1);
    server.session = false;
    visit.event({ type: 'ended', session: '3f0c', reason });
    await ui.gone('button', 'End sharing');
    expect(await ui.text()).toContain(says);
    await emit(page, 'too late');
    await open('/next');
    expect((await server.visit(2)).hello.session).toBeUndefined();
    expect(visit.ordered).toHaveLength(1);
  });

  test('makes a keyframe when asked, and stops when another document takes over', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    visit.event({ type: 'keyframe' });
    const frames = await visit.orderedUpTo(1, 2);
    expect(frames.map(({ kind }) => kind)).toEqual([Kind.keyframe, Kind.keyframe]);
    visit.event({ type: 'superseded' });
    await it.ui.gone('button', 'End sharing');
    expect(await it.page.evaluate(() => window.captures.at(-1)?.calls.at(-1))).toBe('stop');
    expect(await it.ui.text()).toContain('in another tab');
  });

  test("draws the agent's pointer where they point, with their name", async () => {
    const it = await stage();
    it.server.agents = [avery];
    await share(it);
    const visit = await it.server.visit(1);
    visit.send(Kind.pointer, encodePointer({ node: 1, fx: 0.25, fy: 0.5, pressed: false }));
    await until('the name', async () => (await it.ui.text('.laser')) === 'Avery Moss');
    visit.send(Kind.pointer, encodePointer(null));
    await until('no name', async () => (await it.ui.text('.laser')) === '');
    // What can't be read is no reason to stop.
    visit.send(Kind.pointer, new Uint8Array([1, 2, 3]));
    await emit(it.page, 'goes on');
    await visit.orderedUpTo(1, 2);
  });

  test('sends only the newest pointer, beside the order', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    await it.page.evaluate(() => window.captures.at(-1)?.sink.pointer(new Uint8Array([7])));
    const pointer = await until('the pointer', () =>
      visit.frames.find(({ kind }) => kind === Kind.pointer),
    );
    expect(pointer).toMatchObject({ flags: Flag.ephemeral, epoch: 1, seq: 1 });
    expect([...pointer.payload]).toEqual([7]);
  });
});
