import { replaceAddresses, withoutContent } from './css';
import type { Assets } from './assets';

/** Images and backgrounds of single elements, and the sizes that hold their place meanwhile. */
export class Pictures {
  /** Elements that wait for an address to get its place in the store. */
  readonly #waiting = new Map<string, Set<Element>>();
  #boxes = new WeakMap<Element, string>();
  readonly #resizes: ResizeObserver;

  constructor(
    window: Window & typeof globalThis,
    private readonly assets: Assets,
    /** An attribute is to be written again. */
    private readonly onChange: (element: Element, name: string) => void,
  ) {
    this.#resizes = new window.ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (this.#boxes.has(target) && this.#boxes.get(target) !== measure(target)) {
          onChange(target, ':box');
        }
      }
    });
  }

  /** Tells of changes in an element's size from now on. */
  watch(element: Element): void {
    this.#resizes.observe(element);
  }

  unwatch(element: Element): void {
    this.#resizes.unobserve(element);
  }

  box(element: Element): string {
    const box = measure(element);
    this.#boxes.set(element, box);
    return box;
  }

  imageUrl(element: Element): string | null {
    const url = sourceOf(element);
    if (!url) return null;
    return this.#at(url, element, element.localName === 'img');
  }

  addressOf(element: Element, url: string): string | null {
    try {
      return this.#at(new URL(url, element.baseURI).href, element, false);
    } catch {
      return null;
    }
  }

  inlineStyle(element: Element, hidden: boolean): string {
    const raw = element.getAttribute('style') ?? '';
    if (!hidden && !/url|[\\@]|image|src/i.test(raw)) return raw;
    // As the browser has understood it: no escapes or comments that hide an address.
    const text = (element as HTMLElement).style?.cssText ?? '';
    if (hidden) return withoutContent(text);
    return replaceAddresses(text, false, (address) => {
      return address.startsWith('#') ? address : this.addressOf(element, address);
    });
  }

  /** An address has got its place in the store, or never will. */
  settled(url: string): void {
    const elements = this.#waiting.get(url);
    this.#waiting.delete(url);
    for (const element of elements ?? []) {
      this.onChange(element, ':src');
      if (element.hasAttribute('style')) this.onChange(element, 'style');
    }
  }

  stop(): void {
    this.#resizes.disconnect();
    this.#waiting.clear();
  }

  #at(url: string, element: Element, draws: boolean): string | null {
    const at = this.assets.at(url, draws ? element : null);
    if (at !== undefined) return at;
    const waiting = this.#waiting.get(url) ?? new Set();
    this.#waiting.set(url, waiting.add(element));
    return null;
  }
}

function sourceOf(element: Element): string | null {
  const { currentSrc, src } = element as HTMLImageElement;
  if (currentSrc) return currentSrc;
  if (element.localName === 'input') return src;
  const { href } = element as Partial<SVGImageElement>;
  if (!href?.baseVal) return null;
  try {
    return new URL(href.baseVal, element.baseURI).href;
  } catch {
    return null;
  }
}

function measure(element: Element): string {
  const { offsetWidth, offsetHeight } = element as Partial<HTMLElement>;
  if (offsetWidth !== undefined) return `${offsetWidth}x${offsetHeight}`;
  const { width, height } = element.getBoundingClientRect();
  return `${Math.round(width)}x${Math.round(height)}`;
}
