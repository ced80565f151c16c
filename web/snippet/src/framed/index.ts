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
 * A page around asks this one to show itself. It gets no word, and nothing of the capture is loaded, before the
 * server that this page's own tag names has said that its origin is one of the site's, and that it is shared.
 * Never rejects.
 */
export async function hear(event: MessageEvent<EmbeddingHello>, base: string): Promise<void> {
  if (!isAround(event.source)) return;
  newest = event;
  if (asking) return;
  asking = true;
  try {
    const around = await findAround(base, event);
    const { data, origin, ports } = newest;
    const same = origin === event.origin && data.token === event.data.token;
    const [port] = ports;
    if (!around || !port || !same) return;
    port.postMessage({ type: 'here' });
    const { createCapture } = (await import(`${base}snippet/${SESSION_FILE}`)) as {
      createCapture(options: CaptureOptions): Capture;
    };
    shown?.stop();
    shown = new Embedded(createCapture, data, around, port, () => findAround(base, event));
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
