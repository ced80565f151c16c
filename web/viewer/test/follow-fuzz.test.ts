import { deflateRawSync } from 'node:zlib';
import { encodeFrame, Flag, Kind, maxInflatedBytes, splitFrame } from '@pillion/protocol';
import { expect, test, vi } from 'vitest';
import { random } from '../../testing/random';
import { Follower } from '../src/follow';

vi.setConfig({ testTimeout: 60_000 });

/** A follower and what it did. `asked` resolves when it next asks for a keyframe. */
function follow() {
  const applied: Uint8Array[] = [];
  const reasons: string[] = [];
  let heard: () => void = () => undefined;
  const follower = new Follower({
    apply: (payload) => void applied.push(payload),
    applied: () => heard(),
    pointer: () => undefined,
    needKeyframe: (reason) => {
      reasons.push(reason);
      heard();
    },
  });
  const next = () => new Promise<void>((resolve) => (heard = resolve));
  return { follower, applied, reasons, next };
}

const copy = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;

function frames(kind: 'keyframe' | 'delta', seq: number, payload: Uint8Array, deflated = false) {
  const flags = (kind === 'keyframe' ? Flag.keyframe : 0) | (deflated ? Flag.deflated : 0);
  return splitFrame({ kind: Kind[kind], flags, epoch: 1, seq, dt: 0, payload }).map(encodeFrame);
}

test('a bomb is put out at the limit, and the next keyframe is shown', async () => {
  const { follower, applied, reasons, next } = follow();
  const bomb = deflateRawSync(Buffer.alloc(maxInflatedBytes + 1));
  expect(bomb.length).toBeLessThan(100_000);
  const asked = next();
  for (const frame of frames('keyframe', 1, bomb, true)) follower.push(copy(frame));
  await asked;
  expect([applied.length, reasons]).toEqual([0, ['damaged']]);

  const good = next();
  for (const frame of frames('keyframe', 2, Buffer.from('page'))) follower.push(copy(frame));
  await good;
  expect(applied.map((bytes) => Buffer.from(bytes).toString())).toEqual(['page']);
});

test('what inflates to exactly the limit is not a bomb', async () => {
  const { follower, applied, next } = follow();
  const done = next();
  const large = deflateRawSync(Buffer.alloc(maxInflatedBytes));
  for (const frame of frames('keyframe', 1, large, true)) follower.push(copy(frame));
  await done;
  expect(applied.map(({ length }) => length)).toEqual([maxInflatedBytes]);
});

test.each([1, 2, 3])('any bytes are followed or refused, never thrown: seed %i', async (seed) => {
  const below = random(seed);
  const it = follow();
  for (let seq = 1; seq < 3_000; seq++) {
    const payload = deflateRawSync(Buffer.from(`payload ${seq}`));
    const [frame] = frames(below(5) ? 'delta' : 'keyframe', seq, payload, below(2) === 0);
    const bytes = Buffer.from(frame!);
    for (let left = below(4); left > 0; left--) bytes[below(bytes.length)] = below(256);
    it.follower.push(copy(bytes.subarray(0, below(3) ? bytes.length : below(bytes.length + 1))));
  }
  // All of it is worked through; a keyframe of a later epoch is what shows.
  const last = Buffer.from(`the end of ${seed}`);
  const whole = { kind: Kind.keyframe, flags: Flag.keyframe, seq: 1, dt: 0, payload: last };
  const shown = () => it.applied.some((one) => Buffer.from(one).equals(last));
  while (!shown()) {
    const settled = it.next();
    for (const frame of splitFrame({ ...whole, epoch: 2 ** 50 }))
      it.follower.push(copy(encodeFrame(frame)));
    await settled;
  }
  expect(it.applied.length).toBeGreaterThan(1);
});

test('for a page in a frame a keyframe is asked for until one comes, and the rest goes on', async () => {
  const { follower, applied, reasons, next } = follow();
  const push = async (kind: 'keyframe' | 'delta', seq: number) => {
    const done = next();
    for (const frame of frames(kind, seq, Buffer.from(`${kind} ${seq}`)))
      follower.push(copy(frame));
    await done;
  };
  await push('keyframe', 1);
  const first = next();
  follower.mend('drift');
  follower.mend('damaged');
  await first;
  expect(reasons).toEqual(['drift']);
  // What was asked for brings the same log again, and what comes after it.
  const second = next();
  for (const frame of frames('keyframe', 1, Buffer.from('again'))) follower.push(copy(frame));
  await second;
  expect(reasons).toEqual(['drift', 'drift']);
  await push('delta', 2);
  await push('keyframe', 3);
  await push('delta', 4);
  expect(applied.map((bytes) => Buffer.from(bytes).toString())).toEqual([
    'keyframe 1',
    'delta 2',
    'keyframe 3',
    'delta 4',
  ]);
  // It is whole again, so the next one that is not is asked for anew.
  const third = next();
  follower.mend('damaged');
  await third;
  expect(reasons).toEqual(['drift', 'drift', 'damaged']);
});
