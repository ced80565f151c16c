import { ProtocolError } from './errors';
import { readVarint, varintLength, writeVarint } from './varint';

/**
 * Where a pointer is: a node of the mirrored page and a fraction of that node's border box, so that
 * both sides mean the same spot whatever their layout. A fraction is usually 0 to 1; content that
 * overflows its box may lie outside.
 */
export interface PointerAt {
  node: number;
  fx: number;
  fy: number;
  /** A button is held, or a finger is down. */
  pressed: boolean;
}

/** Fractions beyond this many boxes are not meant seriously. */
const farthest = 1024;

/** `node:varint | fx:f32 | fy:f32 | pressed:u8`, little endian; node 0 and nothing else: no pointer. */
export function encodePointer(at: PointerAt | null): Uint8Array {
  if (!at) return new Uint8Array(1);
  const head = varintLength(at.node);
  const bytes = new Uint8Array(head + 9);
  writeVarint(bytes, 0, at.node);
  const view = new DataView(bytes.buffer);
  view.setFloat32(head, clamp(at.fx), true);
  view.setFloat32(head + 4, clamp(at.fy), true);
  bytes[head + 8] = at.pressed ? 1 : 0;
  return bytes;
}

/** Null when there is no pointer. Throws ProtocolError. */
export function decodePointer(payload: Uint8Array): PointerAt | null {
  const { value: node, next } = readVarint(payload, 0);
  if (node === 0) {
    if (payload.length > next) throw new ProtocolError('payload', 'bytes after an absent pointer');
    return null;
  }
  if (payload.length !== next + 9) {
    throw new ProtocolError('payload', 'a pointer has 9 bytes after its node');
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const fx = view.getFloat32(next, true);
  const fy = view.getFloat32(next + 4, true);
  if (!(Math.abs(fx) <= farthest && Math.abs(fy) <= farthest)) {
    throw new ProtocolError('payload', 'a pointer is out of range');
  }
  return { node, fx, fy, pressed: payload[next + 8] === 1 };
}

function clamp(fraction: number): number {
  return Number.isNaN(fraction) ? 0 : Math.max(-farthest, Math.min(farthest, fraction));
}
