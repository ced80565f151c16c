import type { Attribute } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import { attributeValue, type SheetNames } from './attributes';
import { documentOf, namespaceOf, parentOf, query, roleOf, type Role } from './kinds';
import type { Masking } from './masking';
import type { Mirrored, Tree } from './tree';

/** What nodes need to know of images, styles and the like. Null: there is nothing to send. */
export interface Resources extends SheetNames {
  /** `asset:<hash>` or a short data URL for what an image element shows now. */
  imageUrl(element: Element): string | null;
  /** Style of a canvas that shows its still picture; null while there is none. */
  canvasStyle(element: Element): string | null;
  inlineStyle(element: Element, hidden: boolean): string | null;
  /** `asset:<hash>` of something else that an element shows. */
  addressOf(element: Element, url: string): string | null;
  /** The states of an element that sheets ask for and the other side can't know. */
  statesOf(element: Element, hidden: boolean): string | null;
  /** A page in a frame that can't be read shows itself. */
  isEmbedded(frame: Element): boolean;
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
const xlink = 'http://www.w3.org/1999/xlink';
const sizing = ['style', 'size', 'rows', 'cols', 'width', 'height'];
const sizes = /(?:^|[\s;])(?:(?:min|max)-)?(?:width|height|(?:inline|block)-size)\s*:[^;]*/gi;
/** A change of one of these may change what an element of that role shows. */
const sourceNames = /^(?:src|srcset|sizes|href|type)$/;

/** Writes single nodes: what of them may be sent, and in which form. */
export class NodeWriter {
  readonly masking: Masking;
  /** Hidden fields as they were when they were first sent. */
  readonly #first = new WeakMap<Element, Map<string, string | null>>();
  readonly #styles = new WeakMap<Element, string | null>();
  readonly #o: NodeWriterOptions;

  constructor(options: NodeWriterOptions) {
    this.#o = options;
    this.masking = options.masking;
  }

  isOwn(node: Node): boolean {
    return this.#o.isOwn(node);
  }

  /** Texts in a row are one when they are hidden: how many there are would tell how long they are. */
  isSent(node: Node, parent: Mirrored | null, role = roleOf(node)): boolean {
    if (role === 'none' || this.isOwn(node)) return false;
    if (!parent?.hidden || role !== 'text') return true;
    const before = node.previousSibling;
    return !(before?.nodeType === 3 && isSaid(before));
  }

  /** True for nodes that are written with an end, whether or not something is in between. */
  nests(role: Role): boolean {
    return role !== 'text' && role !== 'comment';
  }

  hides(node: Node, parent: Mirrored | null): boolean {
    const around = parent ? parent.hidden : this.masking.base;
    // Only what is beside a shadow root can be in one of its slots.
    if (parent?.first?.role === 'shadowRoot') return this.#hides(node, around);
    return node.nodeType === 1 ? this.masking.hides(node as Element, around) : around;
  }

  /** As the page is now, whatever was sent of it. */
  hidesNow(node: Node): boolean {
    const parent = parentOf(node);
    return this.#hides(node, parent ? this.hidesNow(parent) : this.masking.base);
  }

  /** A node in a slot is shown there, so what hides the slot hides it, too. */
  #hides(node: Node, around: boolean): boolean {
    const slot = (node as Partial<Element>).assignedSlot;
    const within = (at: Node | null): boolean =>
      at?.nodeType === 1 ? this.#hides(at, within(at.parentNode)) : around;
    const all = around || (slot ? within(slot) : false);
    return node.nodeType === 1 ? this.masking.hides(node as Element, all) : all;
  }

  /** Null: it is masked. Blank is no content, and dots in its place would change the layout. */
  textOf({ node, hidden }: Mirrored): string | null {
    if (hidden) return isSaid(node) ? null : ' ';
    return this.masking.text(node.nodeValue ?? '', node);
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
    if (mirrored.hidden && mirrored.role === 'control') this.#still(element, 'size', null);
    const tag = element.localName;
    // By name: an attribute becomes an object of its own for whoever asks for it as a node.
    for (const name of element.hasAttributes() ? element.getAttributeNames() : []) {
      // Those of a namespace are written elsewhere, where they are.
      if (name.includes(':')) continue;
      const sent = this.#value(
        mirrored,
        element,
        namespace,
        name,
        element.getAttribute(name) ?? '',
      );
      if (sent !== null) attributes.push([name, sent]);
    }
    const plain = mirrored.role === 'plain' && namespace === 'html';
    if (!plain || mirrored.hidden || /^(?:a|html)$/.test(tag) || isStateful(element)) {
      for (const [name, value] of this.#own(mirrored, element)) {
        if (value !== null) attributes.push([name, value]);
      }
    }
    writer.element(mirrored.id, namespace, tag, attributes);
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
    if (mirrored.hidden && mirrored.role === 'control' && sizing.includes(name)) {
      // Nor is it told how often it grew.
      if (name !== 'style' || this.#styles.get(element) === sent) return;
      this.#styles.set(element, sent);
    }
    // One that is never sent needs no word about its leaving either.
    if (sent !== null || this.#value(mirrored, element, namespace, name, '') !== null)
      put(name, sent);
  }

  #value(
    { hidden, role }: Mirrored,
    element: Element,
    namespace: string,
    name: string,
    value: string,
  ): string | null {
    const { resources, masking } = this.#o;
    let sent: string | null;
    if (name === 'style') {
      if (role === 'canvas') return null;
      sent = resources.inlineStyle(element, hidden || masking.text(value) === null);
    } else {
      sent = attributeValue(element, namespace, name, value, hidden, masking, resources);
    }
    return hidden && role === 'control' && sizing.includes(name)
      ? this.#still(element, name, sent)
      : sent;
  }

