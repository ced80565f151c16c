// Builds the browser parts into web/dist: snippet (loader and session code), viewer, console.
//   node build.mjs [snippet] [viewer] [console]     all of them when none is named
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { buildSnippet } from './snippet/build.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  absWorkingDir: root,
  legalComments: 'none',
  logLevel: 'warning',
};

async function snippet() {
  const out = `${root}dist/snippet`;
  await fresh(out);
  for (const [name, code] of await buildSnippet()) await writeFile(`${out}/${name}`, code);
}

async function viewer() {
  const out = `${root}dist/viewer`;
  await fresh(out);
  await esbuild({
    ...shared,
    entryPoints: ['viewer/src/main.ts'],
    format: 'iife',
    outfile: `${out}/viewer.js`,
  });
  await cp(`${root}viewer/index.html`, `${out}/index.html`);
}

async function console_() {
  const { build } = await import('vite');
  await build({ root: `${root}console`, logLevel: 'warn' });
}

async function fresh(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

const parts = { snippet, viewer, console: console_ };
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  await parts[name]();
}
