import { ProtocolError } from './errors';
import { maxJsonBytes, maxMessageBytes } from './limits';
import { readVarint, varintLength, writeVarint } from './varint';

/** What the payload of a frame is. */
export const Kind = {
  hello: 0x01,
  welcome: 0x02,
  ack: 0x03,
  keyframe: 0x10,
  delta: 0x11,
  asset: 0x12,
  pointer: 0x20,
  drawing: 0x21,
  action: 0x30,
  request: 0x40,
  event: 0x41,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Bits of a frame's `flags`. */
export const Flag = {
  /** The payload is raw deflate. */
  deflated: 1,
  /** The payload rebuilds the page from nothing. */
  keyframe: 2,
  /** The last, or only, part. */
  last: 4,
  /** Not in the log; the newest wins. */
  ephemeral: 8,
} as const;

const allFlags = Flag.deflated | Flag.keyframe | Flag.last | Flag.ephemeral;

export interface Frame {
  kind: Kind;
  flags: number;
  epoch: number;
  seq: number;
  /** Milliseconds since the sender's previous ordered frame; for replay, never for ordering. */
  dt: number;
  payload: Uint8Array;
}

/** True for frames that are kept in the log in order: keyframes and deltas. */
export function isOrdered(kind: number): boolean {
  return kind === Kind.keyframe || kind === Kind.delta;
}

function isKind(kind: number): kind is Kind {
  // A switch rather than a set: the snippet's loader pays for every byte.
  switch (kind) {
    case Kind.hello:
    case Kind.welcome:
    case Kind.ack:
    case Kind.keyframe:
    case Kind.delta:
    case Kind.asset:
    case Kind.pointer:
    case Kind.drawing:
    case Kind.action:
    case Kind.request:
    case Kind.event:
      return true;
    default:
      return false;
  }
}

function carriesJson(kind: number): boolean {
  return (
    kind === Kind.hello || kind === Kind.welcome || kind === Kind.request || kind === Kind.event
  );
}

function check(kind: number, flags: number, epoch: number, seq: number, payload: number): void {
  if (!isKind(kind)) throw new ProtocolError('kind', `frame kind ${kind} is not known`);
  if (flags & ~allFlags) throw new ProtocolError('flags', `flags ${flags} has unknown bits`);
  if (isOrdered(kind) && (epoch === 0 || seq === 0)) {
    throw new ProtocolError('order', 'an ordered frame needs an epoch and a seq above 0');
  }
  if (carriesJson(kind) && payload > maxJsonBytes) {
    throw new ProtocolError('too_large', `a JSON payload is above ${maxJsonBytes} bytes`);
  }
}

/** The bytes of one WebSocket message. Throws ProtocolError for what `decodeFrame` would refuse. */
export function encodeFrame(frame: Frame): Uint8Array {
  const { kind, flags, epoch, seq, dt, payload } = frame;
  CHECK: check(kind, flags, epoch, seq, payload.length);
  const head = 2 + varintLength(epoch) + varintLength(seq) + varintLength(dt);
  CHECK: if (head + payload.length > maxMessageBytes) {
    throw new ProtocolError('too_large', `a message is above ${maxMessageBytes} bytes`);
  }
  const bytes = new Uint8Array(head + payload.length);
  bytes[0] = kind;
  bytes[1] = flags;
  writeVarint(bytes, writeVarint(bytes, writeVarint(bytes, 2, epoch), seq), dt);
  bytes.set(payload, head);
  return bytes;
}

/** Reads one WebSocket message; `payload` is a view on it. Throws ProtocolError. */
export function decodeFrame(message: Uint8Array | ArrayBuffer): Frame {
  const bytes = message instanceof Uint8Array ? message : new Uint8Array(message);
  if (bytes.length > maxMessageBytes) {
    throw new ProtocolError('too_large', `a message is above ${maxMessageBytes} bytes`);
  }
  const [kind, flags] = bytes;
  if (kind === undefined || flags === undefined) {
    throw new ProtocolError('truncated', 'a frame has at least 5 bytes');
  }
  // Kind and flags are judged before the numbers, so that both sides name the same fault first.
  if (!isKind(kind)) throw new ProtocolError('kind', `frame kind ${kind} is not known`);
  if (flags & ~allFlags) throw new ProtocolError('flags', `flags ${flags} has unknown bits`);
  const epoch = readVarint(bytes, 2);
  const seq = readVarint(bytes, epoch.next);
  const dt = readVarint(bytes, seq.next);
  const payload = bytes.subarray(dt.next);
  check(kind, flags, epoch.value, seq.value, payload.length);
  return { kind, flags, epoch: epoch.value, seq: seq.value, dt: dt.value, payload };
}
