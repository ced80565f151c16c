// Bundles the page side of the mirror bench into the folder that is named: for every engine what
// captures a page, and what rebuilds it where the engine has such a part.
import { build } from 'esbuild';

const [folder] = process.argv.slice(2);
const names = ['pillion', 'rrweb', 'rrweb-record', 'openreplay', 'none'];
await build({
  entryPoints: [
    ...names.map((name) => ({ in: `mirror/capture/${name}.mjs`, out: `capture-${name}` })),
    ...['pillion', 'rrweb'].map((name) => ({
      in: `mirror/rebuild/${name}.mjs`,
      out: `rebuild-${name}`,
    })),
  ],
  outdir: folder,
  absWorkingDir: new URL('..', import.meta.url).pathname,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  logLevel: 'error',
});
