import { dom, childrenOf } from './dom';

/** What a rebuilt frame may do: nothing but be read and written by this page. */
export const sandbox = 'allow-same-origin';

/**
 * Empties the document of a frame and puts it into the asked layout mode. The texts written are
 * constants; everything else is built node by node.
 */
export function openDocument(
  frame: HTMLIFrameElement,
  quirks: boolean,
  onLoad: (event: Event) => void,
): Document | null {
  const document = dom.frameDocument(frame);
  if (!document) return null;
  if (!opened.has(document) || document.compatMode !== (quirks ? 'BackCompat' : 'CSS1Compat')) {
    document.open();
    document.write(quirks ? '<html>' : '<!doctype html>');
    document.close();
    opened.add(document);
    // Opening took the listeners away; adding one twice changes nothing.
    for (const type of stopped) document.addEventListener(type, stop, { capture: true });
    document.addEventListener('load', onLoad, { capture: true });
  }
  for (const child of childrenOf(document)) {
    if (dom.nodeType(child) !== Node.DOCUMENT_TYPE_NODE) dom.remove(child);
  }
  return document;
}

const opened = new WeakSet<Document>();

/** Whatever reaches a rebuilt page in spite of the overlay leads to nothing. */
const stopped = ['click', 'auxclick', 'submit', 'reset', 'dragstart', 'contextmenu', 'keydown'];

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
