/**
 * What a node comes to, as both sides count it: its place, and its text or class. A digest is the sum of
 * these over the nodes that have one of so many ids in a row, modulo 2^32. It is no proof against those
 * who mean harm; it finds what has gone wrong.
 */
export function nodeSum(id: number, parent: number, next: number, text: string | null): number {
  let sum = text === null ? 1 : text === bullets ? 2 : 3;
  if (sum === 3) for (let i = 0; i < text!.length; i++) sum = mix(sum, text!.charCodeAt(i));
  return mix(mix(mix(sum, id), parent), next);
}

/** Six dots stand for every hidden text, so that its length is hidden too. */
export const bullets = '\u2022'.repeat(6);

/** A step of FNV-1a, turned so that high bits count as well. */
function mix(sum: number, value: number): number {
  const mixed = Math.imul(sum ^ value, 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
