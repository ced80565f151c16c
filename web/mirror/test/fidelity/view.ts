/// <reference lib="dom" />
// In both pages: how a probe looks at its side.
import type { View } from './probe';

declare global {
  interface Window {
    view: View;
  }
}

const doc = () => window.player?.frame()?.contentDocument ?? document;

function $<T extends Element>(selector: string): T {
  const found = doc().querySelector<T>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

let pointer: { x: number; y: number } | null = null;
addEventListener('pointermove', ({ clientX: x, clientY: y }) => (pointer = { x, y }), true);

window.view = {
  get d() {
    return doc();
  },
  get w() {
    return doc().defaultView!;
  },
  $: $ as View['$'],
  texts: (selector) => [...doc().querySelectorAll(selector)].map((e) => e.textContent),
  style: (selector, property, pseudo) =>
    doc().defaultView!.getComputedStyle($(selector), pseudo).getPropertyValue(property),
  box(selector) {
    const { left, top, width, height } = $(selector).getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  },
  selection: () => window.player?.selection?.() ?? String(doc().getSelection()),
  pointer: () => (window.player ? window.player.pointer() : pointer),
  pinch() {
    const { scale, offsetLeft, offsetTop } = window.visualViewport!;
    return window.player?.pinch?.() ?? [scale, offsetLeft, offsetTop].map(Math.round);
  },
};
