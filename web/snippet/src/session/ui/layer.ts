import { Scope } from '../scope';
import { h } from './dom';
import css from './styles.css';

/** More repairs than this in the window mean that the page fights against the sign. */
const maxRepairs = 30;
/** And more popovers than this that it is not worth to stay above every one of them. */
const maxRaises = 30;
const windowMs = 10_000;
const announceAfterMs = 120;

/** Events that end here: a page's shortcuts and "click outside" handlers have no business in our UI. */
const ownEvents = [
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'pointerdown'],
  ...['pointerup', 'touchstart', 'touchend', 'keydown', 'keyup', 'keypress', 'focusin', 'focusout'],
  ...['input', 'change', 'copy', 'cut', 'paste'],
];

/**
 * The one element that Pillion adds to a page: a host with a closed shadow root, in the top layer so
 * that it stays above dialogs. It is there only while something is shown in it.
 */
export class Layer {
  readonly #host = document.createElement('pillion-ui');
  readonly #root = this.#host.attachShadow({ mode: 'closed' });
  readonly #body = h('div', { class: 'p' });
  readonly #live = h('div', { class: 'live', role: 'status', 'aria-live': 'polite' });
  readonly #looks = new Set([css]);
  #scope: Scope | null = null;
  #shown = 0;
  #repairs = new Recently();
  #raises = new Recently();
  /** Called when the page removes or hides the host faster than it can be put back. */
  onFight: () => void = () => undefined;

  constructor() {
    this.#root.append(this.#body);
    this.#body.append(this.#live);
    this.#host.setAttribute('popover', 'manual');
    for (const type of ownEvents) {
      this.#root.addEventListener(type, (event) => event.stopPropagation(), {
        passive: true,
      });
    }
  }

  owns(node: Node): boolean {
    return node === this.#host || node.getRootNode() === this.#root;
  }

  get focused(): Element | null {
    return this.#root.activeElement;
  }

  /** Shows `element`; returns what takes it away again. */
  show(element: HTMLElement): () => void {
    if (this.#shown++ === 0) this.#attach();
    this.#body.append(element);
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      element.remove();
      if (--this.#shown === 0) this.#detach();
    };
  }

  /** Adds the style sheet of something that is shown from now on. */
  look(css: string): void {
    this.#looks.add(css);
    if (this.#scope) this.#dress();
  }

  /** Says `text` to a screen reader. */
  announce(text: string): void {
    // A live region speaks of changes after it is there, not of what it was born with.
    this.#scope?.after(announceAfterMs, () => {
      this.#live.textContent = text;
    });
  }

  #attach(): void {
    const scope = (this.#scope = new Scope());
    this.#dress();
    this.#live.textContent = '';
    this.#repairs = new Recently();
    this.#raises = new Recently();
    this.#place();
    // Told when the host loses its box: removed, or inside something hidden.
    const size = new ResizeObserver(() => this.#repair());
    size.observe(this.#host);
    // Opening a modal dialog makes everything outside it unusable, our End button included.
    const opened = new MutationObserver(() => this.#repair());
    opened.observe(document, { subtree: true, attributes: true, attributeFilter: ['open'] });
    scope.add(() => size.disconnect());
    scope.add(() => opened.disconnect());
    scope.on(document, 'fullscreenchange', () => this.#raise());
    scope.on<ToggleEvent>(
      document,
      'toggle',
      (event) => {
        // Closed as a popover it would still have its box, but under whatever the page puts on top.
        if (event.target === this.#host) this.#repair();
        else if (event.newState === 'open') this.#raise();
      },
      { capture: true },
    );
  }

  #dress(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([...this.#looks].join(''));
    this.#root.adoptedStyleSheets = [sheet];
  }

  #detach(): void {
    this.#scope?.close();
    this.#scope = null;
    this.#host.remove();
  }

  #home(): Element {
    const modals = [...document.querySelectorAll('dialog[open]')].filter((it) => is(it, ':modal'));
    const current = modals.filter((modal) => modal.contains(document.activeElement));
    return current.at(-1) ?? modals.at(-1) ?? document.documentElement;
  }

  #isOpen(): boolean {
    return is(this.#host, ':popover-open') && this.#host.getClientRects().length > 0;
  }

  #repair(): void {
    if (!this.#scope) return;
    const home = this.#home();
    if (this.#isOpen() && this.#host.parentNode === home) return;
    if (this.#repairs.count() > maxRepairs) this.onFight();
    else this.#place();
  }

  #raise(): void {
    if (!this.#scope || this.#raises.count() > maxRaises) return;
    this.#keepFocus(() => {
      this.#host.hidePopover?.();
      this.#place();
    });
  }

  #place(): void {
    this.#keepFocus(() => {
      const home = this.#home();
      if (this.#host.parentNode !== home) home.append(this.#host);
      // A browser without popovers shows it by its z-index.
      if (!is(this.#host, ':popover-open')) this.#host.showPopover?.();
    });
  }

  #keepFocus(move: () => void): void {
    const focused = this.#root.activeElement;
    move();
    if (focused instanceof HTMLElement && this.#root.activeElement !== focused) {
      focused.focus({ preventScroll: true });
    }
  }
}

/** How often something happened of late, this time included. */
class Recently {
  #at: number[] = [];

  count(): number {
    const now = performance.now();
    this.#at = this.#at.filter((at) => now - at < windowMs);
    return this.#at.push(now);
  }
}

/** A browser that does not know the selector has nothing that matches it, but for the popover itself. */
function is(element: Element, selector: ':modal' | ':popover-open'): boolean {
  try {
    return element.matches(selector);
  } catch {
    return selector === ':popover-open' && element.isConnected;
  }
}
