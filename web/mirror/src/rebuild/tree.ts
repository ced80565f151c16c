import type { Attribute, NodeData } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { removeAttribute, setAttribute, type AttributeContext } from './attributes';
import { bullets } from './base';
import { openDocument, sandbox } from './documents';
import type { Budget } from './budget';
import { childrenOf, dom } from './dom';
import { isFrame, planElement, type ElementPlan } from './elements';
import type { Masks } from './masks';
import type { Sheets } from './sheets';

interface Built {
  id: number;
  kind: NodeData['kind'];
  plan: ElementPlan | null;
  /** Of a style element: the one text node that holds its sheet. */
  sheetText: Text | null;
}

interface PendingDocument {
  frame: HTMLIFrameElement;
  data: NodeData & { kind: 'document' };
}

/** The rebuilt nodes by id, and the operations that change their structure. */
export class Tree {
  private nodes = new Map<number, Node>();
  /** A weak map would cost more than all the rest of making a node. */
  private built = new Map<Node, Built>();
  private frames = 0;
  private units = 0;
  private pending: PendingDocument[] = [];

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly sheets: Sheets,
    private readonly masks: Masks,
    private readonly context: AttributeContext,
    private readonly budget: Budget,
    private readonly onRemoved: (id: number) => void,
    private readonly onLoad: (event: Event) => void,
  ) {}

  get root(): Document | null {
    return dom.frameDocument(this.frame);
  }

  node(id: number): Node {
    return this.nodes.get(id) ?? fail('an operation names a node that is not there');
  }

  find(id: number): Node | null {
    return this.nodes.get(id) ?? null;
  }

  /** Every rebuilt node. */
  all(): Iterable<Node> {
    return this.nodes.values();
  }

  idOf(node: Node): number | null {
    return this.built.get(node)?.id ?? null;
  }

  element(id: number): { element: Element; plan: ElementPlan } {
    const element = this.node(id);
    const plan = this.built.get(element)?.plan;
    if (!plan) throw new MirrorError('an operation for elements names another node');
    return { element: element as Element, plan };
  }

  /** The frame that a page of its own is shown in. */
  embedding(id: number): HTMLIFrameElement {
    const { element, plan } = this.element(id);
    if (plan.tag !== 'iframe') throw new MirrorError('a page needs a frame');
    const document = dom.frameDocument(element as HTMLIFrameElement);
    if (document && this.built.has(document)) throw new MirrorError('a frame has two documents');
    return element as HTMLIFrameElement;
  }

  sheetTextOf(node: Node): Text | null {
    return this.built.get(node)?.sheetText ?? null;
  }

  kindOf(node: Node): NodeData['kind'] | null {
    return this.built.get(node)?.kind ?? null;
  }

  /** Counts text against the bound of one keyframe. */
  spend(units: number): void {
    this.units += units;
    this.budget.units += units;
    if (this.budget.units > this.budget.maxUnits) {
      throw new MirrorError('the page holds too much text');
    }
  }

  clear(): void {
    this.budget.nodes -= this.nodes.size;
    this.budget.frames -= this.frames;
    this.budget.units -= this.units;
    this.nodes.clear();
    this.built.clear();
    this.frames = 0;
    this.units = 0;
    this.pending = [];
  }

  page(data: NodeData & { kind: 'document' }): Document {
    this.clear();
    const document = openDocument(this.frame, data.quirks, this.onLoad);
    if (!document) throw new MirrorError('the frame has no document');
    this.fillDocument(document, data);
    this.fillPending();
    return document;
  }

  insert(parentId: number, nextId: number, data: NodeData): void {
    const parent = this.node(parentId);
    if (data.kind === 'document') {
      this.pending.push({ frame: this.frameElement(parent), data });
    } else if (data.kind === 'shadowRoot') {
      this.shadow(parent, data);
    } else {
      this.place(parent, this.build(data, this.documentOf(parent), parent), nextId);
    }
    this.fillPending();
  }

  remove(id: number): void {
    const node = this.node(id);
    const kind = this.kindOf(node);
    this.forget(node);
    if (kind !== 'document' && kind !== 'shadowRoot') {
      dom.remove(node);
      return;
    }
    // Neither can leave its host; an empty one is what is left.
    for (const child of childrenOf(node)) dom.remove(child);
  }

  move(id: number, parentId: number, nextId: number): void {
    const node = this.node(id);
    const parent = this.node(parentId);
    const kind = this.kindOf(node);
    if (kind === 'document' || kind === 'shadowRoot') {
      throw new MirrorError('a document or shadow root can not move');
    }
    if (this.holds(node, parent)) throw new MirrorError('a node would hold itself');
    if (dom.nodeType(node) === Node.TEXT_NODE && this.sheetTextOf(parent)) {
      throw new MirrorError('a text can not become a style sheet');
    }
    const from = this.documentOf(node);
    const frames = this.framesIn(node).map((frame) => this.detachDocument(frame));
    this.place(parent, node, nextId);
    if (this.documentOf(node) !== from) this.adopted(node);
    for (const restore of frames) restore();
  }

  attribute(id: number, name: string, value: string): void {
    this.spend(value.length);
    const { element, plan } = this.element(id);
    setAttribute(element, plan, name, value, this.context);
  }

  noAttribute(id: number, name: string): void {
    const { element, plan } = this.element(id);
    removeAttribute(element, plan, name);
  }

  text(id: number, text: string | null): void {
    const node = this.node(id);
    const kind = this.kindOf(node);
    if (kind !== 'text' && kind !== 'maskedText') throw new MirrorError('a text is no text');
    this.spend(text?.length ?? 0);
    (node as CharacterData).data = text ?? bullets;
    if (dom.nodeType(node) !== Node.TEXT_NODE) return;
    if (text === null) this.masks.add(node as Text);
    else this.masks.delete(node as Text);
  }

  private build(data: NodeData, document: Document, parent: Node | null): Node {
    switch (data.kind) {
      case 'element':
        return this.buildElement(data, document);
      case 'text':
      case 'maskedText': {
        const text = data.kind === 'text' ? data.text : bullets;
        this.spend(text.length);
        // The text of a style element is CSS, which comes as a sheet and is filtered there.
        const inStyle = parent !== null && this.sheetTextOf(parent) !== null;
        const node = inStyle ? document.createComment(text) : document.createTextNode(text);
        this.register(data, node, null);
        if (data.kind === 'maskedText' && !inStyle) this.masks.add(node as Text);
        return node;
      }
      case 'comment': {
        const node = document.createComment('');
        this.register(data, node, null);
        return node;
      }
      default:
        throw new MirrorError(`a ${data.kind} is not a child`);
    }
  }

  private buildElement(data: NodeData & { kind: 'element' }, document: Document): Element {
    let plan = planElement(data.namespace, data.tag);
    if (isFrame(plan.tag)) {
      this.frames++;
      if (++this.budget.frames > this.budget.maxFrames) plan = { ...plan, tag: 'pillion-inert' };
    }
    const element = dom.create(document, plan);
    const built = this.register(data, element, plan);
    if (plan.standIn) dom.setAttribute(element, 'pillion-inert', plan.standIn);
    if (plan.tag === 'style') {
      built.sheetText = document.createTextNode('');
      dom.insert(element, built.sheetText, null);
    }
    if (plan.tag === 'iframe') dom.setAttribute(element, 'sandbox', sandbox);
    this.setAttributes(element, plan, data.attributes);
    for (const child of data.children) {
      if (child.kind === 'shadowRoot') this.shadow(element, child);
      else if (child.kind === 'document') {
        this.pending.push({ frame: this.frameElement(element), data: child });
      } else dom.insert(element, this.build(child, document, element), null);
    }
    return element;
  }

  private setAttributes(element: Element, plan: ElementPlan, attributes: Attribute[]): void {
    for (const [name, value] of attributes) {
      this.spend(value.length);
      setAttribute(element, plan, name, value, this.context);
    }
  }

  private shadow(host: Node, data: NodeData & { kind: 'shadowRoot' }): void {
    if (this.kindOf(host) !== 'element') throw new MirrorError('a shadow root needs an element');
    let root = dom.shadowRoot(host as Element);
    if (root && this.built.has(root)) throw new MirrorError('an element has two shadow roots');
    root ??= attempt(() => dom.attachShadow(host as Element));
    this.register(data, root, null);
    this.sheets.adoptOwn(root);
    const document = this.documentOf(host);
    for (const child of data.children) dom.insert(root, this.build(child, document, root), null);
  }

  private register(data: NodeData, node: Node, plan: ElementPlan | null): Built {
    if (this.nodes.has(data.id)) throw new MirrorError('a node id is there twice');
    if (this.budget.nodes >= this.budget.maxNodes) {
      throw new MirrorError('the page has too many nodes');
    }
    this.budget.nodes++;
    const built: Built = { id: data.id, kind: data.kind, plan, sheetText: null };
    this.nodes.set(data.id, node);
    this.built.set(node, built);
    return built;
  }

  private place(parent: Node, node: Node, nextId: number): void {
    const kind = this.kindOf(parent);
    if (kind !== 'element' && kind !== 'shadowRoot' && kind !== 'document') {
      throw new MirrorError('a node that has no children is named as a parent');
    }
    const next = nextId === 0 ? null : this.node(nextId);
    if (next && dom.parent(next) !== parent) throw new MirrorError('a next node is elsewhere');
    if (next !== node) attempt(() => dom.insert(parent, node, next));
  }

  /** Documents of frames can only be built once their frame is in place. */
  private fillPending(): void {
    for (let item = this.pending.pop(); item; item = this.pending.pop()) {
      const document = openDocument(item.frame, item.data.quirks, this.onLoad);
      if (!document) throw new MirrorError('a document is in a frame that is not shown');
      if (this.built.has(document)) throw new MirrorError('a frame has two documents');
      this.fillDocument(document, item.data);
    }
  }

  private fillDocument(document: Document, data: NodeData & { kind: 'document' }): void {
    this.register(data, document, null);
    this.sheets.adoptOwn(document);
    for (const child of data.children) {
      const node = this.build(child, document, document);
      attempt(() => dom.insert(document, node, null));
    }
  }

  private frameElement(node: Node): HTMLIFrameElement {
    const tag = this.built.get(node)?.plan?.tag;
    if (!isFrame(tag)) throw new MirrorError('a document needs a frame');
    return node as HTMLIFrameElement;
  }

  private documentOf(node: Node): Document {
    return dom.document(node) ?? (node as Document);
  }

  /** Every rebuilt node at and below `node`, through shadow roots and the documents of frames. */
  private *below(node: Node): Generator<Node> {
    const open = [node];
    for (let at = open.pop(); at; at = open.pop()) {
      yield at;
      open.push(...this.inside(at));
    }
  }

  private inside(node: Node): Node[] {
    const inner = childrenOf(node);
    const plan = this.built.get(node)?.plan;
    if (!plan) return inner;
    const root = dom.shadowRoot(node as Element);
    if (root && this.built.has(root)) inner.push(root);
    const document = isFrame(plan.tag) ? dom.frameDocument(node as HTMLIFrameElement) : null;
    if (document && this.built.has(document)) inner.push(document);
    return inner;
  }

  private forget(node: Node): void {
    // All of them first: what is inside of one is no longer found once it is forgotten.
    for (const gone of [...this.below(node)]) {
      const built = this.built.get(gone);
      if (!built) continue;
      this.nodes.delete(built.id);
      this.budget.nodes--;
      this.built.delete(gone);
      this.onRemoved(built.id);
      if (isFrame(built.plan?.tag)) {
        this.frames--;
        this.budget.frames--;
      }
      if (built.kind === 'text' || built.kind === 'maskedText') this.masks.delete(gone as Text);
    }
  }

  private holds(node: Node, other: Node): boolean {
    for (let at: Node | null = other; at; at = this.outer(at)) if (at === node) return true;
    return false;
  }

  /** What a rebuilt node is in, out of shadow roots and documents of frames as well. */
  outer(node: Node): Node | null {
    const kind = this.kindOf(node);
    if (kind === 'shadowRoot') return (node as ShadowRoot).host;
    if (kind === 'document') return (node as Document).defaultView?.frameElement ?? null;
    return dom.parent(node);
  }

  private framesIn(node: Node): HTMLIFrameElement[] {
    const frames: HTMLIFrameElement[] = [];
    if (this.frames === 0) return frames;
    for (const at of this.below(node)) {
      if (isFrame(this.built.get(at)?.plan?.tag)) frames.push(at as HTMLIFrameElement);
    }
    return frames;
  }

  /** A frame that moves gets a new, empty document: its nodes are kept aside and put back. */
  private detachDocument(frame: HTMLIFrameElement): () => void {
    const document = dom.frameDocument(frame);
    const built = document ? this.built.get(document) : undefined;
    if (!document || !built) return () => undefined;
    const quirks = document.compatMode === 'BackCompat';
    const children = childrenOf(document).filter((child) => this.built.has(child));
    for (const child of children) dom.remove(child);
    this.built.delete(document);
    return () => {
      const fresh = openDocument(frame, quirks, this.onLoad);
      if (!fresh) throw new MirrorError('a frame was moved to where it is not shown');
      this.nodes.set(built.id, fresh);
      this.built.set(fresh, built);
      this.sheets.moved(document, fresh);
      for (const child of children) {
        attempt(() => dom.insert(fresh, child, null));
        this.adopted(child);
      }
    };
  }

  /** Adopted sheets do not follow a node into another document. */
  private adopted(node: Node): void {
    for (const at of this.below(node)) {
      if (this.kindOf(at) === 'shadowRoot') this.sheets.adoptOwn(at as ShadowRoot);
    }
  }
}

function fail(message: string): never {
  throw new MirrorError(message);
}

/** The browser refuses what no page can contain: a second root element, a shadow root on an image. */
function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (refusal) {
    throw new MirrorError(refusal instanceof Error ? refusal.message : String(refusal));
  }
}
