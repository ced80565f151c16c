import type { UnseenRect } from './embed';
import type { UnseenBox } from './options';
import type { Parts } from './parts';
import type { Mirrored } from './tree';

/** The page is searched for such parts this often at most, and for no more than a part of the time. */
const searchMs = 250;
const share = 20;
/** More would hide the page, and cost more than they tell. */
const mostBoxes = 500;

interface Part {
  node: Node;
  /** It is not hidden: it can't be brought over, or not yet. */
  missing: boolean;
}

interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Where things are that the other side does not see, as it was sent: what is hidden, and what is a mere
 * place. Loaded when a visitor asks for it; it reads the page, and changes nothing.
 */
export class Unseen {
  #found: Part[] = [];
  #searchAt = 0;

  constructor(
    private readonly window: Window,
    private readonly parts: Parts,
  ) {}

  /** In the visitor's viewport, in CSS pixels. */
  boxes(): UnseenBox[] {
    const now = performance.now();
    if (now >= this.#searchAt) {
      this.#found = this.#search();
      this.#searchAt = now + Math.max(searchMs, (performance.now() - now) * share);
    }
    const clips = new Map<Element, Rect>();
    const boxes: UnseenBox[] = [];
    const modal = [...this.window.document.querySelectorAll('dialog:modal')].at(-1);
    for (const { node, missing } of this.#found) {
      const element = elementOf(node);
      if (!element?.isConnected || (modal && !isWithin(element, modal))) continue;
      if (element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) === false)
        continue;
      const clip = this.#clipAround(node === element ? aroundOf(element) : element, element, clips);
      // A page in a frame that shows itself knows its own.
      const inside = this.parts.embeds()?.unseen(element);
      for (const rect of inside ?? rectsOf(node)) {
        const { left, top, right, bottom } = this.#onTop(element, cut(rect, clip), clips);
        if (right - left < 1 || bottom - top < 1) continue;
        boxes.push({
          x: left,
          y: top,
          width: right - left,
          height: bottom - top,
          missing: inside ? (rect as UnseenRect).missing : missing,
        });
        if (boxes.length >= mostBoxes) return boxes;
      }
    }
    return boxes;
  }

  #search(): Part[] {
    const { tree } = this.parts;
    const found: Part[] = [];
    const left: (Mirrored | undefined)[] = [tree.get(this.window.document)];
    for (let at = left.pop(); at; at = left.pop()) {
      const missing = this.#judge(at);
      if (missing !== null) found.push({ node: at.node, missing });
      if (missing !== null || at.role === 'control') continue;
      for (let child = at.first; child; child = child.next) left.push(child);
    }
    return found;
  }

  /** Null for what is seen, or holds parts that are to be judged by themselves. */
  #judge(mirrored: Mirrored): boolean | null {
    const { masking, pictures, canvases } = this.parts;
    const { node, role, hidden, parent } = mirrored;
    const element = node as HTMLInputElement;
    switch (role) {
      case 'text': {
        const text = node.nodeValue ?? '';
        const masked = /\S/.test(text) && (hidden || masking.text(text, node) === null);
        return masked ? false : null;
      }
      case 'control': {
        const { type, value } = element;
        const told = type === 'file' || masking.text(value ?? '', element) === null;
        return hidden || (value && told) ? false : null;
      }
      case 'image':
        if (hidden) return false;
        return element.getAttribute('src') && pictures.imageUrl(element) === null ? true : null;
      case 'canvas':
        if (hidden) return false;
        return canvases()?.style(element) ? null : true;
      case 'box':
        return !hidden;
      case 'frame':
        if (hidden) return false;
        return mirrored.first ? null : true;
      case 'plain':
      case 'dialog': {
        const drawing = hidden && element.localName === 'svg';
        const whole = hidden && parent && !parent.hidden && isAllHidden(mirrored);
        return drawing || (whole && this.#isBox(element)) ? false : null;
      }
      default:
        return null;
    }
  }

  /** What is in a mere part of a line can be higher than the line. */
  #isBox(element: Element): boolean {
    if (!Array.from(element.getClientRects()).some(hasArea)) return false;
    return this.window.getComputedStyle(element).display !== 'inline';
  }

  /** What is left of a place in the boxes around it that cut off what goes beyond them. */
  #clipAround(around: Element | null, element: Element, clips: Map<Element, Rect>): Rect {
    const view = element.ownerDocument.defaultView ?? this.window;
    const all = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
    if (around !== element && view.getComputedStyle(element).position === 'fixed') return all;
    if (!around) return all;
    const known = clips.get(around);
    if (known) return known;
    const outer = this.#clipAround(aroundOf(around), around, clips);
    const { overflow } = view.getComputedStyle(around);
    const cuts = !/^visible/.test(overflow) && !/^(?:html|body)$/.test(around.localName);
    const clip = cuts ? cut(around.getBoundingClientRect(), outer) : outer;
    clips.set(around, clip);
    return clip;
  }

  /** From the viewport of a frame to that of the page. */
  #onTop(element: Element, rect: Rect, clips: Map<Element, Rect>): Rect {
    const { defaultView } = element.ownerDocument;
    const frame = defaultView === this.window ? null : defaultView?.frameElement;
    if (!frame) return rect;
    const box = frame.getBoundingClientRect();
    const x = box.left + frame.clientLeft;
    const y = box.top + frame.clientTop;
    const moved = {
      left: rect.left + x,
      top: rect.top + y,
      right: rect.right + x,
      bottom: rect.bottom + y,
    };
    return this.#onTop(frame, cut(moved, this.#clipAround(aroundOf(frame), frame, clips)), clips);
  }
}

function isAllHidden(top: Mirrored): boolean {
  const left: Mirrored[] = [top];
  for (let at = left.pop(); at; at = left.pop()) {
    if (!at.hidden) return false;
    for (let child = at.first; child; child = child.next) left.push(child);
  }
  return true;
}

function rectsOf(node: Node): Iterable<DOMRect> {
  if (node.nodeType === 1) return (node as Element).getClientRects();
  const range = node.ownerDocument!.createRange();
  range.selectNodeContents(node);
  return range.getClientRects();
}

function hasArea({ width, height }: DOMRect): boolean {
  return width >= 1 && height >= 1;
}

function cut(rect: Rect, clip: Rect): Rect {
  return {
    left: Math.max(rect.left, clip.left),
    top: Math.max(rect.top, clip.top),
    right: Math.min(rect.right, clip.right),
    bottom: Math.min(rect.bottom, clip.bottom),
  };
}

function elementOf(node: Node): Element | null {
  if (node.nodeType === 1) return node as Element;
  return node.parentElement ?? (node.parentNode as Partial<ShadowRoot> | null)?.host ?? null;
}

/** The element in whose box an element is laid out. */
function aroundOf(element: Element): Element | null {
  const { assignedSlot, parentElement } = element;
  return (
    assignedSlot ?? parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
  );
}

function isWithin(element: Element, top: Element): boolean {
  for (let at: Element | null = element; at; at = aroundOf(at)) if (at === top) return true;
  return false;
}
