import type { OpWriter } from '../wire/writer';
import type { Masking } from './masking';
import type { Mirrored, Tree } from './tree';

/** More controls than this are looked at in turns. */
const turn = 2_000;

const pressed = /^(?:checkbox|radio)$/;
const secretive = /^(?:file|password)$/;

/** State of a control as it was sent last; undefined is what a control begins with. */
interface Sent {
  value?: string;
  filled?: boolean;
  checked?: boolean;
  indeterminate?: boolean;
  /** Which options are selected, as their ids. */
  selected?: Set<number>;
  /** Cheap to compare before the options themselves are looked at. */
  choice?: string;
}

/**
 * What fields hold. Neither typing nor scripts change an attribute, and the page's own accessors are
 * left alone, so the controls are asked: at each flush, and a few times a second.
 */
export class Forms {
  readonly #sent = new Map<Mirrored, Sent>();
  #next: Iterator<[Mirrored, Sent]> | null = null;

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
    for (const [mirrored, sent] of this.#turn()) {
      if (this.#write(mirrored, sent, null)) return true;
    }
    return false;
  }

  flush(): void {
    for (const [mirrored, sent] of this.#turn()) this.#write(mirrored, sent, this.writer);
  }

  *#turn(): Iterable<[Mirrored, Sent]> {
    if (this.#sent.size <= turn) {
      yield* Array.from(this.#sent);
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
        delete sent.choice;
        return;
      }
    }
  }

  /** Writes what differs from `sent`; without a writer it only says whether something does. */
  #write(mirrored: Mirrored, sent: Sent, writer: OpWriter | null): boolean {
    const element = mirrored.node as HTMLInputElement;
    // A label that came later may say what it is for.
    const hidden = mirrored.hidden || this.masking.isSecret(element);
    if (hidden && !mirrored.hidden) this.onSecret(mirrored);
    if (element.localName === 'select') {
      if (hidden) return false;
      return this.#writeList(mirrored.node as HTMLSelectElement, sent, writer);
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
    const { value } = element;
    const shown = hidden || secretive.test(type) ? null : this.masking.text(value, element);
    if (shown !== null) {
      if (shown === (sent.value ?? '')) return false;
      if (writer) {
        writer.form(mirrored.id, 'value', shown);
        sent.value = shown;
        delete sent.filled;
      }
      return true;
    }
    const filled = value !== '';
    if (filled === (sent.filled ?? false)) return false;
    if (writer) {
      writer.form(mirrored.id, 'maskedValue', filled);
      sent.filled = filled;
      delete sent.value;
    }
    return true;
  }

  #writeList(list: HTMLSelectElement, sent: Sent, writer: OpWriter | null): boolean {
    const choice = list.multiple
      ? `${list.options.length}:${Array.from(list.selectedOptions, (o) => o.index).join()}`
      : `${list.options.length}:${list.selectedIndex}`;
    if (choice === sent.choice) return false;
    if (!writer) return true;
    const first = sent.choice === undefined;
    const selected = new Set<number>();
    const before = sent.selected ?? new Set<number>();
    for (const option of list.options) {
      const known = this.tree.get(option);
      if (!known || known.hidden) continue;
      if (option.selected) selected.add(known.id);
      // A list shows its first option until it hears that none is selected.
      const none = first && list.selectedIndex < 0 && option.index === 0;
      if (!option.selected && (before.has(known.id) || none)) {
        writer.form(known.id, 'selected', false);
      }
    }
    for (const id of selected) {
      if (first || !before.has(id)) writer.form(id, 'selected', true);
    }
    sent.choice = choice;
    sent.selected = selected;
    return true;
  }
}
