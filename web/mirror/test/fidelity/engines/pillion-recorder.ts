/// <reference lib="dom" />
import { createCapture, type Capture } from '../../../src/capture';

let items: unknown[] = [];
let capture: Capture;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

window.recorder = {
  start() {
    capture = createCapture({
      window,
      policy: { version: 1, preset: 'open', hide: [], show: [], readOnly: [] },
      embed: {
        site: 'dev',
        origins: [location.origin.replace('127.0.0.1', 'localhost')],
        token: '',
      },
      isOwn: () => false,
      onProblem: (problem) => console.error(problem),
      sink: {
        ordered: (kind, payload) => void items.push({ kind, bytes: base64(payload) }),
        pointer: (payload) => void items.push({ kind: 'pointer', bytes: base64(payload) }),
        missing: async (hashes) => new Set(hashes),
        asset: async (hash, type, bytes) =>
          void items.push({ kind: 'asset', bytes: base64(bytes), hash, type }),
      },
    });
    capture.start();
  },
  take() {
    const taken = items;
    items = [];
    return taken;
  },
  keyframe: () => capture.keyframe(),
};
