import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Asset } from './engine';
import type { Probe, View } from './probe';
import type { Stage } from './stage';

let pairs = 0;
/** Between two looks; a mirror is quicker than this, and the machine has other things to do. */
const pollMs = 15;

/** What one side reads: a value, or what went wrong with reading it. */
export type Reading = { value: unknown } | { fault: string };

/** What happens in a page before it is captured. */
export interface Opening {
  /** A selector of what says that it has drawn itself. */
  ready?: string;
  script?: string;
  before?: Probe['before'];
}

const same = (a: Reading, b: Reading) => JSON.stringify(a) === JSON.stringify(b);

/** One visitor's page and one agent's page, with an engine's stream carried between them. */
export class Pair {
  readonly #path: string;
  /** Items since the last beginning of a picture. */
  #log: unknown[] = [];
  items = 0;
  /** How often the agent's side asked to begin anew. */
  lost = 0;

  constructor(
    private readonly stage: Stage,
    readonly visitor: Page,
    readonly agent: Page,
    private readonly recorder: string,
  ) {
    this.#path = `/page-${++pairs}`;
  }

  /** Shows this page to the visitor, as `open` does. */
  visit(html: string, how: Opening = {}): Promise<void> {
    this.stage.serve(this.#path, 'text/html; charset=utf-8', html);
    return this.open(this.stage.origin + this.#path, how);
  }

  /** Shows a page to the visitor and captures it, until the agent has a first picture. */
  async open(url: string, { ready, script, before }: Opening): Promise<void> {
    const { visitor, agent } = this;
    await visitor.mouse.move(0, 0);
    await visitor.goto(url);
    if (ready) await visitor.locator(ready).first().waitFor({ state: 'attached' });
    await visitor.evaluate(this.recorder);
    if (script) await visitor.evaluate(script);
    if (before) await visitor.evaluate(`(${before})(window.view)`);
    await agent.evaluate(() => window.player.restart());
    this.#log = [];
    this.items = this.lost = 0;
    await visitor.evaluate(() => window.recorder.start());
    await this.carryUntil('a first picture', () => this.items > 0);
  }

  /** Carries to the agent what was recorded since the last time, and reads both sides. */
  async carry(read?: Probe['read']): Promise<{ here: Reading; there: Reading }> {
    const taken = await exchange(this.visitor, 'window.recorder.take()', read);
    const { reading } = taken;
    const items = taken.items as unknown[];
    const { engine } = this.stage;
    let kept = items;
    if (engine.assets) {
      const found = engine.assets(items);
      kept = found.items;
      for (const asset of found.assets) this.#keep(asset);
    }
    this.items += kept.length;
    const begins = kept.findLastIndex((item) => engine.begins(item));
    if (begins >= 0) this.#log = kept.slice(begins);
    else this.#log.push(...kept);
    if (kept.length === 0 && !read) return { here: reading, there: reading };
    const there = await exchange(this.agent, `window.player.push(${JSON.stringify(kept)})`, read);
    if (there.items) {
      this.lost++;
      await this.visitor.evaluate('window.recorder.keyframe()');
    }
    return { here: reading, there: there.reading };
  }

  async carryUntil(what: string, holds: () => boolean, ms = 20_000): Promise<void> {
    const deadline = Date.now() + ms;
    for (;;) {
      await this.carry();
      if (holds()) return;
      if (Date.now() > deadline) throw new Error(`${what} did not come`);
      await delay(pollMs);
    }
  }

  /** An agent who comes now has only what stands for itself: the newest picture and what followed. */
  async joinLate(): Promise<void> {
    const before = this.items;
    await this.visitor.evaluate('window.recorder.keyframe()');
    await this.carryUntil(
      'another picture',
      () => this.items > before && this.stage.engine.begins(this.#log[0]),
    );
    await this.agent.evaluate(
      `window.player.restart(); window.player.push(${JSON.stringify(this.#log)})`,
    );
  }

  async read(side: 'visitor' | 'agent', read: Probe['read']): Promise<Reading> {
    return (await exchange(side === 'visitor' ? this.visitor : this.agent, '[]', read)).reading;
  }

  /** Waits until both sides read the same; resolves to null, or to what they read in the end. */
  async agree(read: (view: View) => unknown, ms: number): Promise<string | null> {
    const deadline = Date.now() + ms;
    for (;;) {
      const { here, there } = await this.carry(read);
      if (!('fault' in here) && same(here, there)) return null;
      if (Date.now() > deadline) return `visitor ${brief(here)}, agent ${brief(there)}`;
      await delay(pollMs);
    }
  }

  problems(): Promise<string[]> {
    return this.agent.evaluate(() => window.player.problems);
  }

  async close(): Promise<void> {
    await Promise.all([this.visitor.context().close(), this.agent.context().close()]);
  }

  #keep({ hash, type, bytes }: Asset): void {
    this.stage.routes.set(`/assets/session/${hash}`, { type, body: Buffer.from(bytes, 'base64') });
  }
}

function brief(reading: Reading): string {
  return JSON.stringify('fault' in reading ? reading.fault : reading.value).slice(0, 160);
}

/** Runs `first` in a page, then reads there; one call, because most of the time goes into calls. */
async function exchange(page: Page, first: string, read?: Probe['read']) {
  const code = `(() => {
    const items = ${first};
    let reading = { value: null };
    try {
      reading = { value: (${read ?? '() => null'})(window.view) ?? null };
    } catch (fault) {
      reading = { fault: String(fault) };
    }
    return JSON.stringify({ items, reading });
  })()`;
  return JSON.parse(await page.evaluate<string>(code)) as { items: unknown; reading: Reading };
}
