// Builds the browser parts into web/dist: snippet (loader and session code), viewer, console.
//   node build.mjs [snippet] [viewer] [console]     all of them when none is named
import { createHash } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  absWorkingDir: root,
  legalComments: 'none',
  logLevel: 'warning',
};

// The session code carries its hash in its name, so a page that is mid-session never mixes two
// versions; the loader is told that name when it is built.
async function snippet() {
  const out = `${root}dist/snippet`;
  await fresh(out);
  const session = await esbuild({
    ...shared,
    entryPoints: ['snippet/src/session/index.ts'],
    format: 'esm',
    write: false,
  });
  const code = session.outputFiles[0].contents;
  const name = `session-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
  await writeFile(`${out}/${name}`, code);
  await esbuild({
    ...shared,
    entryPoints: ['snippet/src/loader/index.ts'],
    format: 'iife',
    define: { SESSION_FILE: JSON.stringify(name) },
    outfile: `${out}/pillion.js`,
  });
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
