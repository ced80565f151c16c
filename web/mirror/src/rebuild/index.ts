import type { NodePoint } from '../capture/options';
import { limits, type Op, type Viewport } from '../wire/ops';
import { MirrorError, OpReader } from '../wire/reader';
import { Animations } from './animations';
import { Budget } from './budget';
import { dom } from './dom';
import { digest } from './drift';
import { setDensity, type AttributeContext } from './attributes';
import { Embedded } from './embedded';
import { setForm } from './form';
import { setLayer } from './layers';
import { Looks } from './looks';
import { Masks } from './masks';
import { locate, pointAt } from './point';
import { Scrolls } from './scroll';
import { Selections } from './selection';
import { Sheets } from './sheets';
import { isSprite } from './sprites';
import { TextCache } from './text-cache';
import { Tree } from './tree';
import { assetBase } from './urls';

export { MirrorError } from '../wire/reader';
export type { NodePoint } from '../capture/options';
export type { Viewport } from '../wire/ops';

export interface RebuildOptions {
  /** Empty, `sandbox="allow-same-origin"` and nothing more; it is sized to the visitor's viewport. */
  frame: HTMLIFrameElement;
  /** Where assets are served, on this page's own origin: `{assets}{hash}`. */
  assets: string;
  /** The visitor's viewport, with every keyframe and whenever it changes. */
  onViewport(viewport: Viewport): void;
  /** The page of a keyframe is shown: its sheets are there, or waited for long enough. */
  onPicture?(): void;
  /** Something is missing from the picture, such as a sheet that could not be loaded. */
  onProblem(problem: Error): void;
  /**
   * A page in a frame can't be followed until its next keyframe, or one of the whole page. The rest of the
   * picture goes on.
   */
  onLost?(problem: MirrorError): void;
}

/** Rebuilds a visitor's page from the payloads of its keyframes and deltas. */
export interface Rebuild {
  /**
   * Applies one payload. Throws MirrorError, and nothing else, for a payload that no capture writes;
   * after that every payload is refused until one begins with a page.
   */
  apply(payload: Uint8Array): void;
  /** The deepest element at a place in the visitor's viewport, CSS pixels; null where there is none. */
  pointAt(x: number, y: number): NodePoint | null;
  /** Where a point is in the visitor's viewport, CSS pixels; null when its node is gone. */
  locate(point: NodePoint): { x: number; y: number } | null;
  /** From now on assets are read from another place. */
  setAssets(assets: string): void;
  /** Empties the picture; the next payload must begin with a page. */
  reset(): void;
  /** What the visitor has selected on the page. */
  selection(): string;
  dispose(): void;
}

/** No screen is larger; a payload that says otherwise wants memory. */
const maxViewport = 16_384;

export function createRebuild(options: RebuildOptions): Rebuild {
  return new PageRebuild(options);
}

/** What the page in a frame has in common with the one around it. */
interface Around {
  depth: number;
  texts: TextCache;
  budget: Budget;
}

class PageRebuild implements Rebuild {
  private readonly frame: HTMLIFrameElement;
  private readonly texts: TextCache;
  private readonly context: AttributeContext;
  private readonly sheets: Sheets;
  private readonly masks = new Masks();
  private readonly tree: Tree;
  private readonly scrolls: Scrolls;
  private readonly looks: Looks;
  private readonly selections: Selections;
  private readonly animations = new Animations();
  private readonly embedded: Embedded;
  private reader = new OpReader();
  private whole = false;
  private disposed = false;
  private pictures = 0;

