// The agent's side of the mirror bench. An engine is
//   { take(message), build(messages), churn(from, count), page(), view(), pointer() }
// where `build` resolves when the page of a keyframe is there, `page` is the rebuilt document, and
// `pointer` is where it shows the visitor's pointer, in CSS pixels.

const now = () => performance.timeOrigin + performance.now();
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

export function receive(engine) {
  window.agent = {
    async connect(url) {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onmessage = ({ data }) =>
        engine.take(typeof data === 'string' ? data : new Uint8Array(data));
      await new Promise((resolve) => (socket.onopen = resolve));
    },

    /** Milliseconds from the first byte of a keyframe to its second painted frame. */
    async build(messages) {
      const pieces = messages.map(bytesOf);
      await frame();
      const before = performance.now();
      await engine.build(pieces);
      await frame();
      await frame();
      return performance.now() - before;
    },

    /** Applies `count` small changes to a small page, as fast as they can be taken. */
    churn: (from, count) => engine.churn(from, count),

    has: (selector) => engine.page()?.querySelector(selector) != null,

    /** Notes when each text of the probe is there. */
    watchText() {
      const seen = (window.seen = {});
      const look = () => {
        const text = engine.page().getElementById('bench-probe')?.textContent;
        if (text) seen[text] ??= now();
      };
      // A document may be written anew, so it is looked at rather than its nodes.
      new MutationObserver(look).observe(engine.page(), {
        subtree: true,
        childList: true,
        characterData: true,
      });
    },

    /** Notes when a pointer or a scroll position is first seen; a look every 4 ms at the latest. */
    watchViews() {
      const pointers = (window.pointers = {});
      const scrolls = (window.scrolls = {});
      const look = () => {
        const at = engine.pointer();
        if (at) pointers[Math.round(at.x)] ??= now();
        scrolls[Math.round(engine.view().scrollY)] ??= now();
        setTimeout(look, 1);
      };
      look();
    },
  };
}
