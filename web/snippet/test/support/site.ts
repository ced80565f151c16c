import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The customer's website: another origin than the server's, one page per path. */
export class Site {
  readonly pages = new Map<string, string>();
  origin = '';
  #http: Server;
  readonly #tag: () => string;

  private constructor(tag: () => string) {
    this.#tag = tag;
    this.#http = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://site').pathname;
      const type = /\.svg$/.test(path) ? 'image/svg+xml' : 'text/html; charset=utf-8';
      response.writeHead(200, { 'Content-Type': type });
      response.end(this.pages.get(path) ?? this.page(path, `<p>Page ${path}</p>`));
    });
  }

  static async start(base: string, attributes = 'data-site="dev"'): Promise<Site> {
    const site = new Site(() => `<script async src="${base}pillion.js" ${attributes}></script>`);
    await new Promise<void>((done) => site.#http.listen(0, '127.0.0.1', done));
    site.origin = `http://localhost:${(site.#http.address() as AddressInfo).port}`;
    return site;
  }

  /** A document with the tag in its head. */
  page(title: string, body: string, head = ''): string {
    return `<!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>${title}</title>${head}${this.#tag()}</head><body>${body}</body></html>`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }
}