  constructor(
    private readonly options: RebuildOptions,
    private readonly around: Around | null = null,
  ) {
    const { frame } = options;
    if (frame.sandbox.length !== 1 || !frame.sandbox.contains('allow-same-origin')) {
      throw new TypeError('a page is only rebuilt in a frame with sandbox="allow-same-origin"');
    }
    this.frame = frame;
    const base = assetBase(options.assets, location.href);
    this.texts = around?.texts ?? new TextCache(base);
    this.context = {
      base,
      isSprite: async (hash) => isSprite((await this.texts.get(hash)) ?? '<use>'),
    };
    this.sheets = new Sheets(
      this.texts,
      () => this.scrolls.retry(),
      (hash) => options.onProblem(new Error(`the style sheet ${hash} could not be loaded`)),
    );
    this.tree = new Tree(
      frame,
      this.sheets,
      this.masks,
      this.context,
      around?.budget ?? Budget.ofPage(),
      (id) => {
        this.embedded.forget(id);
        this.scrolls.forget(id);
        this.animations.forget(id);
      },
      // Pictures that arrive change the layout, and with it how far a box can scroll.
      ({ target }) => {
        if (target && dom.localName(target) === 'img') setDensity(target as HTMLImageElement);
        this.scrolls.retry();
      },
    );
    const inside = {
      depth: (around?.depth ?? 0) + 1,
      texts: this.texts,
      budget: around?.budget ?? Budget.ofEmbedded(),
    };
    const { onProblem, onLost = () => undefined } = options;
    this.embedded = new Embedded((frame) => {
      if (inside.depth > limits.embeddedDepth) throw new MirrorError('the frames are too deep');
      const { base: assets } = this.context;
      const onViewport = () => undefined;
      return new PageRebuild({ frame, assets, onViewport, onProblem, onLost }, inside);
    }, onLost);
    const find = (id: number) => this.tree.find(id);
    this.scrolls = new Scrolls(find);
    this.looks = new Looks(find, (node) => this.tree.outer(node));
    this.selections = new Selections(this.tree);
  }

  apply(payload: Uint8Array): void {
    if (this.disposed) return;
    try {
      const ops = this.reader.read(payload);
      if (!this.whole && ops[0]?.op !== 'page') throw new MirrorError('a keyframe must come first');
      for (const op of ops) if (op.op === 'sheets') this.sheets.expect(op.sheets);
      ops.forEach((op, index) => {
        if (op.op === 'page' && index > 0) throw new MirrorError('a page begins in the middle');
        this.perform(op);
      });
    } catch (problem) {
      this.whole = false;
      throw problem instanceof MirrorError ? problem : new MirrorError(String(problem));
    }
    this.settle();
    this.looks.refresh();
  }

  /** After anything that may have changed the layout. */
  settle(): void {
    this.scrolls.retry();
    this.embedded.settle();
  }

  pointAt(x: number, y: number): NodePoint | null {
    return pointAt(this.tree, x, y);
  }

  locate(point: NodePoint): { x: number; y: number } | null {
    return locate(this.tree, point);
  }

  selection(): string {
    return this.selections.text() || this.embedded.selection();
  }

  setAssets(assets: string): void {
    const base = assetBase(assets, location.href);
    if (base === this.context.base) return;
    this.context.base = this.texts.base = base;
    this.sheets.rebase();
    this.embedded.setAssets(assets);
  }

  reset(): void {
    this.whole = false;
    this.reader = new OpReader();
    this.forgetPage();
    const root = this.tree.root?.documentElement;
    if (root) dom.remove(root);
  }

  dispose(): void {
    if (this.disposed) return;
    this.reset();
    this.disposed = true;
    if (!this.around) this.texts.dispose();
  }

