import { Flag, Kind, isOrdered } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { emit, lines, share, useBrowser } from './support/fixture';
import { until } from './support/until';

declare const Pillion: PillionApi;

describe('resume', () => {
  const stage = useBrowser({ backForwardCache: true });

  test('a reload goes on with the session in the next epoch, by a keyframe', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    await emit(it.page, 'one', 'two');
    await first.orderedUpTo(1, 3);
    await it.page.reload();
    const second = await it.server.visit(2);
    expect(second.hello.session).toEqual({ token: 'join-1', epoch: 2, seq: 0 });
    expect(second.hello.tab).toBe(first.hello.tab);
    const [keyframe] = await second.orderedUpTo(2, 1);
    expect(keyframe?.kind).toBe(Kind.keyframe);
    await it.ui.wait('button', 'End sharing');
    await it.open('/other');
    const third = await it.server.visit(3);
    expect(third.hello.session).toEqual({ token: 'join-2', epoch: 3, seq: 0 });
    await third.orderedUpTo(3, 1);
    expect(await it.page.evaluate(() => Pillion.state)).toBe('active');
  });

  test('comes back from the back/forward cache in a new epoch', async () => {
    const it = await stage();
    await share(it, '/one');
    await it.open('/two');
    await (await it.server.visit(2)).orderedUpTo(2, 1);
    await it.page.evaluate(() => history.back());
    const third = await it.server.visit(3);
    expect(third.hello.session).toMatchObject({ epoch: 3, seq: 0 });
    await third.orderedUpTo(3, 1);
    await it.ui.wait('button', 'End sharing');
    // Its own capture was stopped when it left, and a new one was made.
    expect(await it.page.evaluate(() => window.captures.map(({ calls }) => calls))).toEqual([
      ['start', 'stop'],
      ['start'],
    ]);
  });

  test('a dropped socket resumes with exactly the frames that were not acked', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    await emit(it.page, 'two');
    await first.orderedUpTo(1, 2);
    it.server.autoAck = false;
    await emit(it.page, 'three', 'four', 'five');
    await first.orderedUpTo(1, 5);
    // The log holds up to 3, but that ack never arrived.
    it.server.log.set(1, 3);
    first.socket.terminate();
    await until('the loss', () => it.page.evaluate(() => Pillion.state === 'reconnecting'));
    await emit(it.page, 'six');
    const second = await it.server.visit(2);
    expect(second.hello.session).toEqual({ token: 'join-1', epoch: 1, seq: 5 });
    const frames = await second.orderedUpTo(1, 6);
    expect(lines(frames)).toEqual(['1/4:four', '1/5:five', '1/6:six']);
    expect(frames.map(({ kind }) => kind)).toEqual([Kind.delta, Kind.delta, Kind.delta]);
    const calls = await it.page.evaluate(() => window.captures.at(-1)?.calls);
    expect(calls).toEqual(['start', 'pause', 'resume']);
  });

  test('a large frame cut off in its middle is sent again as a whole', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    it.server.autoAck = false;
    await it.page.evaluate(() => {
      const noise = new Uint8Array(600_000);
      for (let at = 0; at < noise.length; at += 60_000) {
        crypto.getRandomValues(noise.subarray(at, at + 60_000));
      }
      window.captures.at(-1)?.sink.ordered('delta', noise);
    });
    await until('a first part', () => first.ordered.some(({ seq }) => seq === 2));
    first.socket.terminate();
    const second = await it.server.visit(2);
    const parts = await second.orderedUpTo(1, 2);
    expect(parts.map(({ seq, flags }) => [seq, flags])).toEqual([
      [2, 0],
      [2, 0],
      [2, Flag.last],
    ]);
    expect(parts.reduce((sum, { payload }) => sum + payload.length, 0)).toBe(600_000);
  });

  test('a server that lost its log gets a keyframe, and seq goes on rising', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    it.server.autoAck = false;
    await emit(it.page, 'two', 'three');
    await first.orderedUpTo(1, 3);
    it.server.loseLog();
    first.socket.close(1001);
    const second = await it.server.visit(2);
    const frames = await second.orderedUpTo(1, 4);
    expect(lines(frames)).toEqual(['1/4:keyframe']);
    expect(frames[0]).toMatchObject({ kind: Kind.keyframe, epoch: 1, seq: 4 });
  });

  test('takes the epoch that the server names, when its own is used up', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    await emit(it.page, 'two');
    await first.orderedUpTo(1, 2);
    it.server.epoch = 7;
    it.server.loseLog();
    first.socket.terminate();
    const second = await it.server.visit(2);
    expect(lines(await second.orderedUpTo(7, 1))).toEqual(['7/1:keyframe']);
    await emit(it.page, 'goes on');
    expect(lines(await second.orderedUpTo(7, 2))).toEqual(['7/1:keyframe', '7/2:goes on']);
    it.server.epoch = undefined;
    await it.page.reload();
    expect((await it.server.visit(3)).hello.session).toMatchObject({ epoch: 8 });
  });

  test('what the visitor could not keep costs a keyframe', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    it.server.autoAck = false;
    await it.page.evaluate(() => {
      for (let frame = 0; frame < 5; frame++) {
        const noise = new Uint8Array(1024 * 1024);
        for (let at = 0; at < noise.length; at += 65_536) {
          crypto.getRandomValues(noise.subarray(at, at + 65_536));
        }
        window.captures.at(-1)?.sink.ordered('delta', noise);
      }
    });
    await first.orderedUpTo(1, 6);
    it.server.log.set(1, 2);
    first.socket.terminate();
    const second = await it.server.visit(2);
    expect(lines(await second.orderedUpTo(1, 7))).toEqual(['1/7:keyframe']);
  });

  test('an asset that may be lost is asked for and sent again before the frame that names it', async () => {
    const it = await stage();
    await share(it);
    const first = await it.server.visit(1);
    it.server.autoAck = false;
    const hash = 'ab'.repeat(32);
    await it.page.evaluate(async (hash) => {
      const sink = window.captures.at(-1)?.sink;
      await sink?.asset(hash, 'image/png', new Uint8Array(100_000));
      sink?.ordered('delta', new TextEncoder().encode('names it'));
    }, hash);
    await first.orderedUpTo(1, 2);
    it.server.needed.add(hash);
    first.socket.terminate();
    const second = await it.server.visit(2);
    await second.orderedUpTo(1, 2);
    const order = second.frames
      .filter(({ kind }) => isOrdered(kind) || kind === Kind.asset)
      .map(({ kind, flags }) => [kind, flags]);
    expect(order).toEqual([
      [Kind.asset, 0],
      [Kind.asset, Flag.last],
      [Kind.delta, Flag.last],
    ]);
    // Once a later frame is acked, the asset is not asked about again.
    second.ack(1, 2);
    it.server.log.set(1, 2);
    it.server.autoAck = true;
    await emit(it.page, 'three');
    await second.orderedUpTo(1, 3);
    second.socket.terminate();
    const third = await it.server.visit(3);
    await emit(it.page, 'four');
    await third.orderedUpTo(1, 4);
    expect(third.requests.filter(({ type }) => type === 'have')).toEqual([]);
  });

  test('says that the session ended while the tab was away', async () => {
    const it = await stage();
    await share(it);
    it.server.session = false;
    await it.page.reload();
    await until('the reason', async () => (await it.ui.text()).includes('The agent ended sharing'));
    expect(await it.page.evaluate(() => Pillion.state)).toBe('idle');
    await it.open('/next');
    expect((await it.server.visit(3)).hello.session).toBeUndefined();
  });

  test('a tab that was opened from a shared one does not take the session along', async () => {
    const it = await stage();
    await share(it);
    const opened = it.context.waitForEvent('page');
    await it.page.evaluate(() => void window.open('/popup'));
    const popup = await opened;
    const second = await it.server.visit(2);
    expect(second.hello.session).toBeUndefined();
    await popup.close();
    await it.page.reload();
    expect((await it.server.visit(3)).hello.session).toMatchObject({ epoch: 2 });
  });

  test('a reader that stalls holds the capture back, and then it goes on', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    const calls = () => it.page.evaluate(() => window.captures.at(-1)?.calls ?? []);
    visit.socket.pause();
    await until('the pause', async () => {
      await it.page.evaluate(() => {
        const noise = new Uint8Array(200_000);
        for (let at = 0; at < noise.length; at += 50_000) {
          crypto.getRandomValues(noise.subarray(at, at + 50_000));
        }
        const capture = window.captures.at(-1);
        if (!capture?.calls.includes('pause')) capture?.sink.ordered('delta', noise);
      });
      return (await calls()).includes('pause');
    });
    visit.socket.resume();
    await until('the resume', async () => (await calls()).includes('resume'));
    await emit(it.page, 'afterwards');
    const last = await until('the last frame', () =>
      lines(visit.ordered).findLast((line) => line.endsWith('afterwards')),
    );
    const seqs = visit.ordered.filter(({ flags }) => flags & Flag.last).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(last).toBe(`1/${seqs.length}:afterwards`);
    expect(it.server.visits).toHaveLength(1);
  });

  test('a connection that stays stuck loses its queue and gets a keyframe instead', async () => {
    const it = await stage();
    await share(it);
    const visit = await it.server.visit(1);
    visit.socket.pause();
    await it.page.evaluate(() => {
      // Far more than the socket and the network hold, from a capture that does not mind the pause.
      for (let frame = 0; frame < 60; frame++) {
        const noise = new Uint8Array(250_000);
        for (let at = 0; at < noise.length; at += 50_000) {
          crypto.getRandomValues(noise.subarray(at, at + 50_000));
        }
        window.captures.at(-1)?.sink.ordered('delta', noise);
      }
    });
    await it.page.waitForTimeout(4000);
    visit.socket.resume();
    const keyframe = await until('the keyframe', () =>
      visit.ordered.find(({ kind, seq }) => kind === Kind.keyframe && seq > 1),
    );
    // What was dropped had no seq yet: no gap.
    const seqs = visit.ordered.filter(({ flags }) => flags & Flag.last).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(keyframe.seq).toBeLessThan(60);
  });
});
