// Bundles run.ts and runs it: Node has no TypeScript of its own.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { outputFiles } = await build({
  entryPoints: [here('run.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['esbuild', 'playwright-core', 'pngjs', 'svelte/*'],
  // Paths beside a source file are meant relative to that file, not to the bundle.
  plugins: [
    {
      name: 'own-address',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
          const text = await readFile(path, 'utf8');
          const address = JSON.stringify(pathToFileURL(path).href);
          return { contents: text.replaceAll('import.meta.url', address), loader: 'ts' };
        });
      },
    },
  ],
});
const out = here('../../../node_modules/.cache/pillion');
await mkdir(out, { recursive: true });
const file = `${out}/fidelity-${process.pid}.mjs`;
await writeFile(file, outputFiles[0].text);
try {
  await import(pathToFileURL(file).href);
} finally {
  await rm(file, { force: true });
}
