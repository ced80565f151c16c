// Builds what sites load: the loader, the session code, and the parts of it that few visits need.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as esbuild, transform } from 'esbuild';
import { minify } from 'terser';
import { shortNames } from './names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  absWorkingDir: root,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'out',
  write: false,
};

/** Style sheets become texts without what only people need. */
const styles = {
  name: 'styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** What a ProtocolError says besides its code is for developers, who have the sources. */
const wordlessErrors = {
  name: 'wordless errors',
  setup(build) {
    build.onLoad({ filter: /protocol[\\/]src[\\/]\w+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /new ProtocolError\(\s*('\w+'),[^;]*?\);/gs,
        "new ProtocolError($1, '');",
      ),
      loader: 'ts',
    }));
  },
};

/**
 * The files by name. The session code carries its hash in its name, so a page that is mid-session
 * never mixes two versions; the loader is told that name. `session` is the entry of the session code.
 */
export async function buildSnippet(session = 'snippet/src/session/index.ts') {
  const { outputFiles, metafile } = await esbuild({
    ...shared,
    entryPoints: { session },
    format: 'esm',
    splitting: true,
    chunkNames: '[name]',
    metafile: true,
    mangleProps: shortNames(root),
    // What is written is right by construction; these are for callers who are not us.
    dropLabels: ['CHECK'],
    plugins: [styles, wordlessErrors],
  });
  const parts = new Map(outputFiles.map(({ path, text }) => [path.split('/').at(-1), text]));
  const main = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === session);
  if (main.imports.some(({ kind }) => kind === 'import-statement')) {
    throw new Error('a part that is loaded later shares code with the session: pass it in instead');
  }
  const files = new Map();
  // Parts first: the session names them.
  let code = parts.get('session.js');
  for (const [name, text] of parts) {
    if (name === 'session.js') continue;
    const small = await shrink(text, true);
    const hashed = named(name.replace('.js', ''), small);
    files.set(hashed, small);
    code = code.replaceAll(`"./${name}"`, `"./${hashed}"`);
  }
  code = await shrink(code, true);
  const name = named('session', code);
  files.set(name, code);
  const loader = await esbuild({
    ...shared,
    entryPoints: { pillion: 'snippet/src/loader/index.ts' },
    format: 'iife',
    define: { SESSION_FILE: JSON.stringify(name) },
  });
  files.set('pillion.js', await shrink(loader.outputFiles[0].text, false));
  return files;
}

/** What esbuild leaves; each of the two finds things that the other doesn't. */
async function shrink(text, module) {
  const { code } = await minify(text, {
    module,
    ecma: 2022,
    compress: {
      passes: 3,
      inline: 1,
      hoist_funs: true,
      keep_fargs: false,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
  });
  return code;
}

function named(part, code) {
  return `${part}-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
}
