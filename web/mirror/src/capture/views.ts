import { mediaQueries, type Viewport } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import type { Mirrored, Tree } from './tree';

/** Elements that hardly ever scroll; asking an element how far it is scrolled takes its time. */
const seldom =
  /^(?:t[rdh]|tbody|thead|span|[abi]|li|p|label|small|strong|em|button|input|select|option|slot|h\d|svg|g)$/;
const laterAtOnce = 100;

/** Where a page and its boxes are scrolled to, and how and on what it is seen. */
export class Views {
  readonly #scrolled = new Set<Node>();
  /** Elements of which a keyframe is to say how far they are scrolled. */
  #opened: Mirrored[] = [];
  #later: Mirrored[] = [];
  /** Between keyframes an event tells what is scrolled; only what was so before can come back like that. */
  #whole = false;
  readonly #ever = new WeakSet<Node>();
  #viewport = '';
  readonly #media: MediaQueryList[];
  #looked = 0;

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly writer: OpWriter,
  ) {
    this.#media = mediaQueries.map((query) => window.matchMedia(`(${query})`));
  }

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

  /** A keyframe begins with this. */
  begin(): Viewport {
    const viewport = this.#measure();
    this.#viewport = JSON.stringify(viewport);
    this.#scrolled.clear();
    this.#opened = [];
    this.#later = [];
    this.#looked = 0;
    this.#whole = true;
    return viewport;
  }

  get changed(): boolean {
    return this.#scrolled.size > 0 || JSON.stringify(this.#measure()) !== this.#viewport;
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
  }

  #measure(): Viewport {
    const { innerWidth, innerHeight, document, visualViewport } = this.window;
    const quirks = document.compatMode === 'BackCompat';
    const root: Element | null = quirks ? document.body : document.documentElement;
    const space = (whole: number, inner: number | undefined) =>
      inner ? Math.max(0, Math.min(64, whole - inner)) : 0;
    return {
      width: innerWidth,
      height: innerHeight,
      scrollbarX: space(innerWidth, root?.clientWidth),
      scrollbarY: space(innerHeight, root?.clientHeight),
      scale: Math.round((visualViewport?.scale ?? 1) * 1000),
      left: visualViewport?.offsetLeft ?? 0,
      top: visualViewport?.offsetTop ?? 0,
      media: this.#media.reduce((bits, { matches }, i) => bits | (matches ? 1 << i : 0), 0),
    };
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
