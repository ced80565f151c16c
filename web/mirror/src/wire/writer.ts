import { varintLength, writeVarint } from '@pillion/protocol';
import {
  formKinds,
  layerModes,
  limits,
  namespaces,
  NodeCode,
  OpCode,
  type Attribute,
  type FormKind,
  type LayerMode,
  lookKinds,
  type LookKind,
  type Namespace,
  type SheetData,
  type Viewport,
} from './ops';

const encoder = new TextEncoder();

/**
 * Writes operations into one growing buffer. Texts that were written before are written as their place
 * in the dictionary, which lives from one keyframe to the next, so one writer serves a whole capture.
 *
 * A text is `bytes * 2 | UTF-8` when it is new, `place * 2 + 1` when it is known.
 */
export class OpWriter {
  private bytes = new Uint8Array(16 * 1024);
  private at = 0;
  private dictionary = new Map<string, number>();
  private shapes = new Map<string, number>();
  private lastId = 0;
  private lastNear = 0;

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.at;
  }

  /** The payload so far, as a copy; the writer goes on with an empty buffer and the same dictionary. */
  take(): Uint8Array {
    const payload = this.bytes.slice(0, this.at);
    this.at = 0;
    if (this.bytes.length > 4 * 1024 * 1024) this.bytes = new Uint8Array(16 * 1024);
    return payload;
  }

  /** Begins a keyframe: the dictionary starts anew. The root document node must follow. */
  page(viewport: Viewport): void {
    this.dictionary.clear();
    this.shapes.clear();
    this.byte(OpCode.page);
    this.size(viewport);
    this.lastId = this.lastNear = 0;
  }

  /** The subtrees of nodes that stand in a row must follow, and `end`. */
  insert(parent: number, next: number): void {
    this.byte(OpCode.insert);
    this.varint(parent);
    this.varint(next);
    this.lastId = 0;
  }

  remove(id: number): void {
    this.byte(OpCode.remove);
    this.varint(id);
  }

  move(id: number, parent: number, next: number): void {
    this.byte(OpCode.move);
    this.varint(id);
    this.varint(parent);
    this.varint(next);
  }

  attribute(id: number, name: string, value: string): void {
    this.byte(OpCode.attribute);
    this.varint(id);
    this.text(name);
    this.text(value, name !== 'style');
  }

  noAttribute(id: number, name: string): void {
    this.byte(OpCode.noAttribute);
    this.varint(id);
    this.text(name);
  }

  /** Null: the text is masked. */
  textChange(id: number, text: string | null): void {
    this.byte(OpCode.text);
    this.varint(id);
    this.byte(text === null ? 1 : 0);
    if (text !== null) this.text(text, false);
  }

  form(id: number, kind: FormKind, value: string | boolean): void {
    this.byte(OpCode.form);
    this.near(id);
    this.byte(formKinds.indexOf(kind));
    if (typeof value === 'string') this.text(value, false);
    else this.byte(value ? 1 : 0);
  }

  scroll(id: number, x: number, y: number): void {
    this.byte(OpCode.scroll);
    this.varint(id);
    this.signed(x);
    this.signed(y);
  }

  sheets(id: number, sheets: readonly SheetData[]): void {
    this.byte(OpCode.sheets);
    this.near(id);
    this.varint(sheets.length);
    for (const sheet of sheets) {
      this.byte((sheet.asset ? 1 : 0) | (sheet.disabled ? 2 : 0));
      this.text(sheet.value);
      this.text(sheet.media);
    }
  }

  viewport(viewport: Viewport): void {
    this.byte(OpCode.viewport);
    this.size(viewport);
  }

  layer(id: number, mode: LayerMode): void {
    this.byte(OpCode.layer);
    this.varint(id);
    this.byte(layerModes.indexOf(mode));
  }

  look(kind: LookKind, id: number): void {
    this.byte(OpCode.look);
    this.byte(lookKinds.indexOf(kind));
    this.varint(id);
  }

  selection(from: number, start: number, to: number, end: number): void {
    this.byte(OpCode.selection);
    for (const value of [from, start, to, end]) this.varint(value);
  }

  animations(id: number, list: string): void {
    this.byte(OpCode.animations);
    this.varint(id);
    this.text(list);
  }

  digest(first: number, count: number, sum: number): void {
    this.byte(OpCode.digest);
    for (const value of [first, count, sum]) this.varint(value);
  }

  /** What the page in a frame wrote; nothing when it is not shown any more. */
  embedded(id: number, payload: Uint8Array): void {
    this.byte(OpCode.embedded);
    this.varint(id);
    this.varint(payload.length);
    this.room(payload.length);
    this.bytes.set(payload, this.at);
    this.at += payload.length;
  }

  /** Opens an element; its children and `end` follow. */
  element(id: number, namespace: Namespace, tag: string, attributes: readonly Attribute[]): void {
    let key = namespace === 'html' ? tag : `${namespace} ${tag}`;
    for (const [name] of attributes) key += ` ${name}`;
    const known = this.shapes.get(key);
    if (known !== undefined) this.node(NodeCode.shape + known, id);
    else {
      if (this.shapes.size < limits.shapes) this.shapes.set(key, this.shapes.size);
      this.node(NodeCode.element, id);
      this.byte(namespaces.indexOf(namespace));
      this.text(tag);
      this.varint(attributes.length);
      for (const [name] of attributes) this.text(name);
    }
    for (const [, value] of attributes) this.text(value);
  }

  textNode(id: number, text: string): void {
    this.node(NodeCode.text, id);
    this.text(text);
  }

  maskedText(id: number): void {
    this.node(NodeCode.maskedText, id);
  }

  comment(id: number): void {
    this.node(NodeCode.comment, id);
  }

  /** Opens a shadow root, the first child of its host; its children and `end` follow. */
  shadowRoot(id: number): void {
    this.node(NodeCode.shadowRoot, id);
  }

  /** Opens a document, the root or the only child of a frame; its children and `end` follow. */
  document(id: number, quirks: boolean): void {
    this.node(NodeCode.document, id);
    this.byte(quirks ? 1 : 0);
  }

  end(): void {
    this.byte(NodeCode.end);
  }

  /** Of what comes in rows, each one about as far from the one before. */
  private near(id: number): void {
    this.signed(id - this.lastNear);
    this.lastNear = id;
  }

  private node(code: number, id: number): void {
    const follows = id === this.lastId + 1;
    this.varint(code * 2 + (follows ? 0 : 1));
    if (!follows) this.signed(id - this.lastId);
    this.lastId = id;
  }

  private size(viewport: Viewport): void {
    const { width, height, scrollbarX, scrollbarY, scale, left, top, media } = viewport;
    for (const value of [width, height, scrollbarX, scrollbarY, scale, left, top, media]) {
      this.signed(value);
    }
  }

  /** What changes all the time hardly comes again, and is not worth `keep`ing. */
  private text(text: string, keep = true): void {
    const { length } = text;
    const place = this.dictionary.get(text);
    if (place !== undefined) {
      this.varint(place * 2 + 1);
      return;
    }
    const { size } = this.dictionary;
    if (keep && length <= limits.dictionaryTextUnits && size < limits.dictionaryEntries) {
      this.dictionary.set(text, size);
    }
    // UTF-8 takes at most 3 bytes for a UTF-16 unit.
    this.room(length * 3 + 8);
    if (length < 64 && this.ascii(text)) return;
    // The length goes in front, so it is written twice: first where it would be at the longest, then
    // where it belongs.
    const longest = varintLength(length * 6);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.at + longest));
    const head = varintLength(written * 2);
    if (head < longest) {
      this.bytes.copyWithin(this.at + head, this.at + longest, this.at + longest + written);
    }
    this.varint(written * 2);
    this.at += written;
  }

  /** Most texts are short and plain, and calling the encoder for each would take longer than writing it. */
  private ascii(text: string): boolean {
    const { bytes, at } = this;
    const { length } = text;
    bytes[at] = length * 2;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      bytes[at + 1 + i] = unit;
    }
    this.at = at + 1 + length;
    return true;
  }

  private signed(value: number): void {
    const whole = Math.round(value);
    this.varint(whole < 0 ? -whole * 2 - 1 : whole * 2);
  }

  private varint(value: number): void {
    if (value < 128) this.byte(value);
    else {
      this.room(8);
      this.at = writeVarint(this.bytes, this.at, value);
    }
  }

  private byte(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }

  private room(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
  }
}
