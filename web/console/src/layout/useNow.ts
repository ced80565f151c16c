/** The time, again and again; one timer for everything on the screen that counts. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

// Before the first listener nothing keeps the time, so it is renewed here; but only once it is old, since
// React asks twice and takes two answers for a change.
function current(): number {
  if (timer === undefined && Date.now() - now >= 1000) now = Date.now();
  return now;
}

/** Milliseconds since 1970, renewed every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current);
}
