import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { difference } from './pictures';
import type { Stage } from './stage';

/** A page of a real site. */
export interface RealPage {
  name: string;
  url: string;
  /** What says that it has drawn itself. */
  ready: string;
}

export interface Likeness {
  name: string;
  /** The share of pixels that differ between visitor and agent, 0 to 1. */
  differ: number;
}

/** Differences of a colour by so little come from rounding alone. */
const tolerance = 2;
const size = { width: 1280, height: 800 };

/** Compares how a page looks to its visitor and to the agent, and keeps both pictures in `folder`. */
export async function compare(
  stage: Stage,
  { name, url, ready }: RealPage,
  { patience, folder }: { patience: number; folder: string },
): Promise<Likeness> {
  const pair = await stage.pair(size);
  try {
    await pair.open(url, { ready });
    // The page without its scroll bars: those are the browser's, and an agent's are thick or thin as the visitor's are.
    const clip = await pair.visitor.evaluate(() => {
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      return { x: 0, y: 0, width, height };
    });
    const shoot = (page: typeof pair.visitor) =>
      page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
    const deadline = Date.now() + patience;
    let [here, there, differ]: [Buffer, Buffer, number] = [Buffer.alloc(0), Buffer.alloc(0), 1];
    do {
      await pair.carry();
      [here, there] = [await shoot(pair.visitor), await shoot(pair.agent)];
      differ = difference(here, there, tolerance);
      if (differ > 0) await delay(100);
    } while (differ > 0 && Date.now() < deadline);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}-visitor.png`), here);
    await writeFile(join(folder, `${name}-${stage.engine.name}.png`), there);
    return { name, differ };
  } finally {
    await pair.close();
  }
}
