import { beside, bundle } from '../bundle';
import type { Pair } from '../pair';
import type { Stage } from '../stage';

const file = beside(import.meta.url);

/** What changes a page, by name. */
export const sources: Record<string, string> = {
  'random changes': file('tree.ts'),
  React: file('apps/react.ts'),
  Vue: file('apps/vue.ts'),
  Svelte: file('apps/svelte.ts'),
};

export const rates = [1, 3, 10, 30];

export interface Drift {
  source: string;
  /** Changes in one turn of the page's event loop. */
  changes: number;
  ticks: number;
  /** Ticks after which the agent's tree was not the visitor's, or had to be made anew. */
  drifted: number;
  /** What the first of them looked like. */
  first: string | null;
}

export interface DriftOptions {
  ticks: number;
  /** How long both sides may take to agree after a tick, in milliseconds. */
  patience: number;
}

/** Changes pages, tick after tick, and compares the whole trees after each. */
export async function drift(stage: Stage, source: string, options: DriftOptions): Promise<Drift[]> {
  const script = await bundle(sources[source]!);
  const html = `<!doctype html><html><head><title>${source}</title></head><body><main></main></body></html>`;
  const found: Drift[] = [];
  const pair = await stage.pair();
  try {
    await pair.visit(html, { script });
    for (const changes of rates)
      found.push({ source, changes, ...(await run(pair, changes, options)) });
  } finally {
    await pair.close();
  }
  return found;
}

async function run(pair: Pair, changes: number, { ticks, patience }: DriftOptions) {
  let drifted = 0;
  let first: string | null = null;
  for (let tick = 0; tick < ticks; tick++) {
    const lost = pair.lost;
    await pair.visitor.evaluate((count) => window.churn.tick(count), changes);
    const differs = await pair.agree((view) => view.tree(), patience);
    if (!differs && pair.lost === lost) continue;
    drifted++;
    first ??= `tick ${tick}: ${differs ?? 'the agent asked to begin anew'}`;
    await pair.joinLate();
  }
  return { ticks, drifted, first };
}
