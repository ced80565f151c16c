import type { Viewport } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { documentOf, roleOf } from './kinds';
import type { Mirrored, Tree } from './tree';

/** Elements that hardly ever scroll; asking an element how far it is scrolled takes its time. */
const seldom =
  /^(?:t[rdh]|tbody|thead|span|[abi]|li|p|label|small|strong|em|button|input|select|option|slot|h\d|svg|g)$/;
const laterAtOnce = 100;

/** Where a page and its boxes are scrolled to, how large it is seen, and what has the focus. */
export class Views {
  readonly #scrolled = new Set<Node>();
  /** Elements of which a keyframe is to say how far they are scrolled. */
  #opened: Mirrored[] = [];
  #later: Mirrored[] = [];
  /** Between keyframes an event tells what is scrolled; only what was so before can come back like that. */
  #whole = false;
  readonly #ever = new WeakSet<Node>();
  #viewport = '';
  #focus = 0;
  #looked = 0;

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly writer: OpWriter,
  ) {}

  opened(mirrored: Mirrored): void {
    const { node, role } = mirrored;
    if (this.#ever.has(node)) this.#opened.push(mirrored);
    else if (this.#whole && (node.firstChild || role === 'control') && role !== 'shadowRoot') {
      const likely = role === 'document' || !seldom.test((node as Element).localName);
      (likely ? this.#opened : this.#later).push(mirrored);
    }
  }

  /** Looks at some of those that are seldom scrolled, at leisure. */
  lookLater(): void {
    for (const mirrored of this.#later.splice(-laterAtOnce)) {
      if (!this.tree.has(mirrored)) continue;
      const { x, y } = positionOf(mirrored);
      if (x || y) this.scrolled(mirrored.node);
    }
  }

  /** Looks at what a keyframe has written. False when `deadline` passed before the last one. */
  look(deadline: number): boolean {
    this.#whole = false;
    const found = this.#opened;
    for (let at = 0; this.#looked < found.length; this.#looked++) {
      if (++at % 64 === 0 && performance.now() > deadline) return false;
      const { x, y } = positionOf(found[this.#looked]!);
      if (x || y) this.scrolled(found[this.#looked]!.node);
    }
    this.#opened = [];
    this.#looked = 0;
    return true;
  }

  scrolled(target: Node): void {
    this.#ever.add(target);
    this.#scrolled.add(target);
  }

  /** A keyframe begins with the size, and nothing in it has the focus yet. */
  begin(): Viewport {
    const viewport = this.#measure();
    this.#viewport = JSON.stringify(viewport);
    this.#focus = 0;
    this.#scrolled.clear();
    this.#opened = [];
    this.#later = [];
    this.#looked = 0;
    this.#whole = true;
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
  const { scrollLeft: x, scrollTop: y } = node as Element;
  // The page's own position is its document's.
  return (x || y) && node === node.ownerDocument!.scrollingElement ? { x: 0, y: 0 } : { x, y };
}
