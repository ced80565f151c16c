import type { SheetData } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { baseCss, darkCss, gutterCss, lightCss } from './base';
import { filterCss } from './css';
import { Media } from './media';
import type { TextCache } from './text-cache';

const patienceMs = 1_500;
const hashPattern = /^[0-9a-f]{64}$/;

type AdoptingRoot = Document | ShadowRoot;

interface Owned {
  sheets: readonly SheetData[];
  /** Rises with every change, so that a text that arrives late does not undo a newer one. */
  version: number;
}

/** Sheets that are asked for before their owners are there; those beyond are asked for with them. */
const mostExpected = 256;

/** The style sheets of all rebuilt owners. */
export class Sheets {
  private owned = new WeakMap<Node, Owned>();
  private own = new Map<Document, CSSStyleSheet>();
  private readonly gutters = new WeakMap<Document, CSSStyleSheet>();
  private readonly filtered = new Map<string, string>();
  private waiting = new Set<Promise<unknown>>();
  private bits = 0;
  private media = new Media(0);

  constructor(
    private readonly texts: TextCache,
    private readonly onText: () => void,
    private readonly onMissing: (hash: string) => void,
  ) {}

  /** Forgets what the last keyframe waited for. */
  reset(): void {
    this.owned = new WeakMap();
    this.own = new Map();
    this.waiting = new Set();
  }

  /** These are named by what is applied next; they are on their way while the nodes are made. */
  expect(sheets: readonly SheetData[]): void {
    for (const { asset, value } of sheets.slice(0, mostExpected)) {
      if (asset && hashPattern.test(value)) void this.texts.get(value);
    }
  }

  /** Addresses in texts that were filtered before hold the old place of the assets. */
  rebase(): void {
    this.filtered.clear();
  }

  /** Resolves when every asset sheet that was asked for is there or failed, at most in 1.5 s. */
  async settled(): Promise<void> {
    const all = Promise.all([...this.waiting]);
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  }

  get pending(): boolean {
    return this.waiting.size > 0;
  }

  /** The sheet of a style element: `owner.text` is the one text node that holds it. */
  setStyle(style: Element, text: Text, sheets: readonly SheetData[]): void {
    const owned = this.claim(style, sheets);
    const [sheet] = sheets;
    if (!sheet || sheet.disabled) style.setAttribute('media', 'not all');
    else if (sheet.media) style.setAttribute('media', this.media.query(sheet.media));
    else style.removeAttribute('media');
    if (!sheet) text.data = '';
    else this.fill(style, owned, sheet, (css) => (text.data = css));
  }

  /** The adopted sheets of a document or shadow root; the mirror's own come first. */
  setAdopted(root: AdoptingRoot, sheets: readonly SheetData[]): void {
    const owned = this.claim(root, sheets);
    const view = viewOf(root);
    const made = sheets.map((data) => {
      const sheet = new view.CSSStyleSheet({
        media: this.media.query(data.media),
        disabled: data.disabled,
      });
      this.fill(root, owned, data, (css) => sheet.replaceSync(css));
      return sheet;
    });
    root.adoptedStyleSheets = [...this.ownSheets(root), ...made];
  }

  /** For a document or shadow root that is new, or that came into another document. */
  adoptOwn(root: AdoptingRoot): void {
    this.setAdopted(root, this.owned.get(root)?.sheets ?? []);
  }

  /** The document of a frame that moved is a new one; it has the sheets of the one before. */
  moved(from: Document, to: Document): void {
    const owned = this.owned.get(from);
    if (owned) this.owned.set(to, owned);
    this.adoptOwn(to);
  }

  /** What the visitor's device is like. True when sheets have to be made anew for it. */
  setMedia(bits: number): boolean {
    if (bits === this.bits) return false;
    this.bits = bits;
    this.media = new Media(bits);
    this.filtered.clear();
    for (const sheet of this.own.values()) sheet.replaceSync(this.ownCss());
    return true;
  }

  /** Makes the sheets of an owner anew. */
  again(owner: Node, text: Text | null): void {
    const sheets = this.owned.get(owner)?.sheets;
    if (!sheets) return;
    if (text) this.setStyle(owner as Element, text, sheets);
    else this.setAdopted(owner as AdoptingRoot, sheets);
  }

  setGutters(document: Document, scrollbarX: number, scrollbarY: number): void {
    this.gutterSheet(document).replaceSync(gutterCss(scrollbarX, scrollbarY));
  }

  /** Hides a page until what is returned is called. */
  veil(document: Document | null): () => void {
    if (!document) return () => undefined;
    const sheet = new (viewOf(document).CSSStyleSheet)();
    sheet.replaceSync(':root { opacity: 0 !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      const { adoptedStyleSheets: all } = document;
      document.adoptedStyleSheets = all.filter((one) => one !== sheet);
    };
  }

  private claim(owner: Node, sheets: readonly SheetData[]): Owned {
    for (const sheet of sheets) {
      if (sheet.asset && !hashPattern.test(sheet.value)) {
        throw new MirrorError('a sheet names no asset');
      }
    }
    const owned = { sheets, version: (this.owned.get(owner)?.version ?? 0) + 1 };
    this.owned.set(owner, owned);
    return owned;
  }

  private fill(owner: Node, owned: Owned, data: SheetData, put: (css: string) => void): void {
    if (!data.asset) {
      put(this.filter(data.value));
      return;
    }
    const hash = data.value;
    const known = this.texts.peek(hash);
    if (known !== null) {
      put(this.filterAsset(hash, known));
      return;
    }
    const waiting = this.waiting;
    const arrival = this.texts.get(hash).then((text) => {
      waiting.delete(arrival);
      if (this.owned.get(owner) !== owned) return;
      if (text === null) this.onMissing(hash);
      else {
        put(this.filterAsset(hash, text));
        this.onText();
      }
    });
    waiting.add(arrival);
  }

  private filterAsset(hash: string, text: string): string {
    let css = this.filtered.get(hash);
    if (css === undefined) {
      css = this.filter(text);
      this.filtered.set(hash, css);
      // Small on purpose: the texts themselves are kept, and filtering one again is cheap.
      if (this.filtered.size > 32) this.filtered.delete(this.filtered.keys().next().value!);
    }
    return css;
  }

  private filter(text: string): string {
    return filterCss(this.media.sheet(text), this.texts.base);
  }

  /** A page that says what schemes it can do is shown in the one that the visitor wants. */
  private ownCss(): string {
    return baseCss + (this.media.dark ? darkCss : lightCss);
  }

  private ownSheets(root: AdoptingRoot): CSSStyleSheet[] {
    const document =
      root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : root.ownerDocument!;
    let sheet = this.own.get(document);
    if (!sheet) {
      sheet = new (viewOf(document).CSSStyleSheet)();
      sheet.replaceSync(this.ownCss());
      this.own.set(document, sheet);
    }
    return root === document ? [sheet, this.gutterSheet(document)] : [sheet];
  }

  private gutterSheet(document: Document): CSSStyleSheet {
    let sheet = this.gutters.get(document);
    if (!sheet) {
      sheet = new (viewOf(document).CSSStyleSheet)();
      this.gutters.set(document, sheet);
    }
    return sheet;
  }
}

/** The window of a rebuilt document; sheets only work in the document of the window that made them. */
function viewOf(root: AdoptingRoot): Window & typeof globalThis {
  const document = root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : root.ownerDocument!;
  const view = document.defaultView;
  if (!view) throw new MirrorError('a document is not shown');
  return view;
}
