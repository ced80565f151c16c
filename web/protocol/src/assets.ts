import { ProtocolError } from './errors';
import { assetPartBytes, maxAssetBytes } from './limits';

const hashBytes = 32;

/**
 * The payloads of the asset frames that carry one asset, in order; set `last` on the final one.
 * `hash` is hex SHA-256 of `bytes`. Throws ProtocolError above `maxAssetBytes`.
 */
export function assetPayloads(hash: string, mediaType: string, bytes: Uint8Array): Uint8Array[] {
  CHECK: if (bytes.length > maxAssetBytes) {
    throw new ProtocolError('too_large', `an asset is above ${maxAssetBytes} bytes`);
  }
  CHECK: if (!/^[\x21-\x7e]{1,255}$/.test(mediaType)) {
    throw new ProtocolError('payload', 'a media type is 1 to 255 ASCII characters');
  }
  const key = hexToBytes(hash);
  const type = new TextEncoder().encode(mediaType);
  const payloads: Uint8Array[] = [];
  let at = 0;
  do {
    const first = payloads.length === 0;
    const head = hashBytes + (first ? 1 + type.length : 0);
    const part = bytes.subarray(at, at + assetPartBytes - head);
    const payload = new Uint8Array(head + part.length);
    payload.set(key);
    if (first) {
      payload[hashBytes] = type.length;
      payload.set(type, hashBytes + 1);
    }
    payload.set(part, head);
    payloads.push(payload);
    at += part.length;
  } while (at < bytes.length);
  return payloads;
}

export function bytesToHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** 64 hex digits to 32 bytes. Throws ProtocolError. */
export function hexToBytes(hash: string): Uint8Array {
  CHECK: if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new ProtocolError('payload', 'a hash is 64 lower-case hex digits');
  }
  const bytes = new Uint8Array(hashBytes);
  for (let i = 0; i < hashBytes; i++) bytes[i] = parseInt(hash.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}
