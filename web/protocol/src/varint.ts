import { ProtocolError } from './errors';

/** Bytes of the longest varint that is read or written. */
export const maxVarintBytes = 8;

/** Bytes that `value` takes as a varint. Throws ProtocolError where `writeVarint` would. */
export function varintLength(value: number): number {
  CHECK: check(value);
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

/** Writes an unsigned LEB128 integer (0 to 2^53 - 1) at `at`; returns the position after it. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  CHECK: check(value);
  // Bit operators work on 32 bits only, hence the arithmetic.
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) into[at++] = (rest % 0x80) | 0x80;
  into[at++] = rest;
  return at;
}

/** Reads an unsigned LEB128 integer at `at`; returns the value and the position after it. */
export function readVarint(from: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let scale = 1;
  for (let read = 0; read < maxVarintBytes; read++) {
    const byte = from[at++];
    if (byte === undefined) throw new ProtocolError('truncated', 'a varint ends in its middle');
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (value > Number.MAX_SAFE_INTEGER) {
        throw new ProtocolError('varint', 'a varint is above 2^53 - 1');
      }
      return { value, next: at };
    }
    scale *= 0x80;
  }
  throw new ProtocolError('varint', `a varint is longer than ${maxVarintBytes} bytes`);
}

function check(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ProtocolError('varint', `${value} is not an integer from 0 to 2^53 - 1`);
  }
}
