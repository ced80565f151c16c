import type { PillionApi } from '../api';
import { createVisitor } from './visitor';

declare const FRAMED_FILE: string;

type Call = [method: 'identify' | 'showCode' | 'end' | 'on' | 'off', ...args: never[]];
// Known only while the tag itself runs.
const tag = document.currentScript;

type Place = { Pillion?: PillionApi | Call[] };

function warn(message: string): void {
  console.warn(`[Pillion] ${message}`);
}

/**
 * A page in a frame is no tab, and asks nobody for consent: who frames it could lay anything over the question.
 * It waits for the page around it to be shared, which may ask to see it. Whether that page may is found out by
 * what is loaded then.
 */
function waitInFrame(base: string, site: string): void {
  addEventListener('message', (event: MessageEvent<{ pillion?: unknown } | null>) => {
    if (event.data?.pillion !== site) return;
    (
      import(`${base}snippet/${FRAMED_FILE}`) as Promise<{
        hear(event: MessageEvent, base: string): void;
      }>
    ).then(
      (module) => module.hear(event, base),
      () => {},
    );
  });
}

function start(): void {
  const place = window as Place;
  const calls = place.Pillion;
  if (calls && 'identify' in calls) return;
  if (!(tag instanceof HTMLScriptElement) || !tag.src || !tag.dataset.site) {
    return warn('load it as <script async src=".../pillion.js" data-site="<your site key>">.');
  }
  const base = new URL('.', tag.src).href;
  const { site } = tag.dataset;
  if (parent !== window) return waitInFrame(base, site);
  const api = createVisitor(base, site, warn);
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
