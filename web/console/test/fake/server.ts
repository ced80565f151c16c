/** A Pillion as the console sees one, on a free loopback port. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { FakeApi } from './api';
import { refuse } from './http';
import { FakeLive } from './live';
import { FakeOAuth } from './oauth';
import { viewerPage } from './viewerPage';
import { World } from './world';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export class FakeServer {
  readonly world = new World();
  readonly oauth = new FakeOAuth();
  readonly live = new FakeLive(this.world);
  readonly api = new FakeApi(this.world, this.live);
  readonly #files: string;
  readonly #server: Server;

  private constructor(files: string) {
    this.#files = files;
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
      void (async () => {
        if (url.hostname === 'view.localhost') return serveViewer(response);
        if (await this.oauth.handle(request, response, url)) return;
        if (url.pathname.startsWith('/api/')) {
          if (this.oauth.accepts(request.headers.authorization)) {
            return await this.api.handle(request, response, url);
          }
          return refuse(response, 401, 'authentication.required', 'The access token is not valid.');
        }
        return await this.#serveConsole(response, url.pathname);
      })();
    });
    this.live.listen(this.#server);
  }

  /** @param files the folder of the built console */
  static async start(files: string, port = 0): Promise<FakeServer> {
    const fake = new FakeServer(files);
    await new Promise<void>((resolve) => fake.#server.listen(port, '127.0.0.1', resolve));
    fake.live.viewerUrl = `http://view.localhost:${fake.port}/`;
    fake.live.websocketUrl = `ws://localhost:${fake.port}/live`;
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serveConsole(response: ServerResponse, path: string): Promise<void> {
    const inside = normalize(path).replace(/^\/console\/?/, '');
    const name = extname(inside) === '' ? 'index.html' : inside;
    const body = await readFile(join(this.#files, name)).catch(() => undefined);
    if (!body) return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      // As strict as the console bears: nothing inline but styles, one frame, one socket.
      'Content-Security-Policy': [
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        `connect-src 'self' ${this.live.websocketUrl}`,
        `frame-src ${new URL(this.live.viewerUrl).origin}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ].join('; '),
    });
    response.end(body);
  }
}

function serveViewer(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(viewerPage);
}
