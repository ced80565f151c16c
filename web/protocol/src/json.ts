import { ProtocolError } from './errors';
import { maxJsonBytes } from './limits';

/** The payload of hello, welcome, request and event. Throws ProtocolError above `maxJsonBytes`. */
export function encodeJson(value: object): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  if (bytes.length > maxJsonBytes) {
    throw new ProtocolError('too_large', `a JSON payload is above ${maxJsonBytes} bytes`);
  }
  return bytes;
}

/** Reads a JSON object. Its shape is the caller's claim and is not checked. Throws ProtocolError. */
export function decodeJson<T extends object>(payload: Uint8Array): T {
  if (payload.length > maxJsonBytes) {
    throw new ProtocolError('too_large', `a JSON payload is above ${maxJsonBytes} bytes`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    throw new ProtocolError('json', 'a payload is not JSON in UTF-8');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError('json', 'a payload is not a JSON object');
  }
  return value as T;
}
