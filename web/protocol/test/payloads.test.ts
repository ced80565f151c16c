import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  assetPartBytes,
  assetPayloads,
  bytesToHex,
  canDeflate,
  decodeJson,
  decodePointer,
  deflateRaw,
  encodeFrame,
  encodeJson,
  encodePointer,
  Flag,
  hexToBytes,
  inflateRaw,
  Kind,
  maxAssetBytes,
  maxJsonBytes,
  maxOrderedBytes,
  partBytes,
  PartJoiner,
  splitFrame,
  type Frame,
} from '../src';
import { random } from '../../testing/random';
import { bytesOf, codeOf, codeOfAsync } from './support';

const noise = (size: number, seed = 5): Uint8Array => {
  const next = random(seed);
  return Uint8Array.from({ length: size }, () => next(256));
};

const keyframe = (payload: Uint8Array, seq = 1): Frame => ({
  kind: Kind.keyframe,
  flags: Flag.keyframe | Flag.deflated,
  epoch: 1,
  seq,
  dt: 3,
  payload,
});

describe('parts', () => {
  it.each([0, 1, partBytes, partBytes + 1, 3 * partBytes, 3 * partBytes + 7])(
    'joins what it split, %i bytes',
    (size) => {
      const whole = keyframe(noise(size));
      const parts = splitFrame(whole);
      expect(parts.length).toBe(Math.max(1, Math.ceil(size / partBytes)));
      expect(parts.map((part) => (part.flags & Flag.last) !== 0)).toEqual(
        parts.map((_, i) => i === parts.length - 1),
      );
      const joiner = new PartJoiner();
      const joined = parts.map((part) => joiner.push(part)).at(-1);
      // Comparing large arrays element by element is what would take the time here.
      expect(Buffer.from(joined!.payload).equals(whole.payload)).toBe(true);
      const empty = new Uint8Array(0);
      const flags = whole.flags | Flag.last;
      expect({ ...joined, payload: empty }).toEqual({ ...whole, flags, payload: empty });
      for (const part of parts) encodeFrame(part);
    },
  );

  it('refuses a part of another frame and can go on afterwards', () => {
    const [first] = splitFrame(keyframe(noise(partBytes + 1)));
    const [alien, rest] = splitFrame(keyframe(noise(partBytes + 1), 2));
    const joiner = new PartJoiner();
    expect(joiner.push(first!)).toBeNull();
    expect(codeOf(() => joiner.push(alien!))).toBe('parts');
    expect(joiner.push(alien!)).toBeNull();
    expect(joiner.push(rest!)?.payload.length).toBe(partBytes + 1);
  });

  it('bounds what it keeps', () => {
    const part = { ...keyframe(new Uint8Array(partBytes)), flags: Flag.keyframe };
    const joiner = new PartJoiner();
    for (let sent = 0; sent < maxOrderedBytes; sent += partBytes) joiner.push(part);
    expect(codeOf(() => joiner.push(part))).toBe('too_large');
    const tooMuch = keyframe(new Uint8Array(maxOrderedBytes + 1));
    expect(codeOf(() => splitFrame(tooMuch))).toBe('too_large');
  });
});

describe('deflate', () => {
  it.each([0, 1, 5_000, 300_000])('gives back %i bytes', async (size) => {
    const bytes = noise(size).map((byte) => byte & 15);
    const back = await inflateRaw(await deflateRaw(bytes));
    expect(Buffer.from(back).equals(bytes)).toBe(true);
    expect(canDeflate()).toBe(true);
  });

  it('stops a bomb at its limit', async () => {
    const bomb = await deflateRaw(new Uint8Array(20_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    expect(await codeOfAsync(inflateRaw(bomb, 1_000_000))).toBe('too_large');
    expect((await inflateRaw(bomb, 20_000_000)).length).toBe(20_000_000);
  });

  it('refuses broken and cut input', async () => {
    const good = await deflateRaw(noise(1000));
    expect(await codeOfAsync(inflateRaw(bytesOf('ffffff')))).toBe('deflate');
    expect(await codeOfAsync(inflateRaw(good.subarray(0, 500)))).toBe('deflate');
  });
});

describe('JSON', () => {
  it('gives back what it was given', () => {
    const value = { type: 'end', id: 1, text: 'Größe 😀' };
    expect(decodeJson(encodeJson(value))).toEqual(value);
  });

  it.each(['', '{', '[]', '1', 'null', '"x"'])('refuses %s', (text) => {
    expect(codeOf(() => decodeJson(new TextEncoder().encode(text)))).toBe('json');
  });

  it('refuses bytes that are not UTF-8, and too many', () => {
    expect(codeOf(() => decodeJson(bytesOf('7b22ff223a317d')))).toBe('json');
    expect(codeOf(() => encodeJson({ text: 'x'.repeat(maxJsonBytes) }))).toBe('too_large');
    expect(codeOf(() => decodeJson(new Uint8Array(maxJsonBytes + 1)))).toBe('too_large');
  });
});

describe('pointer', () => {
  it('gives back what it was given', () => {
    const at = { node: 70_000, fx: 0.25, fy: -0.5, pressed: true };
    expect(decodePointer(encodePointer(at))).toEqual(at);
    expect(decodePointer(encodePointer(null))).toBeNull();
  });

  it('never writes what it would refuse', () => {
    const wild = { node: 1, fx: NaN, fy: Infinity, pressed: false };
    expect(decodePointer(encodePointer(wild))).toEqual({ ...wild, fx: 0, fy: 1024 });
  });

  it.each(['', '0000', '01', '010000003f0000003f', '010000c07f0000003f00', '01ffff7f7f0000003f00'])(
    'refuses %s',
    (hex) => {
      expect(codeOf(() => decodePointer(bytesOf(hex)))).toMatch(/payload|truncated/);
    },
  );
});

describe('assets', () => {
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it.each([0, 10, assetPartBytes, 200_000])('cuts %i bytes into parts', (size) => {
    const bytes = noise(size);
    const hash = hashOf(bytes);
    const payloads = assetPayloads(hash, 'image/png', bytes);
    const rest = payloads.map((payload, i) => {
      expect(payload.length).toBeLessThanOrEqual(assetPartBytes);
      expect(bytesToHex(payload.subarray(0, 32))).toBe(hash);
      if (i > 0) return payload.subarray(32);
      expect(payload[32]).toBe(9);
      expect(new TextDecoder().decode(payload.subarray(33, 42))).toBe('image/png');
      return payload.subarray(42);
    });
    expect(hashOf(Buffer.concat(rest))).toBe(hash);
  });

  it('refuses what the server would', () => {
    const hash = hashOf(new Uint8Array(0));
    const big = new Uint8Array(maxAssetBytes + 1);
    expect(codeOf(() => assetPayloads(hash, 'image/png', big))).toBe('too_large');
    expect(codeOf(() => assetPayloads(hash, '', new Uint8Array(1)))).toBe('payload');
    expect(codeOf(() => assetPayloads('xyz', 'image/png', new Uint8Array(1)))).toBe('payload');
    expect(codeOf(() => hexToBytes(hash.toUpperCase()))).toBe('payload');
  });
});
