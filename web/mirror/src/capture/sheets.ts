import type { SheetData } from '../wire/ops';
import type { OpWriter } from '../wire/writer';
import {
  readsOfAttributes,
  isSign,
  replaceAddresses,
  withoutTexts,
  type Resolve,
  type SheetUse,
} from './css';
import { baseOf, rulesOf, textOfRule } from './sheetText';
import type { Mirrored } from './tree';

/** Longer sheets travel as assets: once per site, however many visitors and keyframes there are. */
const inlineUnits = 2 * 1024;
/** A large sheet that a script keeps changing is sent at most this often. */
const restMs = 250;
/** Pages of many shadow roots have many owners; so much time goes to them in one look. */
const turnMs = 1;
const encoder = new TextEncoder();
const askedStates =
  /:((?:user-)?(?:in)?valid|(?:in|out-of)-range|defined|(?:-webkit-)?autofill|state\([\w-]+\))/g;

interface Sheet {
  readonly sheet: CSSStyleSheet;
  readonly base: string;
  /** Its owner is hidden, and so are the texts and pictures in it. */
  readonly hidden: boolean;
  /** Read once more, as another origin's: what such a sheet makes a page load, browsers tell nobody. */
  readonly foreign: boolean;
  /** The rules as they were read, and their texts; a rule keeps its text until it is looked at again. */
  rules: (CSSRule | null)[];
  pieces: string[];
  /** Addresses that are on their way into the store, or that the page has not loaded itself. */
  readonly waiting: Set<string>;
  readonly unused: Set<string>;
  text: string | null;
  ready: Pick<SheetData, 'asset' | 'value'> | null;
  /** The rules have changed, or an address has become known, since `text` was made. */
  stale: boolean;
  restUntil: number;
  busy: Promise<void> | null;
  cursor: number;
}

export interface SheetsOptions {
  put(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<string | null>;
  /** `asset:<hash>` and the like; undefined while it is on its way. */
  at(url: string): string | null | undefined;
  /** False while the page has not loaded this itself, as it does with what it shows. */
  isUsed(url: string): boolean;
  fetchText(url: string): Promise<string | null>;
  newSheet(): CSSStyleSheet;
  /** What addresses of sheets without an address of their own are relative to. */
  base: string;
  hideAll: boolean;
  /** False for a text that is hidden wherever it stands. */
  shows(text: string): boolean;
  /** A sheet is ready to be written. */
  onReady(): void;
  /** A sheet reads an attribute that none read before. */
  onRead(name: string): void;
  onProblem(problem: unknown): void;
}

/** The style sheets of a page: what they are now, in a form that can be sent. */
export class Sheets {
  readonly #owners = new Map<Mirrored, string>();
  /** Owners to look at whatever their turn is. */
  #due = new Set<Mirrored>();
  #turns: Iterator<Mirrored> | null = null;
  /** A sheet that is adopted twice may be hidden in one of its places. */
  readonly #known = [new WeakMap<CSSStyleSheet, Sheet>(), new WeakMap<CSSStyleSheet, Sheet>()];
  readonly #live = new Set<Sheet>();
  readonly #foreign = new Map<string, CSSStyleSheet | null>();
  readonly #uses = new Map<string, SheetUse>();
  /** Pseudo-classes in sheets whose state only the page's own browser knows. */
  readonly states = new Set<string>();
  #patrolled = 0;

  constructor(private readonly o: SheetsOptions) {}

  use(name: string): SheetUse | undefined {
    return this.#uses.get(name);
  }

  addOwner(mirrored: Mirrored): void {
    this.#owners.set(mirrored, '');
    this.#due.add(mirrored);
  }

  dropOwner(mirrored: Mirrored): void {
    this.#owners.delete(mirrored);
  }

