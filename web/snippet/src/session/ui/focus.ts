import type { Layer } from './layer';
import type { Scope } from '../scope';

/** Nobody who is typing loses a key to us: the focus moves when the keyboard has been quiet this long. */
const quietMs = 2500;
const lookEveryMs = 250;

/**
 * Moves the keyboard focus to `target`, and back when `scope` closes. The target is no button, so a
 * key that was on its way answers nothing. `waiting` runs when someone is typing and is left alone.
 */
export function borrowFocus(
  layer: Layer,
  target: HTMLElement,
  scope: Scope,
  waiting: () => void,
): void {
  const before = document.activeElement;
  let typedAt = isEditable(before) ? performance.now() : -quietMs;
  const quiet = () => performance.now() - typedAt >= quietMs;
  const watch = scope.child();

  const take = () => {
    watch.close();
    target.focus({ preventScroll: true });
  };
  scope.add(() => {
    const mine = layer.focused;
    if (mine && before instanceof HTMLElement && before.isConnected) {
      before.focus({ preventScroll: true });
    }
  });
  if (quiet()) return take();
  waiting();
  const typed = () => {
    typedAt = performance.now();
  };
  watch.on(window, 'keydown', typed, { capture: true, passive: true });
  watch.every(lookEveryMs, () => {
    if (layer.focused) watch.close();
    else if (quiet()) take();
  });
}

function isEditable(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
