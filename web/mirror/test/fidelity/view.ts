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

const told = ['class', 'title'];

function outline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.nodeValue);
  if (node.nodeType === Node.COMMENT_NODE) return '!';
  const inside = [...node.childNodes].map(outline).join(',');
  if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return `#shadow(${inside})`;
  const element = node as HTMLElement;
  const attributes = told
    .filter((name) => element.hasAttribute(name))
    .map((name) => `[${name}=${element.getAttribute(name)}]`);
  if (element.style.cssText) attributes.push(`[style=${element.style.cssText}]`);
  const shadow = element.shadowRoot ? outline(element.shadowRoot) : '';
  return `${element.localName}${attributes.join('')}(${shadow}${inside})`;
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
  tree: () => outline(doc().body),
  pinch() {
    const { scale, offsetLeft, offsetTop } = window.visualViewport!;
    return window.player?.pinch?.() ?? [scale, offsetLeft, offsetTop].map(Math.round);
  },
};
