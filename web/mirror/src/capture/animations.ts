import type { OpWriter } from '../wire/writer';
import type { Masking } from './masking';
import type { Mirrored, Tree } from './tree';

/**
 * What scripts animate: no rule and no attribute tells of it. Animations that style sheets make run on the
 * other side by themselves. Loaded with the first one.
 */
export class Animations {
  readonly #sent = new Map<Mirrored, string>();
  #changed = new Map<Mirrored, Animation[]>();

  constructor(
    private readonly tree: Tree,
    private readonly writer: OpWriter,
    private readonly masking: Masking,
    private readonly scripted: () => Animation[],
  ) {}

  begin(): void {
    this.#sent.clear();
    this.look();
  }

  drop(mirrored: Mirrored): void {
    this.#sent.delete(mirrored);
    this.#changed.delete(mirrored);
  }

  /** Asks the browser, which has to know all styles for it. True when something is to be written. */
  look(): boolean {
    const found = new Map<Mirrored, Animation[]>();
    for (const animation of this.scripted()) {
      const { effect, timeline, currentTime } = animation;
      const mirrored = this.tree.get((effect as KeyframeEffect | null)?.target ?? null);
      // Of those that follow a scroll bar, the style tells.
      if (!mirrored || !timeline || typeof currentTime === 'object') continue;
      const list = found.get(mirrored);
      if (!list) found.set(mirrored, [animation]);
      else if (!list.includes(animation)) list.push(animation);
    }
    for (const mirrored of this.#sent.keys()) if (!found.has(mirrored)) found.set(mirrored, []);
    for (const [mirrored, list] of found) {
      const key = JSON.stringify(
        list.map((one) => {
          const at = one.playState === 'running' ? one.startTime : one.currentTime;
          return [this.#read(one, mirrored), one.playState, at];
        }),
      );
      if (key === this.#sent.get(mirrored)) continue;
      mirrored.noted = true;
      if (list.length > 0) this.#sent.set(mirrored, key);
      else this.#sent.delete(mirrored);
      this.#changed.set(mirrored, list);
    }
    return this.#changed.size > 0;
  }

  flush(): void {
    for (const [mirrored, list] of this.#changed) {
      const data = list.map((one) => [
        ...this.#read(one, mirrored),
        one.currentTime,
        one.playState === 'running' ? one.playbackRate : 0,
      ]);
      this.writer.animations(mirrored.id, JSON.stringify(data));
    }
    this.#changed = new Map();
  }

  /** Without what could hold a text, or an address. */
  #read({ effect }: Animation, { hidden }: Mirrored): unknown[] {
    const { composite, pseudoElement } = effect as KeyframeEffect;
    const frames = (effect as KeyframeEffect).getKeyframes().map((frame) =>
      Object.fromEntries(
        Object.entries(frame).filter(([name, value]) => {
          if (typeof value !== 'string') return name === 'offset';
          return (
            !/["']|url\(/i.test(value) &&
            !(hidden && name.startsWith('--')) &&
            this.masking.text(value) !== null
          );
        }),
      ),
    );
    // JSON has no word for what never ends.
    return [frames, effect!.getTiming(), composite, pseudoElement];
  }
}
