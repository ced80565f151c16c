import { encodePointer } from '@pillion/protocol';
import type { NodePoint } from './options';
import { flushEveryMs } from './pace';
import { frameOf, nearest } from './kinds';
import { targetOf } from './roots';
import type { Tree } from './tree';

/** The visitor's pointer: newest wins, at most once every 16 ms. */
export class Pointing {
  #waiting: Uint8Array | null = null;
  #newest: Uint8Array | null = null;
  #timer = 0;
  #last = -Infinity;

  constructor(
    private readonly window: Window,
    private readonly tree: Tree,
    private readonly send: (payload: Uint8Array) => void,
  ) {}

  moved(event: PointerEvent | null): void {
    this.#waiting = event ? this.#read(event) : encodePointer(null);
    if (this.#timer || !this.#waiting) return;
    const wait = this.#last + flushEveryMs - performance.now();
    if (wait <= 0) this.#flush();
    else this.#timer = this.window.setTimeout(() => this.#flush(), wait);
  }

  stop(): void {
    this.window.clearTimeout(this.#timer);
    this.#waiting = null;
  }

  #flush(): void {
    this.#timer = 0;
    this.#last = performance.now();
    if (this.#waiting) this.send((this.#newest = this.#waiting));
    this.#waiting = null;
  }

  /** For those who come with a new picture. */
  again(): void {
    if (this.#newest) this.send(this.#newest);
  }

  #read(event: PointerEvent): Uint8Array | null {
    const found = nearest(this.tree, targetOf(event));
    if (!found) return null;
    const box = (found.node as Element).getBoundingClientRect();
    return encodePointer({
      node: found.id,
      fx: (event.clientX - box.left) / (box.width || 1),
      fy: (event.clientY - box.top) / (box.height || 1),
      pressed: event.type !== 'pointerup' && event.buttons > 0,
    });
  }
}

/** Where in the visitor's viewport a point of a node is, through the frames around it. */
export function locate(tree: Tree, { node, fx, fy }: NodePoint): { x: number; y: number } | null {
  const mirrored = tree.byId(node);
  if (!mirrored) return null;
  const element = elementOf(mirrored.node);
  if (!element?.isConnected) return null;
  const box = element.getBoundingClientRect();
  let x = box.left + box.width * fx;
  let y = box.top + box.height * fy;
  let document = element.ownerDocument;
  for (let frame = frameOf(document); frame; frame = frameOf(document)) {
    const outer = frame.getBoundingClientRect();
    x += outer.left + frame.clientLeft;
    y += outer.top + frame.clientTop;
    document = frame.ownerDocument;
    if (tree.get(document) === undefined) break;
  }
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

function elementOf(node: Node): Element | null {
  if (node.nodeType === 1) return node as Element;
  if (node.nodeType === 9) return (node as Document).documentElement;
  return node.parentElement ?? (node as Partial<ShadowRoot>).host ?? null;
}
