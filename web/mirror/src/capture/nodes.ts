import type { Attribute } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { attributeValue, type SheetNames } from './attributes';
import { documentOf, namespaceOf, roleOf, type Role } from './kinds';
import type { Masking } from './masking';
import type { Mirrored, Tree } from './tree';

/** What nodes need to know of images, styles and the like. Null: there is nothing to send. */
export interface Resources extends SheetNames {
  /** `asset:<hash>` or a short data URL for what an image element shows now. */
  imageUrl(element: Element): string | null;
  /** Style of a canvas that shows its still picture; null while there is none. */
  canvasStyle(element: Element): string | null;
  inlineStyle(element: Element, hidden: boolean): string | null;
  /** `<width>x<height>` as the page shows it. */
  box(element: Element): string;
}

export interface NodeWriterOptions {
  tree: Tree;
  writer: OpWriter;
  masking: Masking;
  resources: Resources;
  isOwn(node: Node): boolean;
  /** Hears of every node that comes into the tree. */
  onOpen(mirrored: Mirrored): void;
}

const svgFragments = /^(?:use|linearGradient|radialGradient|pattern|textPath|mpath|filter|a)$/;
/** A change of one of these may change what an element of that role shows. */
const sourceNames = /^(?:src|srcset|sizes|href|type)$/;

/** Writes single nodes: what of them may be sent, and in which form. */
export class NodeWriter {
  readonly masking: Masking;
  readonly #o: NodeWriterOptions;

  constructor(options: NodeWriterOptions) {
    this.#o = options;
    this.masking = options.masking;
  }

  isOwn(node: Node): boolean {
    return this.#o.isOwn(node);
  }

  isSent(node: Node): boolean {
    return roleOf(node) !== 'none' && !this.isOwn(node);
  }

  /** True for nodes that are written with an end, whether or not something is in between. */
  nests(role: Role): boolean {
    return role !== 'text' && role !== 'comment';
  }

  hides(node: Node, parent: Mirrored | null): boolean {
    const around = parent ? parent.hidden : this.masking.base;
    return node.nodeType === 1 ? this.masking.hides(node as Element, around) : around;
  }

  textOf({ node, hidden }: Mirrored): string | null {
    return hidden ? null : this.masking.text(node.nodeValue ?? '');
  }

  /** Takes a node into the tree and writes it, up to where its children begin. */
  open(node: Node, role: Role, parent: Mirrored | null, next: Mirrored | null): Mirrored {
    const { tree, writer, onOpen } = this.#o;
    const mirrored = tree.add(node, role, this.hides(node, parent), parent, next);
    const { id } = mirrored;
    if (role === 'text') {
      const text = this.textOf(mirrored);
      if (text === null) writer.maskedText(id);
      else writer.textNode(id, text);
    } else if (role === 'comment') writer.comment(id);
    else if (role === 'shadowRoot') writer.shadowRoot(id);
    else if (role === 'document') {
      writer.document(id, (node as Document).compatMode === 'BackCompat');
    } else this.#element(mirrored, node as Element);
    onOpen(mirrored);
    return mirrored;
  }

  close(): void {
    this.#o.writer.end();
  }

  #element(mirrored: Mirrored, element: Element): void {
    const { writer } = this.#o;
    const namespace = namespaceOf(element) ?? 'html';
    if (mirrored.role === 'inert') {
      // Even its name is kept back where it would tell that a form sends something unseen.
      const tag = element.localName === 'input' ? 'template' : element.localName;
      writer.element(mirrored.id, namespace, tag, []);
      return;
    }
    const attributes: Attribute[] = [];
    const names = element.attributes;
    for (let i = 0; i < names.length; i++) {
      const { localName, value } = names[i]!;
      const sent = this.#value(mirrored, element, namespace, localName, value);
      if (sent !== null) attributes.push([localName, sent]);
    }
    for (const [name, value] of this.#own(mirrored, element)) {
      if (value !== null) attributes.push([name, value]);
    }
    writer.element(mirrored.id, namespace, element.localName, attributes);
  }

  /** Writes an attribute that changed; names with a colon are the mirror's own. */
  attribute(mirrored: Mirrored, name: string): void {
    const { writer } = this.#o;
    if (mirrored.role === 'inert') return;
    const element = mirrored.node as Element;
    const put = (put: string, value: string | null) => {
      if (value === null) writer.noAttribute(mirrored.id, put);
      else writer.attribute(mirrored.id, put, value);
    };
    if (name.startsWith(':') || sourceNames.test(name) || mirrored.role === 'canvas') {
      for (const [own, value] of this.#own(mirrored, element)) put(own, value);
    }
    if (name.startsWith(':')) return;
    const value = element.getAttribute(name);
    const namespace = namespaceOf(element) ?? 'html';
    const sent = value === null ? null : this.#value(mirrored, element, namespace, name, value);
    // One that is never sent needs no word about its leaving either.
    if (sent !== null || this.#value(mirrored, element, namespace, name, '') !== null)
      put(name, sent);
  }

  #value(
    { hidden }: Mirrored,
    element: Element,
    namespace: string,
    name: string,
    value: string,
  ): string | null {
    const { resources } = this.#o;
    if (name === 'style') {
      return element.localName === 'canvas' ? null : resources.inlineStyle(element, hidden);
    }
    return attributeValue(element, namespace, name, value, hidden, this.masking, resources);
  }

  /** The mirror's own attributes of an element, and addresses; null where it has none now. */
  #own(mirrored: Mirrored, element: Element): [name: string, value: string | null][] {
    const { role, hidden } = mirrored;
    const { resources } = this.#o;
    const svg = namespaceOf(element) === 'svg';
    const masked: [string, string | null][] =
      hidden && !mirrored.parent?.hidden ? [[':masked', '']] : [];
    const veiled: [string, string | null][] = hidden ? [[':masked', '']] : [];
    switch (role) {
      case 'image': {
        const source = hidden ? null : resources.imageUrl(element);
        const box = source === null && !svg ? resources.box(element) : null;
        return [[svg ? 'href' : 'src', source], [':box', box], ...veiled];
      }
      case 'canvas': {
        const style = resources.inlineStyle(element, hidden);
        const still = hidden ? null : resources.canvasStyle(element);
        const all = [style, still].filter(Boolean).join(';');
        return [['style', all || null], [':box', still ? null : resources.box(element)], ...veiled];
      }
      case 'box':
        return [[':box', resources.box(element)], [':label', element.localName], ...veiled];
      case 'frame': {
        const readable = documentOf(element) !== null;
        return [
          [':box', readable ? null : resources.box(element)],
          [':label', readable ? null : 'iframe'],
          ...(readable ? masked : veiled),
        ];
      }
      case 'control':
        return veiled;
      default: {
        const href = hrefOf(element, svg);
        return href === undefined ? masked : [['href', href], ...masked];
      }
    }
  }
}

/** Links keep that they are links, not where they lead; references within a drawing keep their target. */
function hrefOf(element: Element, svg: boolean): string | null | undefined {
  const name = element.localName;
  if (!svg) {
    if (name !== 'a') return undefined;
    return element.hasAttribute('href') ? '' : null;
  }
  if (!svgFragments.test(name)) return undefined;
  const href =
    element.getAttribute('href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href');
  if (href === null) return null;
  return name === 'a' ? '' : /^#[^\s]{0,256}$/.test(href) ? href : null;
}
