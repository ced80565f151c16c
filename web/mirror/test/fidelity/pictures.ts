import { PNG } from 'pngjs';

/** The share of pixels of two PNG files that differ by more than `tolerance` in a channel; 1 for another size. */
export function difference(one: Buffer, other: Buffer, tolerance: number): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const differs = (channel: number) =>
      Math.abs(a.data[at + channel]! - b.data[at + channel]!) > tolerance;
    if (differs(0) || differs(1) || differs(2)) different++;
  }
  return different / (a.width * a.height);
}
