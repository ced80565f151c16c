// The page side of the mirror bench, the same for every engine. An engine is
//   { start(emit, options), keyframe?(emit), stop() }
// where `emit(data, raw)` takes what the engine would send, a text or bytes, and what that was before it
// was compressed; `asset` takes what is kept for good once it was sent. `start` and `keyframe` resolve when the
// page as a whole has been emitted.
import { mutate } from './mutations.mjs';

/** A page that was idle and emitted nothing so often in a row has nothing more to say. */
const quietLooks = 6;
const lookMs = 40;

const now = () => performance.timeOrigin + performance.now();

export function drive(engine) {
  let emittedAt = 0;
  let raw = 0;
  let kept = [];
  let assets = [];
  let socket = null;
  const emit = (data, rawLength = data.length) => {
    emittedAt = performance.now();
    raw += rawLength;
    kept.push(data);
    socket?.send(data);
  };
  emit.asset = (hash, type, bytes) => {
    assets.push(bytes);
    return socket ? keep(hash, type, bytes) : undefined;
  };
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Waits until the page has been idle, and silent, for a while. */
  async function quiet() {
    for (let calm = 0; calm < quietLooks;) {
      const before = performance.now();
      await sleep(lookMs);
      const idle = performance.now() - before < lookMs * 1.5 && emittedAt < before;
      calm = idle ? calm + 1 : 0;
    }
  }

  /** Runs something between two marks, which a trace of the browser is read by. */
  async function between(name, act) {
    await quiet();
    kept = [];
    assets = [];
    raw = 0;
    performance.mark(`${name}:begin`);
    await sleep(0);
    await act();
    await quiet();
    performance.mark(`${name}:end`);
    return raw;
  }

  window.bench = {
    engine: engine.name,
    start: (name, options = {}) => between(name, () => engine.start(emit, options)),
    keyframe: (name) => between(name, () => engine.keyframe(emit)),
    mutate: (name, kind, count) => between(name, () => mutate(kind, count)),
    prepare: (kind, count) => mutate(`prepare ${kind}`, count),
    flush: () => engine.flush?.(),
    stop: () => engine.stop(),
    forget() {
      kept = [];
      assets = [];
    },
    /** When each text of the probe was set, position of the pointer was heard, and page scrolled. */
    async ticks(count, everyMs) {
      const sent = {};
      const probe = document.getElementById('bench-probe');
      for (let i = 0; i < count; i++) {
        sent[`tick ${i}`] = now();
        probe.textContent = `tick ${i}`;
        await sleep(everyMs);
      }
      return sent;
    },
    watchPointer() {
      const sent = (window.sentPointers = {});
      addEventListener('pointermove', (e) => (sent[Math.round(e.clientX)] ??= now()), true);
    },
    async scrolls(count, everyMs) {
      const sent = {};
      for (let i = 1; i <= count; i++) {
        sent[i * 24] = now();
        scrollTo({ top: i * 24, behavior: 'instant' });
        await sleep(everyMs);
      }
      return sent;
    },
    async connect(url) {
      socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      await new Promise((resolve) => (socket.onopen = resolve));
    },
    /** What was emitted since the last measurement began, each piece in base64. */
    taken: () => ({ messages: kept.map(base64), assets: assets.map(base64) }),
  };
}

async function keep(hash, type, bytes) {
  await fetch(`/assets/${hash}`, { method: 'PUT', body: bytes, headers: { 'content-type': type } });
}

function base64(data) {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}
