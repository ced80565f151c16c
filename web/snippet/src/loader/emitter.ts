import type { PillionApi, PillionEvents } from '../api';

type Name = keyof PillionEvents;
type Handler = (detail: unknown) => void;

/** The page's handlers. What they throw is reported as the page's own error and stops nobody else. */
export function createEmitter() {
  const handlers = new Map<Name, Set<Handler>>();
  let ready: unknown;

  const call = (handler: Handler, detail: unknown) => {
    try {
      handler(detail);
    } catch (fault) {
      setTimeout(() => {
        throw fault;
      });
    }
  };

  return {
    emit<E extends Name>(event: E, detail: PillionEvents[E]): void {
      if (event === 'ready') ready = detail;
      handlers.get(event)?.forEach((handler) => call(handler, detail));
    },
    on: ((event: Name, handler: Handler) => {
      handlers.set(event, (handlers.get(event) ?? new Set()).add(handler));
      // The tag is async: a page that asks late still hears that the tab is ready.
      if (event === 'ready' && ready) call(handler, ready);
    }) as PillionApi['on'],
    off: ((event: Name, handler: Handler) => {
      handlers.get(event)?.delete(handler);
    }) as PillionApi['off'],
  };
}
