/** One Chromium and one build of the console for all tests; a server and a context for each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Frame,
  type Page,
} from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { launchBrowser } from '../../testing/browser';
import { FakeServer } from './fake/server';
import { agent } from './fake/world';

/** Long enough for a machine that is busy with other things; what works takes a fraction of it. */
const waitMs = 15_000;

let browser: Browser;
let files: string;

/** Looks again and again until it is as expected. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: waitMs, interval: 50 });
}

export function useBrowser(): void {
  vi.setConfig({ testTimeout: 60_000 });
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'pillion-console-'));
    await build({
      configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
      logLevel: 'error',
      build: { outDir: files, emptyOutDir: true },
    });
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await rm(files, { recursive: true, force: true });
  });
}

/** A console in a browser of its own, in front of a server of its own. */
export class Console implements AsyncDisposable {
  /** Errors that the page threw or logged. */
  readonly errors: string[] = [];
  readonly server: FakeServer;
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(server: FakeServer, context: BrowserContext, page: Page) {
    this.server = server;
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      // A refused request is logged by the browser itself and is part of many tests.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.errors.push(message.text());
      }
    });
  }

  static async open(options: BrowserContextOptions = {}): Promise<Console> {
    const server = await FakeServer.start(files);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      ...options,
    });
    context.setDefaultTimeout(waitMs);
    return new Console(server, context, await context.newPage());
  }

  /** In the lobby, by the refresh token of an earlier sign-in: what a reload finds. */
  static async signedIn(options: BrowserContextOptions = {}): Promise<Console> {
    const console = await Console.open(options);
    await console.context.addInitScript((token) => {
      // Not in the viewer's frame, which has no storage.
      if (window === top && !sessionStorage.getItem('pillion.refresh')) {
        sessionStorage.setItem('pillion.refresh', token);
      }
    }, console.server.oauth.issueRefreshToken());
    await console.goto('/');
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    return console;
  }

  get world() {
    return this.server.world;
  }

  /** Goes to a path of the console. */
  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.server.url}/console${path}`);
  }

  async signIn(path = '/'): Promise<void> {
    await this.goto(path);
    await this.page.getByLabel('Email').fill(agent.email);
    await this.page.getByLabel('Password', { exact: true }).fill(agent.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL((url) => url.pathname === `/console${path}`);
  }

  async openConversation(id: string): Promise<void> {
    await this.goto(`/conversations/${id}`);
    await this.page.getByTestId('conversation-state').waitFor();
  }

  /** The fake viewer inside the stage. */
  async viewer(): Promise<Frame> {
    const handle = await this.page.getByTestId('stage-frame').elementHandle();
    const frame = await handle?.contentFrame();
    if (!frame) throw new Error('the stage has no viewer frame');
    return frame;
  }

  async state(text: string): Promise<void> {
    await this.page.getByTestId('conversation-state').getByText(text, { exact: true }).waitFor();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
    await this.server.stop();
    if (this.errors.length > 0) throw new Error(`The page had errors:\n${this.errors.join('\n')}`);
  }
}
