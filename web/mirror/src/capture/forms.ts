import type { OpWriter } from '../wire/writer';
import type { Masking } from './masking';
import type { Mirrored, Tree } from './tree';

/** More controls than this are looked at in turns. */
const turn = 2_000;

/** Of them so many are asked everything in one look. */
const thoroughAtOnce = 50;

const pressed = /^(?:checkbox|radio)$/;
const secretive = /^(?:file|password)$/;

/** State of a control as it was sent last; undefined is what a control begins with. */
interface Sent {
  /** What the page had when it was looked at last, as one text; nothing else is asked while it stays. */
  raw?: string;
  look?: number;
  value?: string;
  filled?: boolean;
  checked?: boolean;
  indeterminate?: boolean;
  /** Which options are selected, as their ids. */
  selected?: Set<number>;
  /** Of a list: `raw` when it was written, since it was made or got other options. */
  choice?: string;
}

/**
 * What fields hold. Neither typing nor scripts change an attribute, and the page's own accessors are
 * left alone, so the controls are asked: at each flush, and a few times a second.
 */
export class Forms {
  readonly #sent = new Map<Mirrored, Sent>();
  #next: Iterator<[Mirrored, Sent]> | null = null;
  #all: Iterator<[Mirrored, Sent]> | null = null;
  #look = 0;

  constructor(
    private readonly tree: Tree,
    private readonly writer: OpWriter,
    private readonly masking: Masking,
    /** A field that was sent has turned out to be a secret one. */
    private readonly onSecret: (mirrored: Mirrored) => void,
  ) {}

  add(mirrored: Mirrored): void {
    if (mirrored.role === 'control') this.#sent.set(mirrored, {});
    // The options of a list were written anew, so what is selected among them is to be written too.
    else if (mirrored.role === 'option') this.#touchList(mirrored);
  }

  drop(mirrored: Mirrored): void {
    this.#sent.delete(mirrored);
  }

  /** True when a control is not as it was sent, at those that were looked at. */
  changed(): boolean {
    let thorough = thoroughAtOnce;
    for (const [mirrored, sent] of this.#turn()) {
      // Now and then without a change, too: a label that came later may say what a field is for.
      if (sent.look !== this.#look && thorough-- > 0) {
        sent.look = this.#look;
        delete sent.raw;
      }
      if (this.#write(mirrored, sent, null)) return true;
    }
    if (thorough > 0) this.#look++;
    return false;
  }

  flush(): void {
    for (const [mirrored, sent] of this.#turn()) this.#write(mirrored, sent, this.writer);
  }

  /** Writes all of them, for a keyframe. False when `deadline` passed before the last one. */
  flushAll(deadline: number): boolean {
    this.#all ??= this.#sent.entries();
    for (let at = this.#all.next(); !at.done; at = this.#all.next()) {
      this.#write(...at.value, this.writer);
      if (performance.now() > deadline) return false;
    }
    this.#all = null;
    return true;
  }

  *#turn(): Iterable<[Mirrored, Sent]> {
    if (this.#sent.size <= turn) {
      yield* [...this.#sent];
      return;
    }
    for (let left = turn; left > 0; left--) {
      this.#next ??= this.#sent.entries();
      const { done, value } = this.#next.next();
      if (done) this.#next = null;
      else yield value;
    }
  }

  #touchList(option: Mirrored): void {
    for (let at = option.parent; at; at = at.parent) {
      const sent = this.#sent.get(at);
      if (sent) {
        delete sent.raw;
        delete sent.choice;
        return;
      }
    }
  }

  /** Writes what differs from `sent`; without a writer it only says whether something does. */
  #write(mirrored: Mirrored, sent: Sent, writer: OpWriter | null): boolean {
    const element = mirrored.node as HTMLInputElement;
    const raw = rawOf(element);
    // What is masked may not have to be any longer: a number that was being typed is whole.
    if (raw === sent.raw && sent.filled === undefined) return false;
    const differs = this.#compare(mirrored, raw, sent, writer);
    if (writer || !differs) sent.raw = raw;
    return differs;
  }

  #compare(mirrored: Mirrored, raw: string, sent: Sent, writer: OpWriter | null): boolean {
    const element = mirrored.node as HTMLInputElement;
    // A label that came later may say what it is for.
    const hidden = mirrored.hidden || this.masking.isSecret(element);
    if (hidden && !mirrored.hidden) this.onSecret(mirrored);
    if (element.localName === 'select') {
      if (hidden) return false;
      if (raw === sent.choice) return false;
      if (writer) this.#writeList(mirrored.node as HTMLSelectElement, sent, writer);
      if (writer) sent.choice = raw;
      return true;
    }
    const { type } = element;
    if (element.localName === 'input' && pressed.test(type)) {
      if (hidden) return false;
      const { checked, indeterminate } = element;
      const differs =
        checked !== (sent.checked ?? false) || indeterminate !== (sent.indeterminate ?? false);
      if (differs && writer) {
        if (checked !== (sent.checked ?? false)) writer.form(mirrored.id, 'checked', checked);
        if (indeterminate !== (sent.indeterminate ?? false)) {
          writer.form(mirrored.id, 'indeterminate', indeterminate);
        }
        sent.checked = checked;
        sent.indeterminate = indeterminate;
      }
      return differs;
    }
    const shown = hidden || secretive.test(type) ? null : this.masking.text(raw, element);
    if (shown !== null) {
      if (shown === (sent.value ?? '')) return false;
      if (writer) {
        writer.form(mirrored.id, 'value', shown);
        sent.value = shown;
        delete sent.filled;
      }
      return true;
    }
    const filled = raw !== '';
    if (filled === (sent.filled ?? false)) return false;
    if (writer) {
      writer.form(mirrored.id, 'maskedValue', filled);
      sent.filled = filled;
      delete sent.value;
    }
    return true;
  }

  #writeList(list: HTMLSelectElement, sent: Sent, writer: OpWriter): void {
    const first = sent.choice === undefined;
    const selected = new Set<number>();
    const before = sent.selected ?? new Set<number>();
    for (const option of list.options) {
      const known = this.tree.get(option);
      if (!known || known.hidden) continue;
      if (option.selected) selected.add(known.id);
      // A list shows its first option until it hears that none is selected, and others by their default.
      const shown = first && (option.defaultSelected || (list.selectedIndex < 0 && !option.index));
      if (!option.selected && (before.has(known.id) || shown)) {
        writer.form(known.id, 'selected', false);
      }
    }
    for (const id of selected) {
      if (first || !before.has(id)) writer.form(id, 'selected', true);
    }
    sent.selected = selected;
  }
}

/** All of a control's state that is ever sent, as one text. */
function rawOf(element: HTMLInputElement | HTMLSelectElement): string {
  if (element.localName !== 'select') {
    const { type, value, checked, indeterminate } = element as HTMLInputElement;
    return pressed.test(type) ? `${checked}${indeterminate}` : value;
  }
  const list = element as HTMLSelectElement;
  const chosen = list.multiple
    ? [...list.selectedOptions].map((option) => option.index).join()
    : list.selectedIndex;
  return `${list.length}:${chosen}`;
}
