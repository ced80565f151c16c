import type { PillionApi } from '../api';
import { createVisitor } from './visitor';

type Call = [method: 'identify' | 'showCode' | 'end' | 'on' | 'off', ...args: never[]];
// Known only while the tag itself runs.
const tag = document.currentScript;

type Place = { Pillion?: PillionApi | Call[] };

function warn(message: string): void {
  console.warn(`[Pillion] ${message}`);
}

/** Frames of the same site are mirrored by the page around them. */
function isFramed(): boolean {
  try {
    return parent !== window && !!parent.document;
  } catch {
    return false;
  }
}

function start(): void {
  const place = window as Place;
  const calls = place.Pillion;
  if ((calls && 'identify' in calls) || isFramed()) return;
  if (!(tag instanceof HTMLScriptElement) || !tag.src || !tag.dataset.site) {
    return warn('load it as <script async src=".../pillion.js" data-site="<your site key>">.');
  }
  const api = createVisitor(new URL('.', tag.src).href, tag.dataset.site, warn);
  Object.defineProperty(window, 'Pillion', {
    value: Object.freeze(api),
    configurable: true,
    enumerable: true,
  });
  if (!Array.isArray(calls)) return;
  // What the page asked for before this file was there: Pillion = [['identify', token], ...].
  for (const [method, ...args] of calls) (api[method] as (...args: never[]) => void)?.(...args);
}

const { prerendering } = document as { prerendering?: boolean };
try {
  if (prerendering) document.addEventListener('prerenderingchange', start, { once: true });
  else start();
} catch {
  // A page works better without help than with an error.
}
