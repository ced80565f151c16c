// Prints, as JSON, what a page must load for a peer: bytes after minifying and brotli (quality 11).
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const peers = {
  '@openreplay/tracker + tracker-assist': `
    import Tracker from '@openreplay/tracker';
    import assist from '@openreplay/tracker-assist';
    new Tracker({ projectKey: 'k' }).use(assist({}));`,
  '@rrweb/record (capture only)': `
    import { record } from '@rrweb/record';
    record({ emit() {} });`,
};

const sizes = {};
for (const [name, contents] of Object.entries(peers)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  sizes[name] = brotliCompressSync(outputFiles[0].contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;
}
console.log(JSON.stringify(sizes));
