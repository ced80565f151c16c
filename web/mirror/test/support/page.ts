/// <reference lib="dom" />
// Runs in the captured page: starts captures and keeps what they emit until the test fetches it.
import type { PrivacyPolicy } from '@pillion/protocol';
import { createCapture, type Capture } from '../../src/capture';

export interface Emitted {
  kind: 'keyframe' | 'delta' | 'pointer' | 'asset';
  /** Base64. */
  bytes: string;
  hash?: string;
  type?: string;
}

export interface CapturePage {
  capture: Capture;
  problems: string[];
  start(policy: PrivacyPolicy): void;
  drain(): Emitted[];
  outline(): string;
}

declare global {
  interface Window {
    pillion: CapturePage;
  }
}

let emitted: Emitted[] = [];

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

window.pillion = {
  capture: null as unknown as Capture,
  problems: [],
  start(policy) {
    this.capture = createCapture({
      window,
      policy,
      isOwn: (node) => node.nodeType === 1 && (node as Element).hasAttribute('data-own'),
      onProblem: (problem) => this.problems.push(String((problem as Error)?.stack ?? problem)),
      sink: {
        ordered: (kind, payload) => void emitted.push({ kind, bytes: base64(payload) }),
        pointer: (payload) => void emitted.push({ kind: 'pointer', bytes: base64(payload) }),
        missing: async (hashes) => new Set(hashes),
        asset: async (hash, type, bytes) => {
          emitted.push({ kind: 'asset', bytes: base64(bytes), hash, type });
        },
      },
    });
    this.capture.start();
  },
  drain() {
    const taken = emitted;
    emitted = [];
    return taken;
  },
  outline: () => outline(document),
};

/** The structure of the page as the mirror should have it, made without any code of the capture. */
function outline(node: Node): string {
  if (node.nodeType === 3) return JSON.stringify(node.nodeValue);
  if (node.nodeType === 8) return '!';
  const element = node as Element;
  if (node.nodeType === 1 && element.matches('input[type=hidden]')) return 'template()';
  const name =
    node.nodeType === 9 ? '#document' : node.nodeType === 11 ? '#shadowRoot' : element.localName;
  const title = node.nodeType === 1 ? element.getAttribute('title') : null;
  const inside: Node[] = [];
  if (element.shadowRoot) inside.push(element.shadowRoot);
  if (name === 'iframe') {
    const inner = (element as HTMLIFrameElement).contentDocument;
    if (inner) inside.push(inner);
  } else if (!/^(?:script|style|link|template|noscript|img|canvas|video|textarea)$/.test(name)) {
    for (const child of node.childNodes) {
      const sent =
        child.nodeType === 3 ||
        child.nodeType === 8 ||
        (child.nodeType === 1 && !(child as Element).matches('meta,title,base,[data-own]'));
      if (sent) inside.push(child);
    }
  }
  return `${name}${title === null ? '' : `[${title}]`}(${inside.map(outline).join(',')})`;
}
