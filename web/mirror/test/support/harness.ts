import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PrivacyPolicy } from '@pillion/protocol';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../testing/browser';
import { OpReader } from '../../src/wire/reader';
import type { Op } from '../../src/wire/ops';
import { Model } from './model';
import type { Emitted } from './page';

const patienceMs = 15_000;

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

export function policy(
  preset: PrivacyPolicy['preset'] = 'balanced',
  more: Partial<PrivacyPolicy> = {},
): PrivacyPolicy {
  return { version: 1, preset, hide: [], show: [], readOnly: [], ...more };
}

/** A browser, and a site on two origins: 127.0.0.1 and localhost. */
export class Harness {
  readonly routes = new Map<string, Route>();

  private constructor(
    readonly browser: Browser,
    private readonly server: Server,
    private readonly code: string,
  ) {}

  static async start(): Promise<Harness> {
    const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
    const [browser, built] = await Promise.all([
      launchBrowser(),
      build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', minify: true }),
    ]);
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0]!;
      const route = harness.routes.get(path);
      if (route) return route(request, response);
      response.writeHead(path === '/' ? 200 : 404, { 'content-type': 'text/html' });
      response.end();
    });
    const harness: Harness = new Harness(browser, server, built.outputFiles[0]!.text);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return harness;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get otherOrigin(): string {
    return this.origin.replace('127.0.0.1', 'localhost');
  }

  serve(path: string, type: string, body: string | Buffer, headers = {}): void {
    this.routes.set(path, (_request, response) => {
      response.writeHead(200, { 'content-type': type, ...headers });
      response.end(body);
    });
  }

  /** Opens a page with this content; `start` captures it. */
  async open(
    html: string,
    path = '/page',
    more: { suffix?: string; referer?: string; headers?: Record<string, string> } = {},
  ): Promise<Mirrored> {
    this.serve(path, 'text/html; charset=utf-8', html, more.headers);
    const context = await this.browser.newContext({ viewport: { width: 1000, height: 700 } });
    const page = await context.newPage();
    const { suffix = '', referer } = more;
    await page.goto(this.origin + path + suffix, { ...(referer && { referer }) });
    await page.addScriptTag({ content: this.code });
    return new Mirrored(page);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A captured page and what the other side has of it. */
export class Mirrored {
  model = new Model();
  readonly ops: Op[] = [];
  readonly assets = new Map<string, { type: string; bytes: Buffer }>();
  readonly pointers: Buffer[] = [];
  readonly payloads: Buffer[] = [];
  keyframes = 0;
  readonly #reader = new OpReader();

  constructor(readonly page: Page) {}

  /** Starts the capture and waits for the first keyframe. */
  async start(by: PrivacyPolicy = policy()): Promise<this> {
    await this.page.evaluate((policy) => window.pillion.start(policy), by);
    await this.until('the first keyframe', () => this.keyframes > 0);
    return this;
  }

  /** Applies everything that was emitted since the last call. */
  async drain(): Promise<void> {
    this.take(await this.page.evaluate(() => window.pillion.drain()));
  }

  take(emitted: Emitted[]): void {
    for (const { kind, bytes: text, hash, type } of emitted) {
      const bytes = Buffer.from(text, 'base64');
      if (kind === 'asset') {
        this.assets.set(hash!, { type: type!, bytes });
        continue;
      }
      if (kind === 'pointer') {
        this.pointers.push(bytes);
        continue;
      }
      this.payloads.push(bytes);
      const ops = this.#reader.read(bytes);
      for (const op of ops) this.#checkAssets(op);
      this.ops.push(...ops);
      if (kind === 'keyframe') this.keyframes++;
      this.model.apply(ops);
    }
  }

  /** A frame never names an asset that was not given before it. */
  #checkAssets(op: Op): void {
    const text = JSON.stringify(op);
    for (const [, hash] of text.matchAll(/asset:([0-9a-f]{64})/g)) this.#checkAsset(hash!);
    if (op.op === 'sheets') for (const s of op.sheets) if (s.asset) this.#checkAsset(s.value);
  }

  #checkAsset(hash: string): void {
    if (!this.assets.has(hash)) throw new Error(`asset ${hash} is named before it is given`);
  }

  /** Waits until the mirror is as it should be. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      await this.drain();
      if (holds()) return;
      if (Date.now() > deadline) {
        const problems = await this.page.evaluate(() => window.pillion.problems);
        throw new Error(
          `${what} did not come; problems: ${problems.join('; ') || 'none'}\n` +
            this.model.outline().slice(0, 2_000),
        );
      }
    }
  }

  /** Waits until the mirror has the structure of the page as it is now. */
  async agree(what: string): Promise<void> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const { emitted, outline } = await this.page.evaluate(() => ({
        emitted: window.pillion.drain(),
        outline: window.pillion.outline(),
      }));
      this.take(emitted);
      const mirror = this.model.outline();
      if (mirror === outline) return;
      if (Date.now() > deadline) {
        let at = 0;
        while (mirror[at] === outline[at]) at++;
        const near = (text: string) => text.slice(Math.max(0, at - 60), at + 100);
        throw new Error(`${what}: the mirror has\n${near(mirror)}\nthe page\n${near(outline)}`);
      }
    }
  }

  /** The text of a sheet, wherever it is. */
  sheetText(owner: { sheets: { asset: boolean; value: string }[] } | undefined): string {
    const sheets = owner?.sheets ?? [];
    return sheets
      .map(({ asset, value }) => (asset ? String(this.assets.get(value)?.bytes) : value))
      .join('\n');
  }

  problems(): Promise<string[]> {
    return this.page.evaluate(() => window.pillion.problems);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
