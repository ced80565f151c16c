import { readVarint } from '@pillion/protocol';

export interface Incoming {
  kind: number;
  epoch: number;
  seq: number;
  payload: Uint8Array;
}

/**
 * A frame from the server, which has judged it already: it is read and not judged again, as every byte
 * of the full codec is one that visitors load. Throws ProtocolError when it ends in its middle.
 */
export function readFrame(bytes: Uint8Array): Incoming {
  const epoch = readVarint(bytes, 2);
  const seq = readVarint(bytes, epoch.next);
  const dt = readVarint(bytes, seq.next);
  const payload = bytes.subarray(dt.next);
  return { kind: bytes[0] ?? 0, epoch: epoch.value, seq: seq.value, payload };
}
