import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launch } from '../rebuild-support';
import { beside, bundle } from './bundle';
import type { Engine } from './engine';
import { materials } from './materials';
import { Pair } from './pair';

const agentHtml = (code: string) =>
  `<!doctype html><title>agent</title><link rel="icon" href="data:,"><body style="margin:0"><script src="${code}"></script>`;

export const size = { width: 1000, height: 700 };

type Answer = { type: string; body: string | Buffer; headers?: Record<string, string> };

/** A browser, a site on two origins, and an engine between visitors and agents. */
export class Stage {
  readonly routes = new Map<string, Answer>();
  readonly #scripts = new Map<string, string>();

  private constructor(
    readonly engine: Engine,
    readonly browser: Browser,
    private readonly server: Server,
  ) {}

  static async start(engine: Engine): Promise<Stage> {
    const [browser, recorder, player, framed, view] = await Promise.all([
      launch('localhost', '*.localhost'),
      bundle(engine.recorder),
      bundle(engine.player),
      bundle(engine.framed),
      bundle(beside(import.meta.url)('view.ts')),
    ]);
    const server = createServer((request, response) => stage.#answer(request, response));
    const stage: Stage = new Stage(engine, browser, server);
    stage.#scripts.set('recorder', view + recorder).set('player', view + player);
    stage.serve('/framed.js', 'text/javascript', framed);
    for (const [path, answer] of Object.entries(materials)) stage.routes.set(path, answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stage;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get otherOrigin(): string {
    return this.origin.replace('127.0.0.1', 'localhost');
  }

  serve(path: string, type: string, body: string | Buffer): void {
    this.routes.set(path, { type, body });
  }

  /** A visitor and an agent; pages are shown one after another with `visit`. */
  async pair(of: Partial<typeof size> = {}): Promise<Pair> {
    const viewport = { ...size, ...of };
    const context = () => this.browser.newContext({ viewport, reducedMotion: 'no-preference' });
    const [here, there] = [await context(), await context()];
    const visitor = await here.newPage();
    const agent = await there.newPage();
    const code = this.#scripts.get('recorder')!;
    // Frames of other origins that carry the snippet do so from their beginning.
    await agent.goto(`${this.origin.replace('127.0.0.1', 'agent.localhost')}/agent`);
    return new Pair(this, visitor, agent, code);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?')[0]!;
    if (path === '/agent' || path === '/player.js') {
      const page = path === '/agent';
      if (page && this.engine.csp) response.setHeader('content-security-policy', this.engine.csp);
      response.setHeader('content-type', page ? 'text/html' : 'text/javascript');
      response.end(page ? agentHtml('/player.js') : this.#scripts.get('player'));
      return;
    }
    const route = this.routes.get(path);
    response.writeHead(route ? 200 : 404, {
      'content-type': route?.type ?? 'text/plain',
      'access-control-allow-origin': '*',
      ...route?.headers,
    });
    response.end(route?.body);
  }
}
