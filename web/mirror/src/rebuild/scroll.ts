import { dom } from './dom';

interface Position {
  x: number;
  y: number;
}

/**
 * Keeps scrolling boxes where the visitor has them. A position that can't be reached yet, because
 * styles or pictures are still on their way, is kept and tried again.
 */
export class Scrolls {
  private unreached = new Map<number, Position>();

  constructor(private readonly find: (id: number) => Node | null) {}

  set(id: number, x: number, y: number): void {
    this.unreached.set(id, { x, y });
    this.reach(id, { x, y });
  }

  /** After anything that may have changed the layout. */
  retry(): void {
    for (const [id, position] of this.unreached) this.reach(id, position);
  }

  forget(id: number): void {
    this.unreached.delete(id);
  }

  clear(): void {
    this.unreached.clear();
  }

  private reach(id: number, { x, y }: Position): void {
    const node = this.find(id);
    if (!node) {
      this.unreached.delete(id);
      return;
    }
    // 'instant' and not 'auto': a page may ask for smooth scrolling, and the mirror must not lag.
    const options: ScrollToOptions = { left: x, top: y, behavior: 'instant' };
    let at: Position;
    if (dom.nodeType(node) === Node.DOCUMENT_NODE) {
      const view = (node as Document).defaultView;
      if (!view) return;
      view.scrollTo(options);
      at = { x: view.scrollX, y: view.scrollY };
    } else if (dom.nodeType(node) === Node.ELEMENT_NODE) {
      dom.scrollTo(node as Element, options);
      at = { x: dom.scrollLeft(node), y: dom.scrollTop(node) };
    } else return;
    if (Math.abs(at.x - x) < 1.5 && Math.abs(at.y - y) < 1.5) this.unreached.delete(id);
  }
}
