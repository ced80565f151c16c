import { inflateRawSync } from 'node:zlib';
import { OpReader } from '@pillion/mirror/wire/reader';
import { Flag, type Frame } from '@pillion/protocol';

/** The payloads of frames, those in parts joined, inflated. */
function payloads(frames: Frame[]): Buffer[] {
  const whole = new Map<string, Frame[]>();
  for (const frame of frames) {
    const key = `${frame.kind} ${frame.epoch} ${frame.seq}`;
    whole.set(key, [...(whole.get(key) ?? []), frame]);
  }
  return [...whole.values()].map((parts) => {
    const bytes = Buffer.concat(parts.map(({ payload }) => payload));
    return parts.at(-1)!.flags & Flag.deflated ? inflateRawSync(bytes) : bytes;
  });
}

/** Everything that left the browser in frames, as text. */
export function text(frames: Frame[]): string {
  return payloads(frames)
    .map((payload) => payload.toString('utf8'))
    .join('\n');
}

/** The names of the operations in an epoch's ordered frames, from its first one on. */
export function operations(frames: Frame[]): string[] {
  const reader = new OpReader();
  return payloads(frames).flatMap((payload) => reader.read(payload).map(({ op }) => op));
}
