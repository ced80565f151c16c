import { namespaceUris } from '../wire/ops';
import type { ElementPlan } from './elements';

/**
 * DOM calls that a page can't bend. A form answers to the names of its controls before its own
 * properties, so `form.setAttribute` may be an input; the prototypes of this page never are.
 */
function getter<T, R>(prototype: T, name: keyof T & string): (target: object) => R {
  const get = Object.getOwnPropertyDescriptor(prototype, name)!.get!;
  return (target) => get.call(target) as R;
}

const inIframe = getter<HTMLIFrameElement, Document | null>(
  HTMLIFrameElement.prototype,
  'contentDocument',
);
const inFrame = getter<HTMLFrameElement, Document | null>(
  HTMLFrameElement.prototype,
  'contentDocument',
);

export const dom = {
  frameDocument: (frame: object) =>
    dom.localName(frame) === 'frame' ? inFrame(frame) : inIframe(frame),

  parent: getter<Node, Node | null>(Node.prototype, 'parentNode'),
  firstChild: getter<Node, Node | null>(Node.prototype, 'firstChild'),
  nextSibling: getter<Node, Node | null>(Node.prototype, 'nextSibling'),
  document: getter<Node, Document | null>(Node.prototype, 'ownerDocument'),
  nodeType: getter<Node, number>(Node.prototype, 'nodeType'),
  connected: getter<Node, boolean>(Node.prototype, 'isConnected'),
  shadowRoot: getter<Element, ShadowRoot | null>(Element.prototype, 'shadowRoot'),
  localName: getter<Element, string>(Element.prototype, 'localName'),
  namespace: getter<Element, string | null>(Element.prototype, 'namespaceURI'),
  style: getter<HTMLElement, CSSStyleDeclaration>(HTMLElement.prototype, 'style'),

  create(document: Document, { namespace, tag }: ElementPlan): Element {
    return namespace === 'html'
      ? Document.prototype.createElement.call(document, tag)
      : Document.prototype.createElementNS.call(document, namespaceUris[namespace], tag);
  },
  insert(parent: Node, node: Node, next: Node | null): void {
    Node.prototype.insertBefore.call(parent, node, next);
  },
  remove(node: Node): void {
    const parent = dom.parent(node);
    if (parent) Node.prototype.removeChild.call(parent, node);
  },
  contains(node: Node, other: Node): boolean {
    return Node.prototype.contains.call(node, other);
  },
  attribute(element: Element, name: string): string | null {
    return Element.prototype.getAttribute.call(element, name);
  },
  setAttribute(element: Element, name: string, value: string): void {
    Element.prototype.setAttribute.call(element, name, value);
  },
  setAttributeNS(element: Element, namespace: string, name: string, value: string): void {
    Element.prototype.setAttributeNS.call(element, namespace, name, value);
  },
  removeAttribute(element: Element, name: string): void {
    Element.prototype.removeAttribute.call(element, name);
  },
  attachShadow(element: Element): ShadowRoot {
    return Element.prototype.attachShadow.call(element, { mode: 'open' });
  },
  rect(element: Element): DOMRect {
    return Element.prototype.getBoundingClientRect.call(element);
  },
  scrollTo(element: Element, options: ScrollToOptions): void {
    const scroll: (options: ScrollToOptions) => void = Element.prototype.scrollTo;
    scroll.call(element, options);
  },
  scrollLeft: getter<Element, number>(Element.prototype, 'scrollLeft'),
  scrollTop: getter<Element, number>(Element.prototype, 'scrollTop'),
};

/** All children in order, as a list that later changes leave alone. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = dom.firstChild(node); child; child = dom.nextSibling(child))
    children.push(child);
  return children;
}
