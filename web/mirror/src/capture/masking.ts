import type { PrivacyPolicy } from '@pillion/protocol';
import { looksLikeCard, namesSecret, namesSecretToken } from './maskingPatterns';

/** Kinds of input whose state is a press or a place on a scale, never a text that was typed. */
const notTyped = /^(?:checkbox|radio|button|submit|reset|image|range|color|file)$/;

/** A selector that more than the element itself decides: its matches change with what is around it. */
const dependsOnOthers = /[\s>+~:|]/;

/**
 * Decides what is hidden, before anything is written. It fails closed: a policy that can't be read, or a
 * `hide` that doesn't parse, hides the whole page and lets nothing be shown again.
 */
export class Masking {
  /** Hidden unless something says otherwise. */
  readonly base: boolean;
  /** Texts that look like card numbers are hidden wherever they stand, and so are texts in CSS. */
  readonly cards: boolean;
  readonly cssTexts: boolean;
  readonly #hide: string;
  readonly #show: string;
  readonly #mayShow: boolean;
  readonly #sweeps: string[];
  /** Fields seen with a secret's type once stay secret, whatever the page makes of them later. */
  readonly #secrets = new WeakSet<Element>();

  constructor(policy: PrivacyPolicy, document: Document, onProblem: (problem: unknown) => void) {
    let preset: string = policy?.preset;
    let mayShow = true;
    if (preset !== 'open' && preset !== 'balanced' && preset !== 'private') {
      onProblem(new Error('the privacy policy has no preset that is known'));
      preset = 'private';
      mayShow = false;
    }
    const usable = (list: readonly string[], name: string, onBad: () => void) => {
      if (!Array.isArray(list)) {
        onProblem(new Error(`the privacy policy's list of what to ${name} is no list`));
        onBad();
        return [];
      }
      return list.filter((selector) => {
        if (parses(document, selector)) return true;
        onProblem(new Error(`a selector of what to ${name} doesn't parse`));
        onBad();
        return false;
      });
    };
    const hide = usable(policy?.hide, 'hide', () => {
      preset = 'private';
      mayShow = false;
    });
    const show = usable(policy?.show, 'show', () => {});
    this.#hide = hide.join();
    this.#mayShow = mayShow;
    this.#show = mayShow ? show.join() : '';
    this.base = preset === 'private';
    this.cssTexts = this.base;
    this.cards = preset !== 'open';
    this.#sweeps = [this.#hide, this.#show].filter((list) => dependsOnOthers.test(list));
  }

  /** True when texts and values in an element are hidden, given whether they are around it. */
  hides(element: Element, around: boolean): boolean {
    const own = (element.getAttribute('data-pillion') ?? '').toLowerCase();
    if (/\bhide\b/.test(own) || (this.#hide && element.matches(this.#hide))) return true;
    if (this.isSecret(element)) return true;
    if (/\bshow\b/.test(own) ? this.#mayShow : this.#show && element.matches(this.#show)) {
      return false;
    }
    return around;
  }

  /** True when the matches of a selector can change without a change to the element itself. */
  get sweeps(): boolean {
    return this.#sweeps.length > 0;
  }

  /** The elements of a document or shadow root that such selectors match now. */
  swept(root: ParentNode): Set<Element> {
    const matched = new Set<Element>();
    for (const list of this.#sweeps) for (const e of root.querySelectorAll(list)) matched.add(e);
    return matched;
  }

  /** True for a field that is never shown. What it once was counts, not only what it is. */
  isSecret(element: Element): boolean {
    const name = element.localName;
    const field = name === 'input' || name === 'textarea' || name === 'select';
    if (!field && !isEditor(element)) return false;
    if (this.#secrets.has(element)) return true;
    if (!this.#readsSecret(element)) return false;
    this.#secrets.add(element);
    return true;
  }

  /** Remembers a field that is, or was a moment ago, a password. */
  noteSecret(element: Element): void {
    this.#secrets.add(element);
  }

  /** What may be sent of a text that is not hidden by its place; null when it is a card number. */
  text(text: string): string | null {
    return this.cards && looksLikeCard(text) ? null : text;
  }

  #readsSecret(element: Element): boolean {
    const { type = '' } = element as Partial<HTMLInputElement>;
    if (type === 'password') return true;
    const read = (name: string) => element.getAttribute(name) ?? '';
    if (namesSecretToken(read('autocomplete'))) return true;
    if (element.localName === 'input' && notTyped.test(type)) return false;
    const named = ['name', 'id', 'aria-label', 'placeholder', 'title'].some((n) =>
      namesSecret(read(n)),
    );
    return named || labelsOf(element).some((label) => namesSecret(label.textContent ?? ''));
  }
}

function isEditor(element: Element): boolean {
  return element.hasAttribute('contenteditable') || element.getAttribute('role') === 'textbox';
}

function labelsOf(element: Element): Element[] {
  const labels: Element[] = [...((element as Partial<HTMLInputElement>).labels ?? [])];
  const ids = element.getAttribute('aria-labelledby');
  if (ids) {
    const root = element.getRootNode() as Partial<DocumentOrShadowRoot> & ParentNode;
    for (const id of ids.split(/\s+/)) {
      const label = id && root.querySelector?.(`[id="${CSS.escape(id)}"]`);
      if (label) labels.push(label);
    }
  }
  return labels;
}

function parses(document: Document, selector: unknown): boolean {
  if (typeof selector !== 'string' || !selector.trim()) return false;
  try {
    document.createDocumentFragment().querySelector(selector);
    // Joined to a list later on, so it must not leave anything open either.
    document.createDocumentFragment().querySelector(`${selector},a`);
    return true;
  } catch {
    return false;
  }
}
