import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Pair } from './pair';
import { difference } from './pictures';
import type { Groups, Probe } from './probe';
import type { Stage } from './stage';

export interface Result {
  group: string;
  name: string;
  /** Null where both sides agree, right after it happened; else what they show. */
  live: string | null;
  /** The same for somebody who joins later. */
  late: string | null;
  /** The probe itself is at fault. */
  broken?: string;
}

/** Compared with a tolerance, because a canvas travels as a compressed picture. */
const tolerance = 24;
const mayDiffer = 0.01;

export interface ScoreOptions {
  /** How long both sides may take to agree, in milliseconds. */
  patience: number;
  /** Pairs of pages at a time. */
  atOnce: number;
  only?: string | undefined;
  /** Only every so many-th probe. */
  every?: number;
  onResult?(result: Result): void;
}

/** Runs the probes with the stage's engine. */
export async function score(stage: Stage, groups: Groups, options: ScoreOptions) {
  const left = Object.entries(groups).flatMap(([group, probes]) =>
    probes.map((probe) => ({ group, probe })),
  );
  const wanted = options.only;
  const chosen = left.filter(
    ({ group, probe }, index) =>
      index % (options.every ?? 1) === 0 && (!wanted || `${group}: ${probe.name}`.includes(wanted)),
  );
  const results: Result[] = [];
  const work = async () => {
    let pair: Pair | null = null;
    for (let next = chosen.shift(); next; next = chosen.shift()) {
      const { group, probe } = next;
      pair ??= await stage.pair();
      const result = { group, ...(await tryOne(stage, pair, probe, options.patience)) };
      results.push(result);
      options.onResult?.(result);
      // What a person does to a tab, such as its size, stays with the tab.
      if (probe.drive || result.live || result.broken) {
        await pair.close();
        pair = null;
      }
    }
    await pair?.close();
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return results;
}

async function tryOne(stage: Stage, pair: Pair, probe: Probe, ms: number) {
  const { name } = probe;
  const result: Omit<Result, 'group'> = { name, live: null, late: null };
  try {
    await pair.visit(pageOf(stage, probe), probe);
    const before = JSON.stringify(await pair.read('visitor', probe.read));
    if (probe.act) await pair.visitor.evaluate(`(async () => void (await (${probe.act})(view)))()`);
    await probe.drive?.(pair.visitor);
    result.live = await agree(pair, probe, ms);
    const after = JSON.stringify(await pair.read('visitor', probe.read));
    if ((probe.act || probe.drive) && before === after && !probe.picture) {
      result.broken = `nothing changed: ${after}`;
    }
    if (!result.live) {
      await pair.joinLate();
      result.late = await agree(pair, probe, ms);
    } else result.late = result.live;
  } catch (fault) {
    result.live ??= String(fault).split('\n')[0]!;
    result.late ??= result.live;
  }
  return result;
}

async function agree(pair: Pair, probe: Probe, ms: number): Promise<string | null> {
  const differs = await pair.agree(probe.read, ms);
  if (differs || !probe.picture) return differs;
  const deadline = Date.now() + ms;
  for (;;) {
    const [here, there] = [
      await shot(pair.visitor, pair.visitor, probe.picture),
      await shot(pair.agent, pair.visitor, probe.picture),
    ];
    const share = difference(here, there, tolerance);
    if (share <= mayDiffer) return null;
    if (Date.now() > deadline) {
      return `${(share * 100).toFixed(1)} % of the picture differ`;
    }
    await pair.carry();
    await delay(50);
  }
}

/** The place of an element at the visitor, as `page` shows it. */
async function shot(page: Page, visitor: Page, selector: string): Promise<Buffer> {
  const clip = await visitor.evaluate((of) => {
    const { x, y, width, height } = document.querySelector(of)!.getBoundingClientRect();
    return {
      x: Math.floor(x),
      y: Math.floor(y),
      width: Math.ceil(width),
      height: Math.ceil(height),
    };
  }, selector);
  return page.screenshot({
    clip,
    animations: 'allow',
    caret: 'initial',
  });
}

function pageOf(stage: Stage, { page, head = '', html = '' }: Probe): string {
  const whole = page ?? `<!doctype html><html><head>${head}</head><body>${html}</body></html>`;
  return whole.replaceAll('OTHER', stage.otherOrigin);
}