  /** Reads sheets that were never read, so that what they need of the page is known before it is. */
  read(sheets: Iterable<CSSStyleSheet>, deadline: number): boolean {
    for (const sheet of sheets) {
      const known = this.#of(sheet);
      if (known && !this.#refresh(known, deadline)) return false;
    }
    return true;
  }

  /** Resolves when every sheet of the page can be written. */
  async ready(): Promise<void> {
    for (const owner of this.#owners.keys()) {
      for (const sheet of sheetsOf(owner)) {
        const known = this.#of(sheet, this.#isHidden(owner));
        if (known) this.#update(known, Infinity);
      }
    }
    await Promise.all([...this.#live].map(({ busy }) => busy));
  }

  /** Writes the sheets that have changed; all of them with `everything`. */
  flush(writer: OpWriter, everything = false): void {
    const now = performance.now();
    const due = everything ? this.#owners.keys() : this.#turn();
    for (const owner of due) {
      const before = this.#owners.get(owner);
      if (before === undefined) continue;
      const sheets: SheetData[] = [];
      for (const sheet of sheetsOf(owner)) {
        const known = this.#of(sheet, this.#isHidden(owner));
        if (!known) continue;
        if (!everything) this.#update(known, now);
        if (known.busy) this.#due.add(owner);
        if (!known.ready) continue;
        sheets.push({ ...known.ready, media: sheet.media.mediaText, disabled: sheet.disabled });
      }
      const state = sheets.map((s) => `${s.media}|${s.disabled}|${s.value}`).join('\n');
      if (state === before && !(everything && sheets.length > 0)) continue;
      this.#owners.set(owner, state);
      writer.sheets(owner.id, sheets);
    }
  }

  /** True when a flush would find something, as far as a look at counts and flags tells. */
  get changed(): boolean {
    for (const owner of this.#turn()) {
      const before = this.#owners.get(owner);
      if (before === undefined) continue;
      const states: string[] = [];
      let stale = false;
      for (const sheet of sheetsOf(owner)) {
        const known = this.#of(sheet, this.#isHidden(owner));
        if (!known) continue;
        stale ||= this.#isStale(known);
        if (known.ready) {
          states.push(`${sheet.media.mediaText}|${sheet.disabled}|${known.ready.value}`);
        }
      }
      if (stale || states.join('\n') !== before) this.#due.add(owner);
    }
    return this.#due.size > 0;
  }

  /** Owners to look at now: those that are due, then the others for as long as their turn may take. */
  *#turn(): Iterable<Mirrored> {
    const due = this.#due;
    this.#due = new Set();
    yield* due;
    const deadline = performance.now() + turnMs;
    for (let left = this.#owners.size; left > 0 && performance.now() < deadline; left--) {
      this.#turns ??= this.#owners.keys();
      const { done, value } = this.#turns.next();
      if (done) this.#turns = null;
      else yield value;
    }
  }

  /** An address has got its place in the store, or never will. */
  settled(url: string): void {
    for (const known of this.#live) {
      // One new text for all of a sheet's images rather than one each.
      if (known.waiting.delete(url) && known.waiting.size === 0) known.stale = true;
    }
  }

  /**
   * Looks for rules that were written to without a change in their number, a bit of all sheets each
   * time, and for addresses that the page has come to use.
   */
  patrol(deadline: number): void {
    this.#live.clear();
    for (const owner of this.#owners.keys()) {
      for (const sheet of sheetsOf(owner)) this.#of(sheet, this.#isHidden(owner));
    }
    const sheets = [...this.#live];
    for (let left = sheets.length; left > 0 && performance.now() < deadline; left--) {
      const known = sheets[this.#patrolled++ % sheets.length]!;
      for (const url of known.unused) if (this.o.isUsed(url)) known.stale = true;
      const { rules, pieces } = known;
      const now = rulesOf(known.sheet);
      const from = known.cursor;
      for (let steps = 0; steps < rules.length; steps++) {
        const i = (from + steps) % rules.length;
        const rule = rules[i];
        if (rule && (rule !== now?.[i] || textOfRule(rule, known.base) !== pieces[i])) {
          rules[i] = null;
          known.stale = true;
        }
        known.cursor = i + 1;
        if (performance.now() >= deadline) break;
      }
    }
  }

  #isHidden(owner: Mirrored): boolean {
    return owner.hidden || this.o.hideAll;
  }

  #of(sheet: CSSStyleSheet, hidden = this.o.hideAll): Sheet | null {
    const readable = rulesOf(sheet) ? sheet : this.#foreignOf(sheet);
    if (!readable) return null;
    const all = this.#known[Number(hidden)]!;
    let known = all.get(readable);
    if (!known) {
      known = {
        sheet: readable,
        base: baseOf(sheet, this.o.base),
        hidden,
        foreign: readable !== sheet,
        rules: [],
        pieces: [],
        waiting: new Set(),
        unused: new Set(),
        text: null,
        ready: null,
        stale: true,
        restUntil: 0,
        busy: null,
        cursor: 0,
      };
      all.set(readable, known);
    }
    this.#live.add(known);
    return known;
  }

  /** A sheet of another origin is read once more without cookies; few servers refuse that. */
  #foreignOf({ href }: CSSStyleSheet): CSSStyleSheet | null {
    if (!href) return null;
    const found = this.#foreign.get(href);
    if (found !== undefined) return found;
    this.#foreign.set(href, null);
    void this.o.fetchText(href).then((text) => {
      if (text === null) return;
      const sheet = this.o.newSheet();
      sheet.replaceSync(text);
      this.#foreign.set(href, sheet);
      this.o.onReady();
    }, this.o.onProblem);
    return null;
  }

  #isStale({ sheet, stale, rules, busy, restUntil }: Sheet): boolean {
    if (busy || performance.now() < restUntil) return false;
    return stale || rulesOf(sheet)?.length !== rules.length;
  }

