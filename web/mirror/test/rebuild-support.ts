import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../testing/browser';
import type { NodeData, Viewport } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';

export const csp = (console: string) =>
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; connect-src 'self'; " +
  `frame-src 'self' about:; base-uri 'none'; form-action 'none'; frame-ancestors ${console}`;

export const viewport: Viewport = {
  width: 800,
  height: 600,
  scrollbarX: 0,
  scrollbarY: 0,
  scale: 1000,
  left: 0,
  top: 0,
  media: 0,
};

export interface Asset {
  type: string;
  body: string | Buffer;
}

export interface TestSite {
  page: Page;
  origin: string;
  /** Path and query of everything that was asked for. */
  requests: string[];
  /** Requests to anywhere else, navigations, dialogs and new windows: all of them are failures. */
  escapes: string[];
  add(asset: Asset): string;
  apply(payload: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/** `hosts`: names that may be reached beside 127.0.0.1. */
export function launch(...hosts: string[]): Promise<Browser> {
  return launchBrowser({
    // Scroll bars are part of the layout that a mirror must get right.
    without: ['--hide-scrollbars'],
    args: [
      '--js-flags=--expose-gc',
      // Tests look at all hosts: none may be reached.
      `--host-resolver-rules=MAP * ~NOTFOUND${['127.0.0.1', ...hosts].map((host) => `, EXCLUDE ${host}`).join('')}`,
    ],
  });
}

export async function listen(server: Server, from: number): Promise<number> {
  for (let port = from; port < from + 10; port++) {
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (fault: NodeJS.ErrnoException) =>
        fault.code === 'EADDRINUSE' ? resolve(true) : reject(fault),
      );
      server.listen(port, '127.0.0.1', () => resolve(false));
    });
    if (!taken) return port;
  }
  throw new Error(`no free port from ${from}`);
}

const html = `<!doctype html><title>rebuild</title><link rel="icon" href="data:,">
<body style="margin:0"><iframe sandbox="allow-same-origin" style="border:0" tabindex="-1"></iframe>
<script src="/page.js"></script>`;

/** A page on a server of its own, with a rebuild in it. */
export async function openSite(browser: Browser): Promise<TestSite> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('rebuild-harness.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const script = outputFiles[0]!.text;
  const assets = new Map<string, Asset>();
  const requests: string[] = [];
  const escapes: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const asset = assets.get(path.slice('/assets/session/'.length));
    if (path === '/') {
      response.setHeader('content-security-policy', csp("'none'"));
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('content-type', 'text/html');
      response.end(html);
      return;
    }
    if (path === '/page.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
      return;
    }
    requests.push(path);
    response.statusCode = asset ? 200 : 404;
    response.setHeader('content-type', asset?.type ?? 'text/plain');
    response.end(asset?.body ?? 'none');
  });
  const port = await listen(server, 9110);
  const origin = `http://127.0.0.1:${port}`;
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) escapes.push(`request ${url}`);
  });
  page.on('dialog', (dialog) => {
    escapes.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => escapes.push('window'));
  await page.goto(`${origin}/`);
  page.on('framenavigated', (frame) => {
    if (frame.url() !== 'about:blank' && frame.url() !== `${origin}/`) {
      escapes.push(`navigation ${frame.url()}`);
    }
  });
  return {
    page,
    origin,
    requests,
    escapes,
    add(asset) {
      const hash = createHash('sha256').update(asset.body).digest('hex');
      assets.set(hash, asset);
      return hash;
    },
    apply: (payload) =>
      page.evaluate((text) => window.harness.apply(text), Buffer.from(payload).toString('base64')),
    async close() {
      await page.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

export function writeNode(writer: OpWriter, node: NodeData): void {
  switch (node.kind) {
    case 'element':
      writer.element(node.id, node.namespace, node.tag, node.attributes);
      break;
    case 'text':
      return writer.textNode(node.id, node.text);
    case 'maskedText':
      return writer.maskedText(node.id);
    case 'comment':
      return writer.comment(node.id);
    case 'shadowRoot':
      writer.shadowRoot(node.id);
      break;
    case 'document':
      writer.document(node.id, node.quirks);
  }
  for (const child of node.children) writeNode(writer, child);
  writer.end();
}