  /** Fields that grow with their text would tell its length, so a hidden one keeps its first size. */
  #still(element: Element, name: string, value: string | null): string | null {
    let first = this.#first.get(element);
    if (!first) {
      first = new Map(sizing.map((name) => [name, element.getAttribute(name)]));
      this.#first.set(element, first);
    }
    const before = first.get(name) ?? null;
    if (name !== 'style') return before;
    const rest = value?.replace(sizes, '') ?? '';
    return [rest, ...(before?.match(sizes) ?? [])].join(';') || null;
  }

  /**
   * Links keep that they are links, not where they lead; references within a drawing keep their target,
   * those into another file bring it along.
   */
  #hrefOf(element: Element, svg: boolean, hidden: boolean): string | null | undefined {
    const name = element.localName;
    if (!svg) {
      if (name !== 'a') return undefined;
      return element.hasAttribute('href') ? '' : null;
    }
    if (!svgFragments.test(name)) return undefined;
    // What it shows is said by the drawing that it names.
    if (hidden) return null;
    const href = element.getAttribute('href') ?? element.getAttributeNS(xlink, 'href');
    if (href === null) return null;
    if (name === 'a') return '';
    const [, file, place] = /^([^#]*)(#[^\s]{0,256})$/.exec(href) ?? [];
    if (!file) return place ?? null;
    const at = name === 'use' && this.#o.resources.addressOf(element, file);
    return at ? at + place : null;
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
        return [
          [svg ? 'href' : 'src', source],
          [':box', box],
          [':natural', source ? naturalOf(element as HTMLImageElement) : null],
          ...veiled,
        ];
      }
      case 'canvas': {
        const style = resources.inlineStyle(element, hidden);
        const still = hidden ? null : resources.canvasStyle(element);
        const all = [style, still].filter(Boolean).join(';');
        const box = resources.box(element);
        const { poster } = element as Partial<HTMLVideoElement>;
        const before = poster && !hidden && !isUnderWay(element as HTMLVideoElement);
        return [
          ['style', all || null],
          [':box', still ? null : box],
          ['poster', before ? resources.addressOf(element, poster) : null],
          ...veiled,
        ];
      }
      case 'box':
        // What it looks like is the same everywhere; without controls it is not there.
        if (element.localName === 'audio') return veiled;
        return [[':box', resources.box(element)], [':label', element.localName], ...veiled];
      case 'frame': {
        const readable = documentOf(element) !== null || resources.isEmbedded(element);
        return [
          [':box', readable ? null : resources.box(element)],
          [':label', readable ? null : 'iframe'],
          ...(readable ? masked : veiled),
        ];
      }
      case 'control':
        return [[':is', resources.statesOf(element, hidden)], ...veiled];
      default: {
        const own = svg && element.localName === 'svg' ? veiled : masked;
        const href = this.#hrefOf(element, svg, hidden);
        if (href !== undefined) own.push(['href', href]);
        if (isStateful(element)) own.push([':is', resources.statesOf(element, hidden)]);
        if (element.localName === 'html') own.push([':scheme', schemeOf(element)]);
        return own;
      }
    }
  }
}

function isSaid({ nodeValue }: Node): boolean {
  return /\S/.test(nodeValue ?? '');
}

/** What can have states besides fields: custom elements, and what holds fields. */
export function isStateful({ localName }: Element): boolean {
  return /-|^(?:form|fieldset)$/.test(localName);
}

/** A video that shows itself and not its poster. */
export function isUnderWay({ currentTime, paused, readyState }: HTMLVideoElement): boolean {
  return readyState > 1 && (currentTime > 0 || !paused);
}

/** The size of an image that was chosen among several of different density. */
function naturalOf(image: HTMLImageElement): string | null {
  const chosen = image.srcset || image.parentElement?.localName === 'picture';
  return chosen && image.naturalWidth ? `${image.naturalWidth}x${image.naturalHeight}` : null;
}

function schemeOf({ ownerDocument }: Element): string | null {
  const meta = query<HTMLMetaElement>(ownerDocument, 'meta[name="color-scheme" i]');
  return meta && /^[a-z ]{1,64}$/.test(meta.content) ? meta.content : null;
}
