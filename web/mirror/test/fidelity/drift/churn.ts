/** What changes a page, as `window.churn`. */
export interface Churn {
  /** Makes so many random changes, all of them in one turn of the page's event loop. */
  tick(changes: number): void | Promise<void>;
}

declare global {
  interface Window {
    churn: Churn;
  }
}

export const seed = 20_260_722;
