import { dom } from './dom';

const marks = ['pillion-focus', 'pillion-focus-visible', 'pillion-focus-within'] as const;

/**
 * Shows which element has the visitor's focus. Real focus would leave the console, so `:focus` and its
 * kin are attributes here; the style filter names them in the page's own rules.
 */
export class FocusLook {
  private marked: Element[] = [];
  private id = 0;

  constructor(private readonly find: (id: number) => Node | null) {}

  set(id: number): void {
    this.id = id;
    this.refresh();
  }

  /** The ancestors may have changed since. */
  refresh(): void {
    for (const element of this.marked) {
      for (const mark of marks) dom.removeAttribute(element, mark);
    }
    this.marked = [];
    const focused = this.id === 0 ? null : this.find(this.id);
    if (!focused || dom.nodeType(focused) !== Node.ELEMENT_NODE) return;
    const element = focused as Element;
    this.mark(element, 'pillion-focus');
    if (showsRing(element)) this.mark(element, 'pillion-focus-visible');
    for (let at: Node | null = element; at; at = parentThroughShadow(at)) {
      if (dom.nodeType(at) === Node.ELEMENT_NODE) this.mark(at as Element, 'pillion-focus-within');
    }
  }

  clear(): void {
    this.id = 0;
    this.marked = [];
  }

  get active(): boolean {
    return this.id !== 0;
  }

  private mark(element: Element, mark: (typeof marks)[number]): void {
    dom.setAttribute(element, mark, '');
    this.marked.push(element);
  }
}

function parentThroughShadow(node: Node): Node | null {
  const parent = dom.parent(node);
  if (parent) return parent;
  return dom.nodeType(node) === Node.DOCUMENT_FRAGMENT_NODE ? (node as ShadowRoot).host : null;
}

/** Browsers show the ring on fields however they were reached; on other elements only for the keyboard. */
function showsRing(element: Element): boolean {
  const name = dom.localName(element);
  if (name === 'textarea' || name === 'select') return true;
  if (name === 'input') {
    return !/^(?:button|submit|reset|image|file|checkbox|radio|range|color)$/.test(
      dom.attribute(element, 'type') ?? '',
    );
  }
  return dom.attribute(element, 'contenteditable') !== null;
}
