import type { LookKind } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { documentOf, nearest, query, roleOf, shadowOf } from './kinds';
import { targetOf } from './roots';
import type { Mirrored, Tree } from './tree';

/** Of a hidden text, which is as long as it likes on the other side. */
const everything = 1e6;

/** What has the focus, the pointer, the visitor's finger; and what is selected. */
export class Looks {
  /** Innermost nodes of the page, as events tell them. */
  private hover: Node | null = null;
  private active: Node | null = null;
  #ids: Partial<Record<LookKind, number>> = {};
  #selection = '0,0,0,0';
  #address = '';
  #target: Element | null = null;

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly writer: OpWriter,
    private readonly roots: () => Iterable<Node>,
    /** Null: it is hidden, though its place is not. */
    private readonly textOf: (text: string, node: Node) => string | null,
  ) {}

  /** True when the pointer is over something else, or presses something else, than before. */
  point(event: PointerEvent | null): boolean {
    const { hover, active } = this;
    const target = event && targetOf(event);
    const up = /up|cancel/.test(event?.type ?? '');
    // A finger is over something as long as it touches it.
    this.hover = event?.pointerType === 'touch' && up ? null : target;
    if (event?.type === 'pointerdown') this.active = target;
    else if (up) this.active = null;
    return hover !== this.hover || active !== this.active;
  }

  /** With a keyframe nothing has any of these. */
  begin(): void {
    this.#ids = {};
    this.#selection = '0,0,0,0';
  }

  /** Writes what is different since the last time; without `write` it only says whether something is. */
  flush(write: boolean): boolean {
    let changed = false;
    const focus = this.#focused();
    const put = (kind: LookKind, node: Node | null) => {
      const id = nearest(this.tree, node)?.id ?? 0;
      if (id === (this.#ids[kind] ?? 0)) return;
      changed = true;
      if (!write) return;
      this.#ids[kind] = id;
      this.writer.look(kind, id);
    };
    put('focus', focus);
    put('ring', focus?.matches(':focus-visible') ? focus : null);
    put('hover', this.hover?.isConnected ? this.hover : null);
    put('active', this.active?.isConnected ? this.active : null);
    put('target', this.#targeted());
    const selection = this.#selected(focus);
    const key = selection.join();
    if (key === this.#selection) return changed;
    if (write) {
      this.#selection = key;
      this.writer.selection(...selection);
    }
    return true;
  }

  #focused(): Element | null {
    let found: Element | null = null;
    for (let at: Element | null | undefined = this.window.document.activeElement; at;) {
      if (this.tree.get(at) && at.parentNode !== at.ownerDocument.documentElement) found = at;
      at = (roleOf(at) === 'frame' ? documentOf(at) : shadowOf(at))?.activeElement;
    }
    return found;
  }

  #targeted(): Element | null {
    const { document, location } = this.window;
    if (location.href !== this.#address) {
      this.#address = location.href;
      this.#target = location.hash ? query(document, ':target') : null;
    }
    return this.#target;
  }

  #selected(focus: Element | null): [number, number, number, number] {
    const none: [number, number, number, number] = [0, 0, 0, 0];
    const field = this.tree.get(focus);
    if (field?.role === 'control') {
      // Where the caret is in a hidden text tells how long that is.
      const { value, selectionStart, selectionEnd } = focus as HTMLInputElement;
      if (field.hidden || this.textOf(value, focus!) === null) return none;
      if (selectionStart === null || selectionStart === undefined) return none;
      return [field.id, selectionStart, field.id, selectionEnd ?? selectionStart];
    }
    const document = focus?.ownerDocument ?? this.window.document;
    const selection = Document.prototype.getSelection.call(document);
    if (!selection || selection.isCollapsed) return none;
    const { getComposedRanges } = selection as {
      getComposedRanges?: (o: object) => StaticRange[];
    };
    const shadowRoots = [...this.roots()].filter(({ nodeType }) => nodeType === 11);
    const range = getComposedRanges?.call(selection, { shadowRoots })[0] ?? selection.getRangeAt(0);
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const [from, start] = this.#place(startContainer, startOffset, 0);
    const [to, end] = this.#place(endContainer, endOffset, everything);
    return from && to ? [from, start, to, end] : none;
  }

  /** A place in a page as a place in what is mirrored of it. */
  #place(node: Node, offset: number, side: number): [id: number, offset: number] {
    const mirrored = this.tree.get(node);
    if (!mirrored) return [nearest(this.tree, node)?.id ?? 0, side];
    if (mirrored.hidden) return [mirrored.id, side];
    if (mirrored.role === 'text') {
      return [mirrored.id, this.textOf(node.nodeValue ?? '', node) === null ? side : offset];
    }
    const next = node.childNodes[offset];
    let count = 0;
    for (let child: Mirrored | null = mirrored.first; child; child = child.next) {
      if (child.role === 'shadowRoot') continue;
      // Stops at the first one that is not before the place.
      if (next && !(child.node.compareDocumentPosition(next) & 4)) break;
      count++;
    }
    return [mirrored.id, count];
  }
}
