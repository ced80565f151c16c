import type { Page } from 'playwright-core';

/**
 * One side of a mirror as a probe sees it: the visitor's page itself, or the page that an engine has
 * rebuilt for an agent. Runs in the browser.
 */
export interface View {
  d: Document;
  w: Window & typeof globalThis;
  /** Throws where nothing matches, which is how a probe says that something is missing. */
  $<T extends Element = HTMLElement & HTMLInputElement>(selector: string): T;
  /** Texts of all that match. */
  texts(selector: string): (string | null)[];
  /** A computed style. */
  style(selector: string, property: string, pseudo?: string): string;
  /** Left, top, width and height in whole CSS pixels. */
  box(selector: string): number[];
  /** What is selected. */
  selection(): string;
  /** Where the visitor's pointer is shown, in CSS pixels of the visitor's viewport. */
  pointer(): { x: number; y: number } | null;
  /** All of the body: elements with their class, title and style, texts, comments, shadow roots. */
  tree(): string;
  /** The part of the page that a pinch has brought closer: scale, left, top. */
  pinch(): number[];
}

/**
 * Something that a page or its visitor does and that an agent must see. Functions run in the page, so
 * they use nothing from around them. `read` must give the same on both sides; on the visitor's side it
 * must change by `act` or `drive`, else the probe could not fail.
 */
export interface Probe {
  name: string;
  /** The content of the body. `OTHER` stands for the address of another origin. */
  html?: string;
  head?: string;
  /** A whole page in place of `html`. */
  page?: string;
  /** In the page, before it is captured. */
  before?(view: View): unknown;
  /** In the page, while it is captured. */
  act?(view: View): unknown;
  /** A person at the page. */
  drive?(page: Page): Promise<void>;
  read(view: View): unknown;
  /** Compares also how this looks, pixel by pixel. */
  picture?: string;
}

export type Groups = Record<string, Probe[]>;
