import { readVarint } from '@pillion/protocol';
import {
  formKinds,
  layerModes,
  limits,
  lookKinds,
  namespaces,
  NodeCode,
  OpCode,
  type Attribute,
  type Namespace,
  type NodeData,
  type Op,
  type SheetData,
  type Viewport,
} from './ops';

/** A payload that no capture writes. The receiver drops it and asks for a keyframe. */
export class MirrorError extends Error {
  constructor(
    message: string,
    /** The payload made sense; what has been rebuilt until now is not what the visitor has. */
    readonly drift = false,
  ) {
    super(message);
    this.name = 'MirrorError';
  }
}

interface Shape {
  namespace: Namespace;
  tag: string;
  names: string[];
}

/**
 * Reads the operations of payloads, in their order. One reader follows one capture, because the
 * dictionary lives from one keyframe to the next.
 */
export class OpReader {
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private dictionary: string[] = [];
  private shapes: Shape[] = [];
  private lastId = 0;
  private lastNear = 0;
  private nodes = 0;
  private values = 0;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  /** Throws MirrorError, and nothing else, on bytes that make no sense or go past a limit. */
  read(payload: Uint8Array): Op[] {
    this.bytes = payload;
    this.at = 0;
    this.nodes = this.values = 0;
    const ops: Op[] = [];
    try {
      while (this.at < payload.length) {
        if (payload[this.at] === OpCode.insert) this.insert(ops);
        else ops.push(this.op());
        if (ops.length > limits.ops) throw new MirrorError('there are too many operations');
      }
    } catch (problem) {
      throw problem instanceof MirrorError ? problem : new MirrorError(String(problem));
    }
    return ops;
  }

  private op(): Op {
    const code = this.byte();
    switch (code) {
      case OpCode.page: {
        this.dictionary = [];
        this.shapes = [];
        const viewport = this.viewport();
        this.lastId = this.lastNear = 0;
        const root = this.subtree(this.varint());
        if (root.kind !== 'document') throw new MirrorError('the root is no document');
        return { op: 'page', viewport, root };
      }
      case OpCode.remove:
        return { op: 'remove', id: this.varint() };
      case OpCode.move:
        return { op: 'move', id: this.varint(), parent: this.varint(), next: this.varint() };
      case OpCode.attribute: {
        const id = this.varint();
        const name = this.text();
        return { op: 'attribute', id, name, value: this.text(name !== 'style') };
      }
      case OpCode.noAttribute:
        return { op: 'noAttribute', id: this.varint(), name: this.text() };
      case OpCode.text: {
        const id = this.varint();
        return { op: 'text', id, text: this.flag() ? null : this.text(false) };
      }
      case OpCode.form: {
        const id = this.near();
        const kind = this.oneOf(formKinds);
        const value = kind === 'value' ? this.text(false) : '';
        return { op: 'form', id, kind, value, on: kind === 'value' || this.flag() };
      }
      case OpCode.scroll:
        return { op: 'scroll', id: this.varint(), x: this.pixels(), y: this.pixels() };
      case OpCode.sheets:
        return { op: 'sheets', id: this.near(), sheets: this.sheets() };
      case OpCode.viewport:
        return { op: 'viewport', viewport: this.viewport() };
      case OpCode.layer:
        return { op: 'layer', id: this.varint(), mode: this.oneOf(layerModes) };
      case OpCode.look:
        return { op: 'look', kind: this.oneOf(lookKinds), id: this.varint() };
      case OpCode.selection:
        return {
          op: 'selection',
          from: this.varint(),
          start: this.varint(),
          to: this.varint(),
          end: this.varint(),
        };
      case OpCode.animations:
        return { op: 'animations', id: this.varint(), list: this.text() };
      case OpCode.digest:
        return {
          op: 'digest',
          first: this.varint(),
          count: this.count(limits.digestNodes),
          sum: this.varint(),
        };
      case OpCode.embedded:
        return { op: 'embedded', id: this.varint(), payload: this.payload() };
      default:
        throw new MirrorError(`${code} is no operation`);
    }
  }

  /** One operation for each node of a row. */
  private insert(ops: Op[]): void {
    this.at++;
    const parent = this.varint();
    const next = this.varint();
    this.lastId = 0;
    for (let code = this.varint(); code !== NodeCode.end; code = this.varint()) {
      ops.push({ op: 'insert', parent, next, node: this.subtree(code) });
    }
  }

