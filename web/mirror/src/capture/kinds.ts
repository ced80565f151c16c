import { namespaceUris, type Namespace } from '../wire/ops';
import type { Mirrored, Tree } from './tree';

/**
 * What a node is to the mirror. `none` is never sent, of `inert` only that it is there; a `box` is sent
 * with its size and without its content; the other roles have state that no mutation record tells of.
 */
export type Role =
  | 'none'
  | 'inert'
  | 'plain'
  | 'text'
  | 'comment'
  | 'shadowRoot'
  | 'document'
  | 'sheet'
  | 'image'
  | 'canvas'
  | 'box'
  | 'frame'
  | 'control'
  | 'option'
  | 'dialog';

/** Of HTML elements by their names; those that are not listed are plain. */
const roles = new Map<string, Role>();
const names: [Role, string][] = [
  ['none', 'meta base title datalist source track param area map noembed noframes'],
  // Sent as a name alone: they count where a style sheet counts children.
  ['inert', 'script noscript template'],
  ['sheet', 'style'],
  ['image', 'img'],
  ['canvas', 'canvas video'],
  ['box', 'audio object embed fencedframe portal applet'],
  ['frame', 'iframe frame'],
  ['control', 'input textarea select'],
  ['option', 'option'],
  ['dialog', 'dialog'],
];
for (const [role, list] of names) for (const name of list.split(' ')) roles.set(name, role);

/** Roles whose child nodes are not sent. */
const leaves = new Set<Role>(['inert', 'sheet', 'image', 'canvas', 'box', 'text', 'comment']);

export function namespaceOf(element: Element): Namespace | null {
  switch (element.namespaceURI) {
    case namespaceUris.html:
      return 'html';
    case namespaceUris.svg:
      return 'svg';
    case namespaceUris.mathml:
      return 'mathml';
    default:
      return null;
  }
}

/** What a form's fields take from it when they have such a name: then nothing of it can be relied on. */
const relied = (
  'nodeType localName namespaceURI attributes getAttribute hasAttribute matches parentNode childNodes ' +
  'firstChild nextSibling previousSibling isConnected ownerDocument shadowRoot getRootNode contains ' +
  'assignedSlot relList hasAttributes closest'
).split(' ');

function isBent(node: Node): boolean {
  const { localName } = node as Partial<Element>;
  return (
    typeof node.nodeType !== 'number' ||
    (localName !== undefined && typeof localName !== 'string') ||
    (localName === 'form' && relied.some((name) => Object.hasOwn(node, name)))
  );
}

export function roleOf(node: Node): Role {
  if (isBent(node)) return 'none';
  switch (node.nodeType) {
    case 1:
      return roleOfElement(node as Element);
    case 3:
    case 4:
      return 'text';
    case 8:
      return 'comment';
    case 9:
      return 'document';
    case 11:
      return (node as ShadowRoot).host ? 'shadowRoot' : 'none';
    default:
      return 'none';
  }
}

function roleOfElement(element: Element): Role {
  const name = element.localName;
  const namespace = namespaceOf(element);
  if (namespace === 'svg') {
    if (name === 'style') return 'sheet';
    if (name === 'image') return 'image';
    return name === 'script' ? 'inert' : 'plain';
  }
  if (namespace !== 'html') return namespace && name !== 'script' ? 'plain' : 'none';
  if (name === 'link') {
    return (element as HTMLLinkElement).relList.contains('stylesheet') ? 'sheet' : 'none';
  }
  if (name === 'input') {
    const { type } = element as HTMLInputElement;
    return type === 'hidden' ? 'inert' : type === 'image' ? 'image' : 'control';
  }
  return roles.get(name) ?? 'plain';
}

/**
 * True when child nodes of `node` are sent; a frame has its document instead. Of a hidden drawing there
 * is only its place: shapes can be a signature, or a code to scan.
 */
export function hasContent(node: Node, role: Role, hidden: boolean): boolean {
  if (leaves.has(role) || role === 'frame') return false;
  if (hidden && (node as Element).namespaceURI === namespaceUris.svg) return false;
  return role !== 'control' || (node as Element).localName === 'select';
}

/** The node that a node hangs on in the mirrored tree. */
export function parentOf(node: Node): Node | null {
  if (node.nodeType === 9) return frameOf(node as Document);
  return node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
}

/** The element that shows a document; null for a page of its own or when it is out of reach. */
export function frameOf(document: Document): Element | null {
  try {
    return document.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** The document in a frame, when its origin lets us read it. */
export function documentOf(frame: Node): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

const closed = new WeakMap<Node, ShadowRoot>();

/** The shadow root of a node, a closed one as far as it is known. */
export function shadowOf(node: Node): ShadowRoot | null {
  return (node as Partial<Element>).shadowRoot ?? closed.get(node) ?? null;
}

/**
 * Learns of closed roots as they are attached, until `signal` aborts; nothing else gives them away. What
 * is put in the place of the browser's own function is taken out again, unless the page has put
 * something in its place meanwhile, and then does nothing but call it.
 */
export function noteClosed(
  { Element: { prototype } = Element }: typeof globalThis,
  signal: AbortSignal,
  on: (root: ShadowRoot) => void,
): void {
  const { attachShadow } = prototype;
  const noting = {
    attachShadow(this: Element, init: ShadowRootInit) {
      const root = attachShadow.call(this, init);
      if (root.mode === 'closed' && !signal.aborted) {
        closed.set(this, root);
        on(root);
      }
      return root;
    },
  };
  // Does nothing where a page has frozen what it has.
  Reflect.set(prototype, 'attachShadow', noting.attachShadow);
  signal.addEventListener(
    'abort',
    () => {
      if (prototype.attachShadow === noting.attachShadow) prototype.attachShadow = attachShadow;
    },
    { once: true },
  );
}

/** The element of the mirrored tree that a node is, or is in. */
export function nearest(tree: Tree, node: Node | null): Mirrored | undefined {
  let at = node;
  let found = tree.get(at);
  while (at && found?.node.nodeType !== 1) {
    at = parentOf(at);
    found = tree.get(at);
  }
  return found;
}

/** Documents answer to the names of their images and forms before they answer to their own. */
export function query<T extends Element>(document: Document, selector: string): T | null {
  return Document.prototype.querySelector.call(document, selector) as T | null;
}

/** Nodes between a node and the top of the page. */
export function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; (at = parentOf(at));) depth++;
  return depth;
}
