import type { LayerMode } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { shadowOf } from './kinds';
import type { Mirrored, Tree } from './tree';

/**
 * Dialogs, popovers and what fills the screen. That one lies above the page is no attribute of it; the
 * order in which they came up is their order on the screen.
 */
export class Layers {
  readonly #sent = new Map<Mirrored, LayerMode>();
  /** In the order in which they opened, the topmost last. */
  readonly #up = new Set<Node>();

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly writer: OpWriter,
  ) {}

  add(mirrored: Mirrored): void {
    if (!isLayer(mirrored)) return;
    mirrored.noted = true;
    this.#sent.set(mirrored, 'closed');
  }

  /** For elements that have become popovers, or are none any more. */
  check(mirrored: Mirrored): void {
    if (!this.#sent.has(mirrored)) this.add(mirrored);
  }

  drop(mirrored: Mirrored): void {
    this.#sent.delete(mirrored);
  }

  /** One opens, and comes to lie above the others, whether or not it was open before. */
  opens(node: Node): void {
    this.#up.delete(node);
    this.#up.add(node);
    const mirrored = this.tree.get(node);
    if (mirrored && this.#sent.has(mirrored)) this.#sent.set(mirrored, 'closed');
  }

  get changed(): boolean {
    for (const [mirrored, before] of this.#modes())
      if (this.#modeOf(mirrored) !== before) return true;
    return false;
  }

  flush(): void {
    const changes: [Mirrored, LayerMode][] = [];
    for (const [mirrored, before] of this.#modes()) {
      const mode = this.#modeOf(mirrored);
      if (mode === 'closed') this.#up.delete(mirrored.node);
      else this.#up.add(mirrored.node);
      if (mode !== before) changes.push([mirrored, mode]);
    }
    const order = [...this.#up];
    changes.sort(([a], [b]) => order.indexOf(a.node) - order.indexOf(b.node));
    for (const [mirrored, mode] of changes) {
      this.#sent.set(mirrored, mode);
      this.writer.layer(mirrored.id, mode);
    }
  }

  #modes(): Map<Mirrored, LayerMode> {
    const full = this.tree.get(this.#full);
    if (full?.parent?.role !== 'document' && full && !this.#sent.has(full)) {
      full.noted = true;
      this.#sent.set(full, 'closed');
    }
    return this.#sent;
  }

  get #full(): Element | null {
    let found: Element | null = null;
    let at: Element | null | undefined = this.window.document.fullscreenElement;
    while (at) {
      found = at;
      at = shadowOf(at)?.fullscreenElement;
    }
    return found;
  }

  #modeOf({ node, role }: Mirrored): LayerMode {
    const element = node as HTMLDialogElement;
    if (node === this.#full) return 'fullscreen';
    if (role === 'dialog' && element.open) return matches(element, ':modal') ? 'modal' : 'dialog';
    return matches(element, ':popover-open') ? 'popover' : 'closed';
  }
}

function isLayer({ node, role }: Mirrored): boolean {
  return role === 'dialog' || (node.nodeType === 1 && (node as Element).hasAttribute('popover'));
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    // A browser that doesn't know the selector doesn't have such layers.
    return false;
  }
}
