import { inflateRawSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { Flag, Kind } from '@pillion/protocol';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { Stage } from './fixture';
import type { Visit } from './liveServer';

/** An agent's picture of what a visit has sent so far, rebuilt in a page of its own. */
export class Agent {
  #applied = 0;
  readonly problems: string[] = [];

  private constructor(readonly page: Page) {}

  static async open({ context, site }: Stage): Promise<Agent> {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('agentPage.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      logLevel: 'error',
    });
    site.pages.set(
      '/agent',
      `<!doctype html><body><iframe sandbox="allow-same-origin"></iframe><script>${outputFiles[0]!.text.replaceAll('</script', '<\\/script')}</script>`,
    );
    const page = await context.newPage();
    await page.goto(`${site.origin}/agent`);
    return new Agent(page);
  }

  /** Applies what came since the last time, or as somebody who joins now: from the newest keyframe on. */
  async follow(visit: Visit, late = false): Promise<void> {
    const whole = wholes(visit);
    const from = late ? whole.findLastIndex(({ keyframe }) => keyframe) : this.#applied;
    this.#applied = whole.length;
    const payloads = whole.slice(from).map(({ payload }) => payload.toString('base64'));
    this.problems.push(...(await this.page.evaluate((all) => window.agent.apply(all), payloads)));
  }

  /** Goes on with another connection of the same visitor. */
  async resume(visit: Visit): Promise<void> {
    this.#applied = 0;
    await this.follow(visit);
  }

  /** The text of the frame with this id, of frames in it as well where there is a path of ids. */
  text(...ids: string[]): Promise<string | null> {
    return this.page.evaluate((all) => window.agent.text(all), ids);
  }

  /** What a frame is, and shows, as the agent's browser has it. */
  frame(id: string): Promise<{ box: boolean; sandbox: string | null; width: number }> {
    return this.page.evaluate((one) => window.agent.frame(one), id);
  }
}

function wholes({ ordered }: Visit): { keyframe: boolean; payload: Buffer }[] {
  const parts = new Map<string, { flags: number; kind: number; bytes: Buffer[] }>();
  for (const { kind, epoch, seq, flags, payload } of ordered) {
    const key = `${epoch} ${seq}`;
    const known = parts.get(key);
    parts.set(key, { kind, flags, bytes: [...(known?.bytes ?? []), Buffer.from(payload)] });
  }
  return [...parts.values()]
    .filter(({ flags }) => flags & Flag.last)
    .map(({ kind, flags, bytes }) => {
      const all = Buffer.concat(bytes);
      const payload = flags & Flag.deflated ? inflateRawSync(all) : all;
      return { keyframe: kind === Kind.keyframe, payload };
    });
}
