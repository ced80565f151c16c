import type { Viewport } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { documentOf, roleOf } from './kinds';
import type { Mirrored, Tree } from './tree';

/** Where a page and its boxes are scrolled to, how large it is seen, and what has the focus. */
export class Views {
  readonly #scrolled = new Set<Node>();
  /** Elements that were written since the last flush; they may be scrolled already. */
  #opened: Mirrored[] = [];
  #viewport = '';
  #focus = 0;

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly writer: OpWriter,
  ) {}

  opened(mirrored: Mirrored): void {
    this.#opened.push(mirrored);
  }

  scrolled(target: Node): void {
    this.#scrolled.add(target);
  }

  /** A keyframe begins with the size, and nothing in it has the focus yet. */
  begin(): Viewport {
    const viewport = this.#measure();
    this.#viewport = JSON.stringify(viewport);
    this.#focus = 0;
    this.#scrolled.clear();
    this.#opened = [];
    return viewport;
  }

  get changed(): boolean {
    return (
      this.#scrolled.size > 0 ||
      this.#focused() !== this.#focus ||
      JSON.stringify(this.#measure()) !== this.#viewport
    );
  }

  flush(resized: boolean): void {
    if (resized) {
      const viewport = this.#measure();
      const key = JSON.stringify(viewport);
      if (key !== this.#viewport) {
        this.#viewport = key;
        this.writer.viewport(viewport);
      }
    }
    for (const mirrored of this.#opened) {
      const { x, y } = positionOf(mirrored);
      if ((x || y) && this.tree.has(mirrored) && !tells(mirrored))
        this.writer.scroll(mirrored.id, x, y);
    }
    this.#opened = [];
    for (const target of this.#scrolled) {
      const mirrored = this.tree.get(target);
      if (!mirrored || tells(mirrored)) continue;
      const { x, y } = positionOf(mirrored);
      this.writer.scroll(mirrored.id, x, y);
    }
    this.#scrolled.clear();
    const focus = this.#focused();
    if (focus === this.#focus) return;
    this.#focus = focus;
    this.writer.focus(focus);
  }

  #measure(): Viewport {
    const { innerWidth, innerHeight, document } = this.window;
    const quirks = document.compatMode === 'BackCompat';
    const root: Element | null = quirks ? document.body : document.documentElement;
    const space = (whole: number, inner: number | undefined) =>
      inner ? Math.max(0, Math.min(64, whole - inner)) : 0;
    return {
      width: innerWidth,
      height: innerHeight,
      scrollbarX: space(innerWidth, root?.clientWidth),
      scrollbarY: space(innerHeight, root?.clientHeight),
    };
  }

  #focused(): number {
    let at: Element | null = this.window.document.activeElement;
    let found = 0;
    while (at) {
      const mirrored = this.tree.get(at);
      if (mirrored && at.parentNode !== at.ownerDocument.documentElement) found = mirrored.id;
      const inner: Element | null | undefined =
        roleOf(at) === 'frame' ? documentOf(at)?.activeElement : at.shadowRoot?.activeElement;
      at = inner ?? null;
    }
    return found;
  }
}

/** How far a hidden field is scrolled tells how much is in it. */
function tells({ node, role, hidden }: Mirrored): boolean {
  return hidden && (role === 'control' || !!(node as HTMLElement).isContentEditable);
}

function positionOf({ node, role }: Mirrored): { x: number; y: number } {
  if (role === 'document') {
    const { scrollX = 0, scrollY = 0 } = (node as Document).defaultView ?? {};
    return { x: scrollX, y: scrollY };
  }
  const { ownerDocument, scrollLeft, scrollTop } = node as Element;
  // The page's own position is its document's.
  if (node === ownerDocument.scrollingElement) return { x: 0, y: 0 };
  return { x: scrollLeft, y: scrollTop };
}
