import { OpCode } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { dom } from './dom';

/** What this needs of the rebuild of a page. */
export interface EmbeddedPage {
  apply(payload: Uint8Array): void;
  settle(): void;
  setAssets(assets: string): void;
  selection(): string;
  dispose(): void;
}

interface Shown {
  /** Of the frame; another one when the frame was put elsewhere, which takes its content away. */
  document: Document | null;
  page: EmbeddedPage;
  /** Nothing is applied but a keyframe. */
  lost: boolean;
}

/**
 * The pages in frames that are mirrored by captures of their own: mirrors within the mirror. What is wrong
 * with one of them never reaches the page around it.
 */
export class Embedded {
  private readonly shown = new Map<number, Shown>();

  constructor(
    private readonly make: (frame: HTMLIFrameElement) => EmbeddedPage,
    private readonly onLost: (problem: MirrorError) => void,
  ) {}

  apply(id: number, frame: HTMLIFrameElement, payload: Uint8Array): void {
    const document = dom.frameDocument(frame);
    let shown = this.shown.get(id);
    if (shown && shown.document !== document) {
      this.forget(id);
      shown = undefined;
    }
    const keyframe = payload[0] === OpCode.page;
    if (shown?.lost && !keyframe) return;
    try {
      if (!shown) {
        shown = { document, page: this.make(frame), lost: false };
        this.shown.set(id, shown);
      }
      shown.page.apply(payload);
      shown.lost = false;
    } catch (problem) {
      if (shown) shown.lost = true;
      this.onLost(problem instanceof MirrorError ? problem : new MirrorError(String(problem)));
    }
  }

  /** The layout around may have changed. */
  settle(): void {
    for (const { page } of this.shown.values()) page.settle();
  }

  setAssets(assets: string): void {
    for (const { page } of this.shown.values()) page.setAssets(assets);
  }

  selection(): string {
    return [...this.shown.values()].map(({ page }) => page.selection()).join('');
  }

  forget(id: number): void {
    this.shown.get(id)?.page.dispose();
    this.shown.delete(id);
  }

  clear(): void {
    for (const id of [...this.shown.keys()]) this.forget(id);
  }
}
