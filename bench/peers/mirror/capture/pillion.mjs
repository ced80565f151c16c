// Pillion's capture, with what it emits deflated as the snippet does it.
import { canDeflate, deflateAboveBytes, deflateRaw } from '../../../../web/protocol/src/index';
import { createCapture } from '../../../../web/mirror/src/capture/index';
import { breathe } from '../../../../web/mirror/src/capture/pace';
import { drive } from '../driver.mjs';

const policy = { version: 1, preset: 'open', hide: [], show: [], readOnly: [] };
const kinds = { keyframe: 0, delta: 0, pointer: 2 };
let capture = null;
let heard = () => {};

/** `kind + 1 when deflated | payload`, in the order in which it was captured. */
function begin(emit, { known = false } = {}) {
  const deflates = canDeflate();
  let order = Promise.resolve();
  const send = (kind, payload, raw = payload.length) => {
    const message = new Uint8Array(payload.length + 1);
    message[0] = kind;
    message.set(payload, 1);
    emit(message, raw);
  };
  const ordered = (kind, payload) => {
    // Small ones are not deflated, and go at once when nothing is on its way.
    const work =
      deflates && payload.length > deflateAboveBytes
        ? deflateRaw(payload, () => breathe(window))
        : payload;
    order = order.then(async () => {
      const ready = await work;
      send(kinds[kind] + (ready === payload ? 0 : 1), ready, payload.length);
      if (kind === 'keyframe') heard();
    });
  };
  capture = createCapture({
    window,
    policy,
    isOwn: () => false,
    onProblem: (problem) => console.error(problem),
    sink: {
      ordered,
      pointer: (payload) => send(kinds.pointer, payload),
      missing: async (hashes) => new Set(known ? [] : hashes),
      asset: async (hash, type, bytes) => emit.asset(hash, type, bytes),
    },
  });
}

const keyframe = (ask) => new Promise((resolve) => ((heard = resolve), ask()));

drive({
  name: 'pillion',
  start(emit, options) {
    begin(emit, options);
    return keyframe(() => capture.start());
  },
  keyframe: () => keyframe(() => capture.keyframe()),
  stop() {
    capture?.stop();
    capture = null;
    heard = () => {};
  },
});
