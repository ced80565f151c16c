import { inflateSync } from 'node:zlib';

/** 8 bits a channel, with or without alpha: what a browser's screenshots are. */
export interface Picture {
  width: number;
  height: number;
  channels: number;
  pixels: Uint8Array;
}

const signature = '89504e470d0a1a0a';

/** Reads a PNG. PNG specification, sections 5 and 9. */
export function readPng(bytes: Buffer): Picture {
  if (bytes.toString('hex', 0, 8) !== signature) throw new Error('no PNG');
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = data[9] === 6 ? 4 : 3;
      if (data[8] !== 8 || (data[9] !== 6 && data[9] !== 2)) throw new Error('another kind of PNG');
    } else if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]!;
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[to + x - channels]! : 0;
      const up = y > 0 ? pixels[to + x - stride]! : 0;
      const corner = x >= channels && y > 0 ? pixels[to + x - stride - channels]! : 0;
      pixels[to + x] = rows[from + x]! + predicted(filter, left, up, corner);
    }
  }
  return { width, height, channels, pixels };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const [a, b, c] = [
        Math.abs(up - corner),
        Math.abs(left - corner),
        Math.abs(left + up - 2 * corner),
      ];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
  }
}

/** The share of pixels that differ by more than `tolerance` in a channel; 1 for another size. */
export function difference(a: Picture, b: Picture, tolerance: number): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.width * a.height; at++) {
    for (let channel = 0; channel < 3; channel++) {
      const one = a.pixels[at * a.channels + channel]!;
      const other = b.pixels[at * b.channels + channel]!;
      if (Math.abs(one - other) > tolerance) {
        different++;
        break;
      }
    }
  }
  return different / (a.width * a.height);
}
