import { selectionHighlight } from './base';
import { childrenOf, dom } from './dom';
import type { Tree } from './tree';

interface HighlightView {
  Highlight: new (...ranges: AbstractRange[]) => Highlight;
  CSS: { highlights?: HighlightRegistry };
}

/**
 * Shows what is selected. A real selection is grey in a frame without the focus, and takes the focus where
 * something can be edited, so it is painted as a highlight, in the page's own colours for selections.
 */
export class Selections {
  private shown: HighlightRegistry | null = null;
  private range: Range | null = null;

  constructor(private readonly tree: Tree) {}

  set(from: number, start: number, to: number, end: number): void {
    this.clear();
    const [first, last] = [this.tree.find(from), this.tree.find(to)];
    if (!first || !last) return;
    if (first === last && isField(first)) {
      // Only fields of text have a selection; a visitor's browser may know more kinds of those.
      attempt(() => first.setSelectionRange(start, end));
      return;
    }
    const document = dom.document(first) ?? (first as Document);
    const view = document.defaultView as unknown as HighlightView | null;
    if (!view?.CSS.highlights) return;
    const range = document.createRange();
    const placed = attempt(() => {
      range.setStart(...this.place(first, start));
      range.setEnd(...this.place(last, end));
    });
    if (!placed) return;
    this.range = range;
    this.shown = view.CSS.highlights;
    this.shown.set(selectionHighlight, new view.Highlight(range));
  }

  /** The selected text, for tests. */
  text(): string {
    return String(this.range ?? '');
  }

  clear(): void {
    this.shown?.delete(selectionHighlight);
    this.range?.detach();
    this.shown = this.range = null;
  }

  private place(node: Node, offset: number): [Node, number] {
    if (dom.nodeType(node) === Node.TEXT_NODE) {
      return [node, Math.min(offset, (node as Text).data.length)];
    }
    const next = childrenOf(node).filter((child) => this.tree.idOf(child) !== null)[offset];
    return [node, next ? childrenOf(node).indexOf(next) : childrenOf(node).length];
  }
}

function isField(node: Node): node is HTMLInputElement {
  return dom.nodeType(node) === Node.ELEMENT_NODE && 'setSelectionRange' in node;
}

function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
