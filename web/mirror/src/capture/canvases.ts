import type { Loaded } from './assets';
import { drawn, type Drawable } from './draw';
import type { Mirrored } from './tree';

export { drawn };

/** A canvas is looked at this often at most, and less often while it does not change. */
const everyMs = 500;
const seldomMs = 4_000;
/** Canvases that are read in one look. */
const atOnce = 4;

interface Still {
  hash: string | null;
  wait: number;
  due: number;
  busy: boolean;
}

/** Canvases as still pictures. Nothing tells when one was painted, so they are read now and then. */
export class Canvases {
  readonly #stills = new Map<Mirrored, Still>();
  /** Kept by element, so that a keyframe has the pictures at once. */
  readonly #hashes = new WeakMap<Node, string>();

  constructor(
    private readonly window: Window,
    private readonly put: (loaded: Loaded) => Promise<string | null>,
    private readonly onChange: (mirrored: Mirrored) => void,
    private readonly onProblem: (problem: unknown) => void,
    private readonly isHidden: (mirrored: Mirrored) => boolean,
    private readonly isUnderWay: (video: HTMLVideoElement) => boolean,
  ) {}

  /**
   * Shows the picture as a background at the size that the canvas has: without scripts a canvas is
   * nothing but a box around its fallback.
   */
  style(element: HTMLElement): string | null {
    const { poster } = element as Partial<HTMLVideoElement>;
    const shown = !poster || this.isUnderWay(element as HTMLVideoElement);
    const hash = this.#hashes.get(element);
    if (shown && !hash) return null;
    const { display, objectFit, backgroundColor } = this.window.getComputedStyle(element);
    const fit = objectFit === 'fill' ? '100% 100%' : objectFit === 'cover' ? 'cover' : 'contain';
    return (
      `${display === 'inline' ? 'display:inline-block;' : ''}box-sizing:border-box;` +
      `width:${element.offsetWidth}px;height:${element.offsetHeight}px;` +
      (shown
        ? `background:url("asset:${hash}") center/${fit} no-repeat content-box,${backgroundColor}`
        : '')
    );
  }

  add(mirrored: Mirrored): void {
    if (mirrored.role !== 'canvas' || mirrored.hidden) return;
    const hash = this.#hashes.get(mirrored.node) ?? null;
    this.#stills.set(mirrored, { hash, wait: everyMs, due: 0, busy: false });
  }

  drop(mirrored: Mirrored): void {
    this.#stills.delete(mirrored);
  }

  stop(): void {
    this.#stills.clear();
  }

  /** Reads those whose time has come, right after the page has painted: later they may read as blank. */
  look(): void {
    const now = performance.now();
    const due = [...this.#stills].filter(([, s]) => !s.busy && s.due <= now);
    if (due.length === 0 || this.window.document.hidden) return;
    this.window.requestAnimationFrame(() => {
      for (const [mirrored, still] of due.slice(0, atOnce)) {
        if (this.#stills.get(mirrored) === still) void this.#read(mirrored, still);
      }
    });
  }

  async #read(mirrored: Mirrored, still: Still): Promise<void> {
    still.busy = true;
    try {
      // It may have been hidden and painted in this very task.
      const loaded = this.isHidden(mirrored) ? null : await drawn(mirrored.node as Drawable);
      const hash = loaded && this.#stills.has(mirrored) ? await this.put(loaded) : null;
      const changed = hash !== null && hash !== still.hash;
      still.wait = changed ? everyMs : Math.min(seldomMs, still.wait * 2);
      if (changed && this.#stills.get(mirrored) === still) {
        still.hash = hash;
        this.#hashes.set(mirrored.node, hash);
        this.onChange(mirrored);
      }
    } catch (problem) {
      this.onProblem(problem);
    }
    still.due = performance.now() + still.wait;
    still.busy = false;
  }
}
