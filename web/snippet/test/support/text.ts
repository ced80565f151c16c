import { inflateRawSync } from 'node:zlib';
import { Flag, type Frame } from '@pillion/protocol';

/** Everything that left the browser in frames, inflated, as text. */
export function text(frames: Frame[]): string {
  const whole = new Map<string, Buffer[]>();
  for (const { kind, epoch, seq, payload } of frames) {
    const key = `${kind} ${epoch} ${seq}`;
    whole.set(key, [...(whole.get(key) ?? []), Buffer.from(payload)]);
  }
  const flags = new Map(
    frames.map((frame) => [`${frame.kind} ${frame.epoch} ${frame.seq}`, frame]),
  );
  return [...whole]
    .map(([key, parts]) => {
      const bytes = Buffer.concat(parts);
      const deflated = (flags.get(key)?.flags ?? 0) & Flag.deflated;
      return (deflated ? inflateRawSync(bytes) : bytes).toString('utf8');
    })
    .join('\n');
}
