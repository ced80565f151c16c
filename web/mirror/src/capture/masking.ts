import type { PrivacyPolicy } from '@pillion/protocol';
import {
  isPartOfCard,
  looksLikeCard,
  mayBecomeCard,
  namesSecret,
  namesSecretToken,
} from './maskingPatterns';

/** Kinds of input whose state is a press or a place on a scale, never a text that was typed. */
const notTyped = /^(?:checkbox|radio|button|submit|reset|image|range|color|file)$/;

/** Secret fields whose content is looked for elsewhere: those that were seen, or typed into, last. */
const maxHeld = 64;

/** A selector that more than the element itself decides: its matches change with what is around it. */
const dependsOnOthers = /[\s>+~:|]/;

/**
 * Decides what is hidden, before anything is written. It fails closed: a policy that can't be read, or a
 * `hide` that doesn't parse, hides the whole page and lets nothing be shown again.
 */
export class Masking {
  /** Hidden unless something says otherwise, and so are texts and pictures in CSS. */
  readonly base: boolean;
  /** Texts that look like card numbers are hidden wherever they stand. */
  readonly cards: boolean;
  readonly #hide: string;
  readonly #show: string;
  readonly #mayShow: boolean;
  readonly #sweeps: string[];
  /** Fields seen with a secret's type once stay secret, whatever the page makes of them later. */
  readonly #secrets = new WeakSet<Element>();
  /** What secret fields hold, or held when they were last in the page: hidden where else it turns up. */
  readonly #held = new Map<Element, string>();
  #values = new Set<string>();

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
    this.cards = preset !== 'open';
    this.#sweeps = [this.#hide, this.#show].filter((list) => dependsOnOthers.test(list));
  }

  /** True when texts and values in an element are hidden, given whether they are around it. */
  hides(element: Element, around: boolean): boolean {
    const own = element.getAttribute('data-pillion')?.toLowerCase() ?? '';
    if ((own && /\bhide\b/.test(own)) || (this.#hide && element.matches(this.#hide))) return true;
    if (isTyped(element) && (this.isSecret(element) || this.#isDotted(element))) return true;
    if (own && /\bshow\b/.test(own) ? this.#mayShow : this.#show && element.matches(this.#show)) {
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
    if (!isTyped(element)) return false;
    if (this.#secrets.has(element)) return true;
    if (!this.#readsSecret(element)) return false;
    this.noteSecret(element);
    return true;
  }

  /** Remembers a field that is, or was a moment ago, a secret one. */
  noteSecret(element: Element): void {
    this.#secrets.add(element);
    if (this.#held.size > maxHeld) this.#held.delete(this.#held.keys().next().value!);
    const before = this.#held.get(element) ?? '';
    this.#held.delete(element);
    this.#held.set(element, before);
    this.look();
  }

  /** Just before something is typed: the page may have come to draw dots since. */
  typing(element: Element): void {
    if ((element as HTMLInputElement).type === 'password') this.noteSecret(element);
    else if (isTyped(element)) this.#isDotted(element);
  }

  /** Looks at what secret fields hold now. */
  look(): void {
    let changed = false;
    for (const [element, before] of this.#held) {
      const { value, isConnected } = element as HTMLInputElement;
      if (value === before || !isConnected) continue;
      this.#held.set(element, value ?? '');
      changed = true;
    }
    if (!changed) return;
    this.#values = new Set(this.#held.values());
    // An empty field is no secret; all white space would be hidden with it.
    this.#values.delete('');
  }

  /**
   * What may be sent of a text that is not hidden by its place. Null when it is a card number, or is what
   * a secret field holds; of `at`, also when it is part of one, or may become one while it is typed.
   */
  text(text: string, at?: Node): string | null {
    if (text.length > 3 && this.#values.has(text.trim())) return null;
    if (!this.cards || !/\d{3}/.test(text)) return text;
    const card =
      looksLikeCard(text) ||
      (at &&
        ((mayBecomeCard(text) && hasFocus(at)) ||
          (at.nodeType === 3 && isPartOfCard(text, () => textAround(at)))));
    return card ? null : text;
  }

  /** True for a field whose letters the page shows as dots without calling it a password. */
  #isDotted(element: Element): boolean {
    if (element.localName === 'select' && !isEditor(element)) return false;
    const style = getComputedStyle(element);
    const dots = style.getPropertyValue('-webkit-text-security') || 'none';
    if (dots === 'none' && !/text-security|password/i.test(style.fontFamily)) return false;
    this.noteSecret(element);
    return true;
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

/** As a page writes it: the groups of a number are texts beside each other, or elements with one each. */
function textAround({ parentNode }: Node): string {
  const alone = parentNode?.childNodes.length === 1 ? parentNode.parentNode : parentNode;
  const few = alone && alone.childNodes.length < 40 && alone.nodeName !== 'TR';
  return few ? (alone.textContent ?? '') : '';
}

function hasFocus(node: Node): boolean {
  const { activeElement } = node.getRootNode() as Partial<DocumentOrShadowRoot>;
  return activeElement?.contains(node) ?? false;
}

/** True for what people type or choose in. */
function isTyped(element: Element): boolean {
  const name = element.localName;
  return name === 'input' || name === 'textarea' || name === 'select' || isEditor(element);
}

export function isEditor(element: Element): boolean {
  if (!element.hasAttributes()) return false;
  return element.hasAttribute('contenteditable') || element.getAttribute('role') === 'textbox';
}

/**
 * The labels of a document or shadow root by the id of their field. Asking a field for its labels walks
 * through the whole page each time; this does so once for all of them, and forgets it with the task.
 */
const labels = new Map<Node, Map<string, Element[]>>();

function labelsIn(root: ParentNode & Node): Map<string, Element[]> {
  let found = labels.get(root);
  if (!found) {
    if (labels.size === 0) queueMicrotask(() => labels.clear());
    labels.set(root, (found = new Map()));
    for (const label of root.querySelectorAll<HTMLLabelElement>('label[for]')) {
      found.set(label.htmlFor, [...(found.get(label.htmlFor) ?? []), label]);
    }
  }
  return found;
}

function labelsOf(element: Element): Element[] {
  const root = element.getRootNode() as Partial<DocumentOrShadowRoot> & ParentNode & Node;
  if (!root.querySelectorAll) return [];
  const around = element.closest('label');
  const labels = [...(labelsIn(root).get(element.id) ?? []), ...(around ? [around] : [])];
  const ids = element.getAttribute('aria-labelledby');
  if (ids) {
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