  /** Reads one node with all that is below it; without recursion, since depth is the sender's choice. */
  private subtree(first: number): NodeData {
    const root = this.node(first);
    const open: NodeData[][] = 'children' in root ? [root.children] : [];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const code = this.varint();
      if (code === NodeCode.end) {
        open.pop();
        continue;
      }
      const node = this.node(code);
      top.push(node);
      if ('children' in node) {
        if (open.length >= limits.depth) throw new MirrorError('the tree is too deep');
        open.push(node.children);
      }
    }
    return root;
  }

  private node(code: number): NodeData {
    if (++this.nodes > limits.nodes) throw new MirrorError('there are too many nodes');
    const id = (this.lastId += code % 2 === 0 ? 1 : this.signed());
    if (!Number.isSafeInteger(id) || id < 1) throw new MirrorError('a node id is below 1');
    const kind = Math.floor(code / 2);
    switch (kind) {
      case NodeCode.element:
        return this.element(id, this.shape());
      case NodeCode.text:
        return { kind: 'text', id, text: this.text() };
      case NodeCode.maskedText:
        return { kind: 'maskedText', id };
      case NodeCode.comment:
        return { kind: 'comment', id };
      case NodeCode.shadowRoot:
        return { kind: 'shadowRoot', id, children: [] };
      case NodeCode.document:
        return { kind: 'document', id, quirks: this.flag(), children: [] };
      default: {
        const shape = this.shapes[kind - NodeCode.shape];
        return this.element(id, shape ?? fail(`${kind} is no kind of node`));
      }
    }
  }

  private element(id: number, { namespace, tag, names }: Shape): NodeData {
    const attributes: Attribute[] = [];
    this.spend(names.length);
    for (const name of names) attributes.push([name, this.text()]);
    return { kind: 'element', id, namespace, tag, attributes, children: [] };
  }

  private shape(): Shape {
    const namespace = this.oneOf(namespaces);
    const tag = this.text();
    const names: string[] = [];
    for (let left = this.count(limits.attributes); left > 0; left--) names.push(this.text());
    const shape = { namespace, tag, names };
    if (this.shapes.length < limits.shapes) this.shapes.push(shape);
    return shape;
  }

  private sheets(): SheetData[] {
    const sheets: SheetData[] = [];
    const count = this.count(limits.sheets);
    this.spend(count);
    for (let left = count; left > 0; left--) {
      const flags = this.byte();
      if (flags > 3) throw new MirrorError('a sheet has unknown flags');
      sheets.push({
        asset: (flags & 1) !== 0,
        disabled: (flags & 2) !== 0,
        value: this.text(),
        media: this.text(),
      });
    }
    return sheets;
  }

  private spend(values: number): void {
    this.values += values;
    if (this.values > limits.values) throw new MirrorError('there are too many attributes');
  }

  private viewport(): Viewport {
    return {
      width: this.pixels(),
      height: this.pixels(),
      scrollbarX: this.pixels(),
      scrollbarY: this.pixels(),
      scale: this.pixels(),
      left: this.pixels(),
      top: this.pixels(),
      media: this.pixels(),
    };
  }

  /** `keep`: as the writer does it. */
  private text(keep = true): string {
    const head = this.varint();
    if (head % 2 === 1) {
      return this.dictionary[(head - 1) / 2] ?? fail('a text is not in the dictionary');
    }
    const length = head / 2;
    if (length > limits.stringBytes) fail(`a text of ${length} bytes is above the limit`);
    if (this.at + length > this.bytes.length) throw new MirrorError('a text ends in its middle');
    const text = this.ascii(length) ?? this.decoder.decode(this.slice(length));
    this.at += length;
    if (
      keep &&
      text.length <= limits.dictionaryTextUnits &&
      this.dictionary.length < limits.dictionaryEntries
    ) {
      this.dictionary.push(text);
    }
    return text;
  }

  /** Most texts are short and plain; a call of the decoder for each takes longer than reading them. */
  private ascii(length: number): string | null {
    if (length > 32) return null;
    let text = '';
    for (let at = this.at; at < this.at + length; at++) {
      const byte = this.bytes[at]!;
      if (byte > 127) return null;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  private payload(): Uint8Array {
    const length = this.count(limits.embeddedBytes);
    if (this.at + length > this.bytes.length) throw new MirrorError('a page ends in its middle');
    const payload = this.slice(length);
    this.at += length;
    return payload;
  }

  private slice(length: number): Uint8Array {
    return this.bytes.subarray(this.at, this.at + length);
  }

  private oneOf<T>(values: readonly T[]): T {
    const index = this.byte();
    return values[index] ?? fail(`${index} is not one of ${values.join(', ')}`);
  }

  private pixels(): number {
    const value = this.signed();
    if (Math.abs(value) > limits.pixels) throw new MirrorError('a position is out of range');
    return value;
  }

  private near(): number {
    return (this.lastNear += this.signed());
  }

  private signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private count(most: number): number {
    const count = this.varint();
    if (count > most) throw new MirrorError(`${count} is above the limit of ${most}`);
    return count;
  }

  private varint(): number {
    const { value, next } = readVarint(this.bytes, this.at);
    this.at = next;
    return value;
  }

  private flag(): boolean {
    const value = this.byte();
    if (value > 1) throw new MirrorError('a flag is neither on nor off');
    return value === 1;
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new MirrorError('an operation ends in its middle');
    return byte;
  }
}

function fail(message: string): never {
  throw new MirrorError(message);
}
