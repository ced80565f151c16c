import type { Capture, CaptureOptions, NodePoint, UnseenBox } from './options';
import { Pace, breathe } from './pace';
import { assemble, findHidden, type Parts } from './parts';
import { shadowOf } from './kinds';
import { locate, Pointing } from './pointing';
import { Walk } from './walk';

/** A keyframe takes the page's thread for this long at a time. */
const sliceMs = 5;
/** A flush that has more to write than this goes on in the next one. */
const flushMs = 7;
/** How often things are looked at that nothing tells of. */
const pollMs = 250;
/** Time for a look at the rules of style sheets, every other poll. */
const patrolMs = 2;
/** Elements of which each poll looks whether they got a shadow root. */
const shadowsAtOnce = 500;
/** Rest after a fault before the page is tried again from the beginning. */
const afterFaultMs = 1_000;

/** Captures a page into frames. See `Capture` for what each method promises. */
export class PageCapture implements Capture {
  readonly #o: CaptureOptions;
  #parts: Parts | null = null;
  #pace: Pace | null = null;
  #pointing: Pointing | null = null;
  #timer = 0;
  #faultTimer = 0;
  readonly #stop = new AbortController();
  #paused = false;
  #wantsKeyframe = false;
  #walking = false;
  /** After a fault, until the page is tried again. */
  #resting = false;
  /** A keyframe that was finished during a pause. */
  #held: Uint8Array | null = null;
  #resized = false;
  #looking = 0;
  #polls = 0;
  #shadows: Iterator<{ node: Node }> | null = null;
  #swept = new WeakMap<Node, Set<Element>>();

  constructor(options: CaptureOptions) {
    this.#o = options;
  }

