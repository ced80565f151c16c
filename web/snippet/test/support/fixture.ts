import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../../testing/browser';
import { bundle, type Bundles } from './bundles';
import { LiveServer } from './liveServer';
import { Site } from './site';
import { Ui } from './ui';

/** One test's server, site and tab. */
export interface Stage {
  server: LiveServer;
  site: Site;
  context: BrowserContext;
  page: Page;
  ui: Ui;
  /** Every line on the console and every uncaught error, what the browser has to say left out. */
  noise: string[];
  open(path?: string): Promise<void>;
  onEnd(step: () => Promise<unknown>): void;
}

/** Starts one browser for a test file; the function it gives sets the stage for one test. */
export function useBrowser({
  capture = 'scripted' as 'scripted' | 'mirror',
  backForwardCache = false,
} = {}) {
  let browser: Browser;
  let bundles: Bundles;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    [browser, bundles] = await Promise.all([launchBrowser({ backForwardCache }), bundle(capture)]);
    // The first of a run builds what the others take.
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  return async function stage(
    options: Parameters<Browser['newContext']>[0] & { attributes?: string } = {},
  ): Promise<Stage> {
    const { attributes, ...contextOptions } = options;
    const server = await LiveServer.start(bundles);
    const site = await Site.start(server.base, attributes);
    const context = await browser.newContext(contextOptions);
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('console', (message) => {
      if (!/WebSocket connection to|Failed to load resource|^\[DOM\]/.test(message.text())) {
        noise.push(message.text());
      }
    });
    page.on('pageerror', (fault) => noise.push(String(fault)));
    undo.push(
      () => server.stop(),
      () => site.stop(),
      () => context.close(),
    );
    return {
      server,
      site,
      context,
      page,
      ui: await Ui.of(page),
      noise,
      onEnd: (step) => undo.push(step),
      async open(path = '/') {
        await page.goto(site.origin + path);
      },
    };
  };
}

/** Takes a fresh tab to the point where it shares its page. */
export async function share({ server, ui, open }: Stage, path = '/'): Promise<void> {
  server.offer();
  await open(path);
  await ui.press('button', 'Accept');
  const visit = await server.visit(server.visits.length);
  await visit.orderedUpTo(1, 1);
  await ui.wait('button', 'End sharing');
}

/** Emits deltas in the page, one frame each. */
export async function emit(page: Page, ...texts: string[]): Promise<void> {
  await page.evaluate((all) => {
    for (const text of all) {
      window.captures.at(-1)?.sink.ordered('delta', new TextEncoder().encode(text));
    }
  }, texts);
}

/** The order in which frames came, as "epoch/seq:text". */
export function lines(frames: { epoch: number; seq: number; payload: Uint8Array }[]): string[] {
  const decoder = new TextDecoder();
  return frames.map(({ epoch, seq, payload }) => `${epoch}/${seq}:${decoder.decode(payload)}`);
}

export { expect };
