import type { LookKind } from '../wire/ops';
import { dom } from './dom';

/** Attributes by look: of the element itself, and of it and all around it. */
const marks: Record<LookKind, { own?: string; around?: string }> = {
  focus: { own: 'pillion-focus', around: 'pillion-focus-within' },
  ring: { own: 'pillion-focus-visible' },
  hover: { around: 'pillion-hover' },
  active: { around: 'pillion-active' },
  target: { own: 'pillion-target' },
};

/**
 * Shows what has the visitor's focus and pointer. Real focus would leave the console, and the agent's own
 * pointer is somewhere else, so `:focus`, `:hover` and their kin are attributes here; the style filter
 * names them in the page's own rules.
 */
export class Looks {
  private ids = new Map<LookKind, number>();
  private marked = new Map<string, Set<Element>>();

  constructor(
    private readonly find: (id: number) => Node | null,
    private readonly outer: (node: Node) => Node | null,
  ) {}

  set(kind: LookKind, id: number): void {
    if (id) this.ids.set(kind, id);
    else this.ids.delete(kind);
  }

  /** What is around an element may have changed since. */
  refresh(): void {
    if (this.ids.size === 0 && this.marked.size === 0) return;
    const now = new Map<string, Set<Element>>();
    for (const [kind, id] of this.ids) {
      const found = this.find(id);
      if (!found || dom.nodeType(found) !== Node.ELEMENT_NODE) continue;
      const { own, around } = marks[kind];
      if (own) now.set(own, new Set([found as Element]));
      if (around) now.set(around, this.around(found, kind === 'hover' || kind === 'active'));
    }
    for (const [mark, elements] of this.marked) {
      for (const element of elements) {
        if (!now.get(mark)?.has(element)) dom.removeAttribute(element, mark);
      }
    }
    for (const [mark, elements] of now) {
      for (const element of elements) {
        if (!this.marked.get(mark)?.has(element)) dom.setAttribute(element, mark, '');
      }
    }
    this.marked = now;
  }

  clear(): void {
    this.ids.clear();
    this.marked.clear();
  }

  private around(from: Node, throughLabels: boolean): Set<Element> {
    const found = new Set<Element>();
    for (let at: Node | null = from; at; at = this.outer(at)) {
      if (dom.nodeType(at) !== Node.ELEMENT_NODE) continue;
      found.add(at as Element);
      // A field looks as its label does.
      const field = throughLabels && at instanceof labelOf(at) ? at.control : null;
      if (field) found.add(field);
    }
    return found;
  }
}

/** Elements of another window are made by that window's classes. */
function labelOf(node: Node): typeof HTMLLabelElement {
  return dom.document(node)?.defaultView?.HTMLLabelElement ?? HTMLLabelElement;
}
