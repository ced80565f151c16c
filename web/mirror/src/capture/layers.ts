import type { LayerMode } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import type { Mirrored } from './tree';

/**
 * Dialogs and popovers. That one lies above the page is no attribute of it; the order in which they
 * came up is their order on the screen.
 */
export class Layers {
  readonly #sent = new Map<Mirrored, LayerMode>();
  /** Those that are up, the topmost last. */
  readonly #up = new Set<Node>();

  constructor(private readonly writer: OpWriter) {}

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

  get changed(): boolean {
    for (const [mirrored, before] of this.#sent) if (modeOf(mirrored) !== before) return true;
    return false;
  }

  flush(): void {
    const changes: [Mirrored, LayerMode][] = [];
    for (const [mirrored, before] of this.#sent) {
      const mode = modeOf(mirrored);
      if (mode === 'closed') this.#up.delete(mirrored.node);
      else if (!this.#up.has(mirrored.node)) this.#up.add(mirrored.node);
      if (mode !== before) changes.push([mirrored, mode]);
    }
    const order = Array.from(this.#up);
    changes.sort(([a], [b]) => order.indexOf(a.node) - order.indexOf(b.node));
    for (const [mirrored, mode] of changes) {
      this.#sent.set(mirrored, mode);
      this.writer.layer(mirrored.id, mode);
    }
  }
}

function isLayer({ node, role }: Mirrored): boolean {
  return role === 'dialog' || (node.nodeType === 1 && (node as Element).hasAttribute('popover'));
}

function modeOf({ node, role }: Mirrored): LayerMode {
  const element = node as HTMLDialogElement;
  if (role === 'dialog' && element.open) return matches(element, ':modal') ? 'modal' : 'dialog';
  return matches(element, ':popover-open') ? 'popover' : 'closed';
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    // A browser that doesn't know the selector doesn't have such layers.
    return false;
  }
}
