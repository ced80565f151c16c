import { describe, expect, it } from 'vitest';
import {
  decodeFrame,
  encodeFrame,
  Flag,
  Kind,
  maxJsonBytes,
  maxMessageBytes,
  ProtocolError,
  type Frame,
} from '../src';
import vectors from '../vectors.json' with { type: 'json' };
import { random } from '../../testing/random';
import { bytesOf, codeOf, hexOf } from './support';

describe('the shared vectors', () => {
  it.each(vectors.valid)('reads and writes: $name', (vector) => {
    const frame = decodeFrame(bytesOf(vector.hex));
    expect({ ...frame, payload: hexOf(frame.payload) }).toEqual({
      kind: vector.kind,
      flags: vector.flags,
      epoch: vector.epoch,
      seq: vector.seq,
      dt: vector.dt,
      payload: vector.payloadHex,
    });
    expect(hexOf(encodeFrame(frame))).toBe(vector.hex);
  });

  it.each(vectors.invalid)('refuses: $name', (vector) => {
    expect(codeOf(() => decodeFrame(bytesOf(vector.hex)))).toBe(vector.reason);
  });
});

describe('limits', () => {
  const delta = (size: number): Frame => ({
    kind: Kind.delta,
    flags: Flag.last,
    epoch: 1,
    seq: 1,
    dt: 0,
    payload: new Uint8Array(size),
  });

  it('takes a message of exactly the limit and not one byte more', () => {
    const whole = encodeFrame(delta(maxMessageBytes - 5));
    expect(whole.length).toBe(maxMessageBytes);
    expect(decodeFrame(whole).payload.length).toBe(maxMessageBytes - 5);
    expect(codeOf(() => encodeFrame(delta(maxMessageBytes - 4)))).toBe('too_large');
    expect(codeOf(() => decodeFrame(new Uint8Array(maxMessageBytes + 1)))).toBe('too_large');
  });

  it('bounds JSON payloads more tightly', () => {
    const event: Frame = { ...delta(maxJsonBytes), kind: Kind.event };
    expect(decodeFrame(encodeFrame(event)).payload.length).toBe(maxJsonBytes);
    const more = { ...event, payload: new Uint8Array(maxJsonBytes + 1) };
    expect(codeOf(() => encodeFrame(more))).toBe('too_large');
    const forged = encodeFrame({ ...more, kind: Kind.delta });
    forged[0] = Kind.event;
    expect(codeOf(() => decodeFrame(forged))).toBe('too_large');
  });

  it('refuses to write numbers that it could not read back', () => {
    for (const seq of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(codeOf(() => encodeFrame({ ...delta(0), seq }))).toBe('varint');
    }
  });
});

it('answers any bytes with a frame or a ProtocolError, and frames survive a round trip', () => {
  const next = random(11);
  let frames = 0;
  for (let round = 0; round < 20_000; round++) {
    const bytes = new Uint8Array(next(24));
    for (let i = 0; i < bytes.length; i++) bytes[i] = next(256);
    // Most random kinds and flags are refused at once; steer half of the rounds past them.
    if (round % 2 && bytes.length > 2) {
      bytes[0] = Kind.delta;
      bytes[1] = next(16);
    }
    let frame: Frame;
    try {
      frame = decodeFrame(bytes);
    } catch (fault) {
      expect(fault).toBeInstanceOf(ProtocolError);
      continue;
    }
    frames++;
    expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
  }
  expect(frames).toBeGreaterThan(1000);
});
