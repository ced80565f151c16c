import { encodeFrame, Flag, Kind, maxOrderedBytes, partBytes, type Frame } from '@pillion/protocol';
import { expect, test } from 'vitest';
import { FrameGate } from '../src/live/gate';

const gate = () => {
  const it = new FrameGate();
  return {
    it,
    /** How many messages pass. */
    push: (frame: Frame) => it.push(frame, message(frame)).length,
  };
};

test('each frame passes once, however often it comes', () => {
  const { push } = gate();
  expect(push(keyframe(1, 1))).toBe(1);
  expect(push(delta(1, 2))).toBe(1);
  expect(push(delta(1, 2))).toBe(0);
  expect(push(delta(1, 1))).toBe(0);
  expect(push(delta(1, 3))).toBe(1);
});

test('a keyframe always passes, and what follows it passes again', () => {
  const { push } = gate();
  push(keyframe(1, 1));
  push(delta(1, 2));
  expect(push(keyframe(1, 1))).toBe(1);
  expect(push(delta(1, 2))).toBe(1);
});

test('a new epoch passes, what is left of the old one does not', () => {
  const { push } = gate();
  push(keyframe(1, 40));
  expect(push(keyframe(2, 1))).toBe(1);
  expect(push(delta(1, 41))).toBe(0);
  expect(push(delta(2, 2))).toBe(1);
});

test('parts wait for the last one and then pass in order', () => {
  const { it } = gate();
  const parts = [part(1, 1, false), part(1, 1, false), part(1, 1, true)];
  const messages = parts.map(message);
  expect(it.push(parts[0]!, messages[0]!)).toEqual([]);
  expect(it.push(parts[1]!, messages[1]!)).toEqual([]);
  expect(it.push(parts[2]!, messages[2]!)).toEqual(messages);
});

test('half a frame is forgotten with its connection', () => {
  const { it, push } = gate();
  push(part(1, 1, false));
  it.disconnected();
  expect(push(part(1, 1, false))).toBe(0);
  expect(push(part(1, 1, true))).toBe(2);
});

test('parts without an end are bounded', () => {
  const { it } = gate();
  const endless = { ...part(1, 1, false), payload: new Uint8Array(partBytes) };
  const bytes = message(endless);
  for (let sent = 0; sent <= maxOrderedBytes * 1.02; sent += bytes.byteLength) {
    it.push(endless, bytes);
  }
  // What came before the bound is gone: only the parts since then are handed on.
  const passed = it.push(part(1, 1, true), message(part(1, 1, true)));
  expect(passed.length).toBeLessThan(8);
});

test('pointers and drawings pass as they come', () => {
  const { push } = gate();
  push(keyframe(1, 1));
  const pointer = { ...delta(1, 1), kind: Kind.pointer, flags: Flag.ephemeral | Flag.last };
  expect(push(pointer)).toBe(1);
  expect(push(pointer)).toBe(1);
});

test('a viewer that starts over gets everything again', () => {
  const { it, push } = gate();
  push(keyframe(1, 1));
  push(delta(1, 2));
  it.reset();
  expect(push(delta(1, 2))).toBe(1);
});

function keyframe(epoch: number, seq: number): Frame {
  return { ...delta(epoch, seq), kind: Kind.keyframe, flags: Flag.keyframe | Flag.last };
}

function part(epoch: number, seq: number, last: boolean): Frame {
  return { ...keyframe(epoch, seq), flags: Flag.keyframe | (last ? Flag.last : 0) };
}

function delta(epoch: number, seq: number): Frame {
  return { kind: Kind.delta, flags: Flag.last, epoch, seq, dt: 0, payload: new Uint8Array([1]) };
}

function message(frame: Frame): ArrayBuffer {
  return encodeFrame(frame).buffer as ArrayBuffer;
}
