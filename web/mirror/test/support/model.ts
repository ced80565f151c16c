import type { FormKind, LayerMode, NodeData, Op, SheetData, Viewport } from '../../src/wire/ops';

/** A node as the other side would have it, in plain objects. */
export interface ModelNode {
  id: number;
  kind: NodeData['kind'];
  tag: string;
  namespace: string;
  attributes: Map<string, string>;
  text: string | null;
  parent: ModelNode | null;
  children: ModelNode[];
  form: Partial<Record<FormKind, string | boolean>>;
  scroll: { x: number; y: number };
  sheets: SheetData[];
  layer: LayerMode;
}

/** Applies operations as strictly as can be: what does not fit exactly is an error of the capture. */
export class Model {
  root: ModelNode | null = null;
  viewport: Viewport | null = null;
  focus = 0;
  readonly byId = new Map<number, ModelNode>();
  readonly everGiven = new Set<number>();

  apply(ops: readonly Op[]): void {
    for (const op of ops) this.#apply(op);
  }

  #apply(op: Op): void {
    switch (op.op) {
      case 'page':
        this.byId.clear();
        this.viewport = op.viewport;
        this.focus = 0;
        this.root = this.#build(op.root, null);
        return;
      case 'insert': {
        const parent = this.#get(op.parent);
        const node = this.#build(op.node, parent);
        parent.children.splice(this.#place(parent, op.next), 0, node);
        if (parent.kind === 'document' && node.kind === 'element') this.#oneElement(parent);
        return;
      }
      case 'move': {
        const node = this.#get(op.id);
        const parent = this.#get(op.parent);
        for (let at: ModelNode | null = parent; at; at = at.parent) {
          if (at === node) throw new Error(`node ${op.id} is moved into itself`);
        }
        this.#detach(node);
        node.parent = parent;
        parent.children.splice(this.#place(parent, op.next), 0, node);
        return;
      }
      case 'remove': {
        const node = this.#get(op.id);
        this.#detach(node);
        this.#forget(node);
        return;
      }
      case 'attribute':
        this.#get(op.id).attributes.set(op.name, op.value);
        return;
      case 'noAttribute':
        this.#get(op.id).attributes.delete(op.name);
        return;
      case 'text':
        this.#get(op.id).text = op.text;
        return;
      case 'form':
        this.#form(this.#get(op.id), op.kind, op.kind === 'value' ? op.value : op.on);
        return;
      case 'scroll':
        this.#get(op.id).scroll = { x: op.x, y: op.y };
        return;
      case 'sheets':
        this.#get(op.id).sheets = op.sheets;
        return;
      case 'viewport':
        this.viewport = op.viewport;
        return;
      case 'layer':
        this.#get(op.id).layer = op.mode;
        return;
      case 'look':
        if (op.id) this.#get(op.id);
        if (op.kind === 'focus') this.focus = op.id;
    }
  }

  #form(node: ModelNode, kind: FormKind, value: string | boolean): void {
    node.form[kind] = value;
    if (kind === 'value') delete node.form.maskedValue;
    if (kind === 'maskedValue') delete node.form.value;
  }

  #oneElement(document: ModelNode): void {
    const elements = document.children.filter(({ kind }) => kind === 'element');
    if (elements.length > 1) throw new Error('a document has two root elements');
  }

  #build(data: NodeData, parent: ModelNode | null): ModelNode {
    if (this.byId.has(data.id)) throw new Error(`id ${data.id} is given twice`);
    const node: ModelNode = {
      id: data.id,
      kind: data.kind,
      tag: data.kind === 'element' ? data.tag : '',
      namespace: data.kind === 'element' ? data.namespace : '',
      attributes: new Map(data.kind === 'element' ? data.attributes : []),
      text: data.kind === 'text' ? data.text : null,
      parent,
      children: [],
      form: {},
      scroll: { x: 0, y: 0 },
      sheets: [],
      layer: 'closed',
    };
    if (data.kind === 'element' && node.attributes.size !== data.attributes.length) {
      throw new Error(`an attribute of <${data.tag}> is written twice`);
    }
    this.byId.set(data.id, node);
    if ('children' in data) {
      node.children = data.children.map((child) => this.#build(child, node));
    }
    return node;
  }

  #get(id: number): ModelNode {
    const node = this.byId.get(id);
    if (!node) throw new Error(`there is no node ${id}`);
    return node;
  }

  #place(parent: ModelNode, next: number): number {
    if (next === 0) return parent.children.length;
    const at = parent.children.indexOf(this.#get(next));
    if (at < 0) throw new Error(`node ${next} is no child of ${parent.id}`);
    return at;
  }

  #detach(node: ModelNode): void {
    const { parent } = node;
    if (parent) parent.children.splice(parent.children.indexOf(node), 1);
    node.parent = null;
  }

  #forget(node: ModelNode): void {
    this.byId.delete(node.id);
    for (const child of node.children) this.#forget(child);
  }

  /** All nodes, in document order. */
  *all(from: ModelNode | null = this.root): Iterable<ModelNode> {
    if (!from) return;
    yield from;
    for (const child of from.children) yield* this.all(child);
  }

  /** The element with an `id` attribute, anywhere. */
  find(id: string): ModelNode | undefined {
    for (const node of this.all()) if (node.attributes.get('id') === id) return node;
    return undefined;
  }

  /** All text below the element with this `id`; masked texts are `▒`. */
  textOf(id: string): string | undefined {
    const found = this.find(id);
    if (!found) return undefined;
    let text = '';
    for (const node of this.all(found)) {
      if (node.kind === 'maskedText') text += '▒';
      else if (node.kind === 'text') text += node.text ?? '▒';
    }
    return text;
  }

  /** The structure as a text, to be compared with what `outline` in the page makes. */
  outline(node: ModelNode | null = this.root): string {
    if (!node) return '';
    switch (node.kind) {
      case 'text':
        return JSON.stringify(node.text);
      case 'maskedText':
        return '▒';
      case 'comment':
        return '!';
      default: {
        const name = node.kind === 'element' ? node.tag : `#${node.kind}`;
        const title = node.attributes.get('title');
        const inside = node.children.map((child) => this.outline(child)).join(',');
        return `${name}${title === undefined ? '' : `[${title}]`}(${inside})`;
      }
    }
  }
}