  start(): void {
    if (this.#parts || this.#stop.signal.aborted) return;
    this.#safely(() => {
      const { window, sink } = this.#o;
      const soon = () => this.#pace?.soon();
      const safe =
        <T extends unknown[]>(act: (...args: T) => void) =>
        (...args: T) =>
          this.#safely(() => act(...args));
      const parts = assemble(
        this.#o,
        {
          records: safe((records) => {
            this.#note(records);
            soon();
          }),
          scroll: safe((target) => {
            parts.views.scrolled(target);
            soon();
          }),
          state: safe(soon),
          load: safe((target) => this.#loaded(target)),
          typing: safe((target) => parts.masking.typing(target as Element)),
          opens: safe((target) => {
            parts.layers.opens(target);
            soon();
          }),
          pointer: safe((event) => {
            this.#pointing?.moved(event);
            if (parts.looks.point(event)) soon();
          }),
        },
        soon,
        (problem) => this.#report(problem),
        this.#stop.signal,
      );
      this.#parts = parts;
      this.#pace = new Pace(window, () => this.#safely(() => this.#flush()));
      this.#pointing = new Pointing(window, parts.tree, (payload) => {
        if (!this.#paused) sink.pointer(payload);
      });
      const { signal } = this.#stop;
      const resized = () => {
        this.#resized = true;
        soon();
      };
      window.addEventListener('resize', resized, { signal });
      // A pinch changes nothing of the page, only what is seen of it.
      for (const type of ['resize', 'scroll']) {
        window.visualViewport?.addEventListener(type, resized, { signal });
      }
      this.#timer = window.setInterval(() => this.#safely(() => this.#poll()), pollMs);
      this.keyframe();
    });
  }

  keyframe(): void {
    this.#wantsKeyframe = true;
    this.#pace?.soon();
  }

  pause(): void {
    this.#hold(true);
  }

  resume(): void {
    this.#hold(false);
    this.#pace?.soon();
  }

  #hold(paused: boolean): void {
    this.#paused = paused;
    this.#parts?.embeds()?.pause(paused);
  }

  locate(point: NodePoint): { x: number; y: number } | null {
    try {
      return this.#parts && locate(this.#parts.tree, point);
    } catch (problem) {
      this.#report(problem);
      return null;
    }
  }

  async unseen(): Promise<() => UnseenBox[]> {
    const { Unseen } = await import('./unseen');
    const unseen = this.#parts && new Unseen(this.#o.window, this.#parts);
    return () => (this.#parts && unseen?.boxes()) ?? [];
  }

  stop(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#held = null;
    const { window } = this.#o;
    window.clearInterval(this.#timer);
    window.cancelAnimationFrame(this.#looking);
    window.clearTimeout(this.#faultTimer);
    this.#pace?.stop();
    this.#pointing?.stop();
    // Who keeps a capture that is over must not keep the tree of the page with it.
    this.#pace = this.#pointing = this.#shadows = null;
    const parts = this.#parts;
    this.#parts = null;
    if (!parts) return;
    parts.roots.stop();
    parts.assets.stop();
    parts.pictures.stop();
    parts.canvases()?.stop();
    parts.embeds()?.stop();
  }

  #note(records: MutationRecord[]): void {
    const parts = this.#parts;
    if (!parts || records.length === 0) return;
    parts.changes.note(records);
    for (const { type, attributeName, target } of records) {
      if (type !== 'attributes' || attributeName !== 'popover') continue;
      const mirrored = parts.tree.get(target);
      if (mirrored) parts.layers.check(mirrored);
    }
  }

  #loaded(target: Node): void {
    const parts = this.#parts;
    const mirrored = parts?.tree.get(target);
    if (!parts || !mirrored) return;
    if (mirrored.role === 'image') parts.changes.attribute(mirrored, ':src');
    if (mirrored.role === 'frame') findHidden(parts);
    this.#pace?.soon();
  }

  #poll(): void {
    const parts = this.#parts;
    if (!parts || this.#walking || this.#resting) return;
    parts.roots.renew(parts.tree);
    findHidden(parts);
    this.#findShadows(parts);
    parts.views.lookLater();
    parts.restate();
    if (this.#polls++ % 2 === 0) {
      parts.sheets.patrol(performance.now() + patrolMs);
      parts.canvases()?.look();
    }
    if (parts.views.changed) this.#resized = true;
    const { changes, forms, layers, sheets, masking } = parts;
    const animated = parts.animated();
    this.#note(parts.roots.take());
    if (!changes.dirty) parts.patrol.step();
    const dirty =
      animated || this.#resized || changes.dirty || masking.sweeps || parts.writer.length > 0;
    if (dirty || forms.changed() || layers.changed || sheets.changed || parts.looks.flush(false)) {
      this.#pace?.soon();
    }
  }

  /** Just before the page is painted, when the browser has to know all styles anyway. */
  #lookSoon(parts: Parts): void {
    if (this.#looking) return;
    this.#looking = this.#o.window.requestAnimationFrame(() => {
      this.#looking = 0;
      this.#safely(() => {
        if (this.#parts && !this.#walking && parts.animated()) this.#pace?.soon();
      });
    });
  }

  #findShadows({ tree, changes }: Parts): void {
    for (let left = Math.min(shadowsAtOnce, tree.size); left > 0; left--) {
      this.#shadows ??= tree.all();
      const { done, value } = this.#shadows.next();
      if (done) {
        this.#shadows = null;
        continue;
      }
      const shadow = shadowOf(value.node);
      if (shadow && !tree.get(shadow)) changes.place(shadow);
    }
  }

  #flush(): void {
    const parts = this.#parts;
    if (!parts || this.#walking || this.#resting || this.#paused) return;
    if (this.#held) {
      const payload = this.#held;
      this.#held = null;
      if (!this.#wantsKeyframe) this.#o.sink.ordered('keyframe', payload);
    }
    if (this.#wantsKeyframe) {
      void this.#keyframe(parts);
      return;
    }
    const { changes, roots, sheets, forms, layers, views, looks, writer } = parts;
    try {
      this.#note(roots.take());
      findHidden(parts);
      parts.masking.look();
      this.#sweep(parts);
      for (const { node } of parts.editors) changes.recheck(node);
      parts.restate();
      changes.flush(performance.now() + flushMs);
      sheets.flush(writer);
      forms.flush();
      layers.flush();
      views.flush(this.#resized);
      looks.flush(true);
      parts.animations()?.flush();
      parts.embeds()?.flush();
      this.#resized = false;
      if (writer.length > 0) {
        this.#o.sink.ordered('delta', writer.take());
        this.#lookSoon(parts);
      }
      if (changes.dirty) this.#pace?.soon();
    } catch (problem) {
      this.#startOver(problem);
    }
  }

  /** Selectors of the policy that depend on more than the element itself are asked at each flush. */
  #sweep({ masking, roots, changes }: Parts): void {
    if (!masking.sweeps) return;
    for (const root of roots.all()) {
      const now = masking.swept(root as ParentNode & Node);
      const before = this.#swept.get(root) ?? new Set<Element>();
      this.#swept.set(root, now);
      for (const element of now) if (!before.has(element)) changes.recheck(element);
      for (const element of before) if (!now.has(element)) changes.recheck(element);
    }
  }

  /** Writes the whole page in slices, and everything that is not in its nodes at the end. */
  async #keyframe(parts: Parts): Promise<void> {
    const { window, sink } = this.#o;
    const { document } = window;
    const { tree, nodes, changes, sheets, forms, layers, views, looks, writer } = parts;
    const { signal } = this.#stop;
    this.#walking = true;
    this.#wantsKeyframe = false;
    try {
      // Style sheets say which attributes they read, so they are read before the elements.
      const all = [...document.styleSheets, ...(document.adoptedStyleSheets ?? [])];
      await this.#slices((deadline) => sheets.read(all, deadline));
      parts.roots.take();
      changes.clear();
      tree.reset();
      parts.embeds()?.begin();
      this.#shadows = null;
      this.#swept = new WeakMap();
      writer.take();
      writer.page(views.begin());
      const walk = new Walk(
        tree,
        nodes,
        (node) => changes.place(node),
        (mirrored) => changes.renew(mirrored),
      );
      walk.begin(document, null, null);
      await this.#slices((deadline) => walk.run(deadline));
      tree.prune();
      parts.roots.prune(tree);
      await this.#slices((deadline) => views.look(deadline));
      await parts.embeds()?.ready();
      await sheets.ready();
      await this.#slices(() => (sheets.flush(writer, true), true));
      await this.#slices((deadline) => forms.flushAll(deadline));
      layers.flush();
      views.flush(false);
      looks.begin();
      looks.flush(true);
      parts.patrol.begin();
      parts.animated();
      parts.animations()?.begin();
      parts.animations()?.flush();
      parts.embeds()?.flush();
      const payload = writer.take();
      if (this.#paused) this.#held = payload;
      else sink.ordered('keyframe', payload);
      this.#pointing?.again();
    } catch (problem) {
      if (problem !== signal) this.#startOver(problem);
    } finally {
      this.#walking = false;
      if (!signal.aborted) this.#pace?.soon();
    }
  }

  /** Goes on with a piece of work until it is done, each slice in a task of its own. */
  async #slices(work: (deadline: number) => boolean): Promise<void> {
    const { signal } = this.#stop;
    for (let done = false; !done;) {
      done = work(performance.now() + sliceMs);
      await breathe(this.#o.window);
      // This is no fault: the capture was stopped.
      if (signal.aborted) throw signal;
    }
  }

  /** After a fault nobody knows what the other side has; a keyframe puts everything right. */
  #startOver(problem: unknown): void {
    this.#report(problem);
    if (this.#stop.signal.aborted) return;
    this.#parts?.writer.take();
    this.#resting = true;
    this.#faultTimer = this.#o.window.setTimeout(() => {
      this.#resting = false;
      this.keyframe();
    }, afterFaultMs);
  }

  #safely(act: () => void): void {
    try {
      act();
    } catch (problem) {
      this.#report(problem);
    }
  }

  #report(problem: unknown): void {
    try {
      this.#o.onProblem?.(problem);
    } catch {
      // Nothing of ours is ever thrown into the page.
    }
  }
}
