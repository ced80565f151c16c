import type { NodePoint } from '../capture/options';
import { dom } from './dom';
import { isFrame } from './elements';
import type { Tree } from './tree';

interface Spot {
  x: number;
  y: number;
}

/** The deepest rebuilt element at a place in the visitor's viewport, in CSS pixels. */
export function pointAt(tree: Tree, x: number, y: number): NodePoint | null {
  let root: Document | ShadowRoot | null = tree.root;
  let spot: Spot = { x, y };
  let hit: Element | null = null;
  while (root) {
    const element: Element | null = root.elementFromPoint(spot.x, spot.y);
    if (!element || element === hit) break;
    hit = element;
    const shadow = dom.shadowRoot(element);
    if (shadow && tree.idOf(shadow) !== null) {
      root = shadow;
      continue;
    }
    const inner = innerDocument(tree, element);
    if (!inner) break;
    spot = intoFrame(element as HTMLIFrameElement, spot);
    root = inner;
  }
  for (let at: Node | null = hit; at; at = outward(at)) {
    const id = tree.idOf(at);
    if (id === null || dom.nodeType(at) !== Node.ELEMENT_NODE) continue;
    const { left, top, width, height } = dom.rect(at as Element);
    return {
      node: id,
      fx: width > 0 ? (spot.x - left) / width : 0,
      fy: height > 0 ? (spot.y - top) / height : 0,
    };
  }
  return null;
}

/** Where a point of an element is in the visitor's viewport; null when it is gone or not shown. */
export function locate(tree: Tree, point: NodePoint): Spot | null {
  const node = tree.find(point.node);
  if (!node) return null;
  const element = boxOf(node);
  if (!element || !dom.connected(element)) return null;
  const { left, top, width, height } = dom.rect(element);
  let spot: Spot = { x: left + width * point.fx, y: top + height * point.fy };
  const outermost = tree.root;
  for (let document = dom.document(element); document && document !== outermost;) {
    const frame: Element | null = document.defaultView?.frameElement ?? null;
    if (!frame) return null;
    spot = outOfFrame(frame as HTMLIFrameElement, spot);
    document = dom.document(frame);
  }
  return spot;
}

function boxOf(node: Node): Element | null {
  const type = dom.nodeType(node);
  if (type === Node.ELEMENT_NODE) return node as Element;
  if (type === Node.DOCUMENT_NODE) return (node as Document).documentElement;
  if (type === Node.DOCUMENT_FRAGMENT_NODE) return (node as ShadowRoot).host;
  const parent = dom.parent(node);
  return parent && dom.nodeType(parent) === Node.ELEMENT_NODE ? (parent as Element) : null;
}

function innerDocument(tree: Tree, element: Element): Document | null {
  if (!isFrame(dom.localName(element))) return null;
  const document = dom.frameDocument(element);
  return document && tree.idOf(document) !== null ? document : null;
}

function outward(node: Node): Node | null {
  return (
    dom.parent(node) ??
    (dom.nodeType(node) === Node.DOCUMENT_FRAGMENT_NODE ? (node as ShadowRoot).host : null)
  );
}

/** A frame's content begins inside its border and padding, and follows its transforms. */
function contentOf(frame: HTMLIFrameElement): Spot & { scaleX: number; scaleY: number } {
  const rect = dom.rect(frame);
  const scaleX = frame.offsetWidth > 0 ? rect.width / frame.offsetWidth : 1;
  const scaleY = frame.offsetHeight > 0 ? rect.height / frame.offsetHeight : 1;
  const style = dom.document(frame)?.defaultView?.getComputedStyle(frame);
  const left = frame.clientLeft + (parseFloat(style?.paddingLeft ?? '') || 0);
  const top = frame.clientTop + (parseFloat(style?.paddingTop ?? '') || 0);
  return { x: rect.left + left * scaleX, y: rect.top + top * scaleY, scaleX, scaleY };
}

function intoFrame(frame: HTMLIFrameElement, spot: Spot): Spot {
  const { x, y, scaleX, scaleY } = contentOf(frame);
  return { x: (spot.x - x) / (scaleX || 1), y: (spot.y - y) / (scaleY || 1) };
}

function outOfFrame(frame: HTMLIFrameElement, spot: Spot): Spot {
  const { x, y, scaleX, scaleY } = contentOf(frame);
  return { x: x + spot.x * scaleX, y: y + spot.y * scaleY };
}
