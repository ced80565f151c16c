import { Scope } from '../scope';
import { h } from './dom';
import type { Layer } from './layer';

const shownMs = 6000;
const maxToasts = 3;

/** Short notices that need no answer; each is also spoken. */
export class Toasts {
  readonly #layer: Layer;
  readonly #open: Scope[] = [];
  #hide: (() => void) | null = null;
  readonly #stack = h('div', { class: 'toasts', 'aria-hidden': 'true' });

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  say(text: string): void {
    const scope = new Scope();
    const toast = h('div', { class: 'toast' }, text);
    this.#stack.append(toast);
    this.#hide ??= this.#layer.show(this.#stack);
    scope.add(() => {
      toast.remove();
      this.#open.splice(this.#open.indexOf(scope), 1);
      if (this.#open.length > 0) return;
      this.#hide?.();
      this.#hide = null;
    });
    this.#open.push(scope);
    if (this.#open.length > maxToasts) this.#open[0]?.close();
    scope.after(shownMs, () => scope.close());
    this.#layer.announce(text);
  }

  clear(): void {
    for (const scope of [...this.#open]) scope.close();
  }
}
