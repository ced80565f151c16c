import type { EmbeddingHello } from '@pillion/mirror/capture/embedding';
import type { Capture, CaptureOptions } from '@pillion/mirror/capture/options';
import { findAround } from './around';
import { Embedded } from './embedded';

declare const SESSION_FILE: string;

let shown: Embedded | undefined;
/** The newest question; whoever asked before has thought better of it. */
let newest: MessageEvent<EmbeddingHello> | undefined;
let asking = false;

/**
 * The page around asks this one to show itself. It gets no word, and nothing of the capture is loaded, before the
 * server that this page's own tag names has said that its origin is one of the site's. Never rejects.
 */
export async function hear(event: MessageEvent<EmbeddingHello>, base: string): Promise<void> {
  if (!isAround(event.source)) return;
  newest = event;
  if (asking) return;
  asking = true;
  try {
    const around = await findAround(base, event.data.pillion, event.origin);
    const [port] = newest.ports;
    // The page around is one and the same for as long as there is this document.
    if (!around || !port || newest.origin !== event.origin) return;
    port.postMessage({ type: 'here' });
    const { createCapture } = (await import(`${base}snippet/${SESSION_FILE}`)) as {
      createCapture(options: CaptureOptions): Capture;
    };
    shown?.stop();
    shown = new Embedded(createCapture, newest.data, around, port);
  } catch {
    // A file that does not load, or a question that makes no sense: the page around shows a box.
  } finally {
    asking = false;
  }
}

/** The page that captures is one of those around, but not always the next: it also captures frames that it can read. */
function isAround(source: MessageEventSource | null): boolean {
  for (let at: Window = window; at !== at.parent; at = at.parent) {
    if (at.parent === source) return true;
  }
  return false;
}
