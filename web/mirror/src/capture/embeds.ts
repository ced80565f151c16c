import type { OpWriter } from '../wire/writer';
import { Embed, lookMs, type Surroundings, type UnseenRect } from './embed';
import type { Mirrored, Tree } from './tree';

/** A keyframe of the page waits this long for those of its frames. */
const keyframeMs = 250;
const mostFrames = 20;

interface EmbedsOptions extends Surroundings {
  tree: Tree;
  writer: OpWriter;
  /** All frames of the tree. */
  frames: ReadonlySet<Mirrored>;
  /** It has a document that this page mirrors itself. */
  isReadable(frame: Element): boolean;
}

/**
 * The pages of other origins in the frames of a page, as far as they are of its site and carry the snippet.
 * Each captures itself, and decides what of it is hidden before anything leaves it; what it wrote goes into
 * this page's frames. A page is asked by its exact origin, so nobody else can hear it, and answers through
 * the port that came with the question, so nobody else can answer. Loaded with the first frame that can't be
 * read.
 */
export class Embeds {
  readonly #o: EmbedsOptions;
  readonly #embeds = new Map<Element, Embed>();
  readonly #timer: number;
  #paused = false;
  /** A keyframe is being written: the tree is not whole. */
  #writing = false;

  constructor(options: EmbedsOptions) {
    this.#o = options;
    this.#timer = options.options.window.setInterval(() => this.#look(), lookMs);
    this.#look();
  }

  /** True for a frame whose page is shown. */
  has(frame: Element): boolean {
    return !!this.#embeds.get(frame)?.shown;
  }

  /** What is not seen of a page in a frame, as far as it has told; null where none shows itself. */
  unseen(frame: Element): UnseenRect[] | null {
    return this.has(frame) ? this.#embeds.get(frame)!.unseen() : null;
  }

  /** A keyframe of the page begins, which holds one of each of its frames. */
  begin(): void {
    this.#writing = true;
    for (const embed of this.#embeds.values()) embed.renew();
  }

  /** Resolves when they are there, or late. */
  async ready(): Promise<void> {
    const { window } = this.#o.options;
    const all = [...this.#embeds.values()].map((embed) => embed.whole);
    await Promise.race([
      Promise.all(all),
      new Promise((resolve) => window.setTimeout(resolve, keyframeMs)),
    ]);
  }

  flush(): void {
    this.#writing = false;
    const { tree, writer } = this.#o;
    for (const [frame, embed] of this.#embeds) {
      const mirrored = tree.get(frame);
      if (!mirrored || mirrored.hidden) this.#end(frame, embed);
      else embed.write(writer, mirrored.id);
    }
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    for (const embed of this.#embeds.values()) embed.send({ type: paused ? 'pause' : 'resume' });
  }

  stop(): void {
    this.#o.options.window.clearInterval(this.#timer);
    for (const [frame, embed] of this.#embeds) this.#end(frame, embed);
  }

  #look(): void {
    if (this.#writing) return;
    const { tree, frames, isReadable } = this.#o;
    for (const { node, hidden } of frames) {
      const frame = node as Element;
      if (hidden || frame.localName !== 'iframe' || isReadable(frame)) continue;
      if (this.#embeds.has(frame) || this.#embeds.size >= mostFrames) continue;
      const isPaused = () => this.#paused;
      this.#embeds.set(frame, new Embed(this.#o, frame as HTMLIFrameElement, isPaused));
    }
    for (const [frame, embed] of this.#embeds) {
      const mirrored = tree.get(frame);
      if (!mirrored || mirrored.hidden || isReadable(frame)) this.#end(frame, embed);
      else embed.look();
    }
  }

  #end(frame: Element, embed: Embed): void {
    embed.close();
    this.#embeds.delete(frame);
    const mirrored = this.#o.tree.get(frame);
    if (embed.shown && mirrored) this.#o.touch(frame);
  }
}