  #update(known: Sheet, now: number): void {
    if (known.busy || (now < known.restUntil && known.ready)) return;
    if (!known.stale && rulesOf(known.sheet)?.length === known.rules.length) return;
    this.#refresh(known, Infinity);
    this.#publish(known);
  }

  /** Reads the rules that are not known yet. False when `deadline` passed before the last one. */
  #refresh(known: Sheet, deadline: number): boolean {
    const now = rulesOf(known.sheet) ?? [];
    const { rules, pieces } = known;
    let before: Map<CSSRule | null, string> | null = null;
    for (let i = 0; i < now.length; i++) {
      const rule = now[i]!;
      if (rules[i] === rule) continue;
      // Rules behind an inserted or deleted one are the same objects at another place.
      before ??= new Map(rules.map((known, at) => [known, pieces[at]!]));
      const text = before.get(rule) ?? textOfRule(rule, known.base);
      rules[i] = rule;
      pieces[i] = text;
      this.#noteReads(text);
      if (i % 16 === 15 && performance.now() > deadline) return false;
    }
    rules.length = pieces.length = now.length;
    return true;
  }

  #noteReads(text: string): void {
    for (const [, state] of text.matchAll(askedStates)) this.states.add(state!);
    if (!text.includes('[') && !text.includes('attr(')) return;
    readsOfAttributes(text, (name, use) => {
      const before = this.#uses.get(name);
      if (before === use || before === 'text' || (before && use === 'presence')) return;
      this.#uses.set(name, use);
      this.o.onRead(name);
    });
  }

  #publish(known: Sheet): void {
    known.stale = false;
    known.waiting.clear();
    known.unused.clear();
    const resolve: Resolve = (address, font) => {
      if (address.startsWith('#')) return address;
      if (!font && known.hidden) return null;
      if (!known.foreign && !address.startsWith('data:') && !this.o.isUsed(address)) {
        known.unused.add(address);
        return null;
      }
      const at = this.o.at(address);
      if (at === undefined) known.waiting.add(address);
      return at ?? null;
    };
    let text = known.pieces
      .map((piece) => replaceAddresses(piece, piece.startsWith('@font-face'), resolve))
      .join('\n');
    const { shows } = this.o;
    if (known.hidden) text = withoutTexts(text, (said) => !isSign(said));
    else if (!shows(text)) text = withoutTexts(text, (said) => !shows(said));
    if (text === known.text) return;
    known.text = text;
    if (text.length <= inlineUnits) {
      known.ready = { asset: false, value: text };
      return;
    }
    known.restUntil = performance.now() + restMs;
    known.busy = this.o
      .put(encoder.encode(text), 'text/css')
      .then((value) => {
        if (value) known.ready = { asset: true, value };
      }, this.o.onProblem)
      .finally(() => {
        known.busy = null;
        this.o.onReady();
      });
  }
}

function sheetsOf({ node, role }: Mirrored): Iterable<CSSStyleSheet> {
  if (role === 'sheet') {
    const { sheet } = node as HTMLStyleElement;
    return sheet ? [sheet] : [];
  }
  return (node as Partial<DocumentOrShadowRoot>).adoptedStyleSheets ?? [];
}