  private perform(op: Op): void {
    switch (op.op) {
      case 'page':
        return this.page(op);
      case 'insert':
        if (op.node.kind === 'document') this.embedded.forget(op.parent);
        return this.tree.insert(op.parent, op.next, op.node);
      case 'remove':
        return this.tree.remove(op.id);
      case 'move':
        return this.tree.move(op.id, op.parent, op.next);
      case 'attribute':
        return this.tree.attribute(op.id, op.name, op.value);
      case 'noAttribute':
        return this.tree.noAttribute(op.id, op.name);
      case 'text':
        return this.tree.text(op.id, op.text);
      case 'form': {
        this.tree.spend(op.value.length);
        const { element, plan } = this.tree.element(op.id);
        return setForm(element, plan, op.kind, op.value, op.on);
      }
      case 'scroll':
        return void (this.tree.node(op.id), this.scrolls.set(op.id, op.x, op.y));
      case 'sheets':
        return this.setSheets(op);
      case 'viewport':
        return this.viewport(op.viewport);
      case 'layer':
        return setLayer(this.tree.element(op.id).element, op.mode);
      case 'look':
        return this.looks.set(op.kind, op.id);
      case 'selection':
        return this.selections.set(op.from, op.start, op.to, op.end);
      case 'animations':
        this.tree.spend(op.list.length);
        return this.animations.set(
          op.id,
          this.tree.element(op.id).element,
          op.list,
          this.context.base,
        );
      case 'digest':
        if (digest(this.tree, op.first, op.count) === op.sum) return;
        throw new MirrorError('the page is not what it should be', true);
      case 'embedded':
        if (op.payload.length === 0) return this.embedded.forget(op.id);
        return this.embedded.apply(op.id, this.tree.embedding(op.id), op.payload);
    }
  }

  private page(op: Op & { op: 'page' }): void {
    if (op.root.kind !== 'document') throw new MirrorError('the root is no document');
    this.forgetPage();
    this.sheets.setMedia(op.viewport.media);
    // Neither style nor layout is worth doing before the sheets are there, nor twice. A frame within a page
    // keeps its place.
    if (!this.around) this.frame.style.display = 'none';
    this.tree.page(op.root);
    this.whole = true;
    this.viewport(op.viewport);
    // The operations that follow in this payload name the sheets to wait for.
    const picture = ++this.pictures;
    queueMicrotask(() => void this.show(picture));
  }

  private async show(picture: number): Promise<void> {
    if (this.sheets.pending) {
      const unveil = this.around ? this.sheets.veil(this.tree.root) : () => undefined;
      await this.sheets.settled();
      unveil();
    }
    if (picture !== this.pictures || this.disposed) return;
    if (!this.around) this.frame.style.display = '';
    this.settle();
    this.options.onPicture?.();
  }

  private forgetPage(): void {
    this.pictures++;
    this.masks.clear();
    this.embedded.clear();
    this.scrolls.clear();
    this.looks.clear();
    this.selections.clear();
    this.animations.clear();
    this.sheets.reset();
    this.tree.clear();
  }

  private setSheets({ id, sheets }: Op & { op: 'sheets' }): void {
    for (const sheet of sheets) this.tree.spend(sheet.value.length);
    const owner = this.tree.node(id);
    const kind = this.tree.kindOf(owner);
    const text = this.tree.sheetTextOf(owner);
    if (text) this.sheets.setStyle(owner as Element, text, sheets);
    else if (kind === 'document') this.sheets.setAdopted(owner as Document, sheets);
    else if (kind === 'shadowRoot') this.sheets.setAdopted(owner as ShadowRoot, sheets);
    else throw new MirrorError('a node that has no sheets was given some');
  }

  private viewport(viewport: Viewport): void {
    const { width, height, scrollbarX, scrollbarY, media } = viewport;
    if (!(width >= 0 && height >= 0 && width <= maxViewport && height <= maxViewport)) {
      throw new MirrorError('the viewport is out of range');
    }
    // A frame within a page has the size that the page around it gives it.
    if (!this.around) {
      this.frame.style.width = `${width}px`;
      this.frame.style.height = `${height}px`;
    }
    const root = this.tree.root;
    if (root) this.sheets.setGutters(root, scrollbarX, scrollbarY);
    if (this.sheets.setMedia(media))
      for (const node of this.tree.all()) this.sheets.again(node, this.tree.sheetTextOf(node));
    this.options.onViewport(viewport);
  }
}
