// Builds what sites load: the loader, the session code, and the parts of it that few visits need.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as esbuild, transform } from 'esbuild';
import { minify } from 'terser';
import { closeClasses } from './closures.mjs';
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
const wordless = (text) =>
  text.replace(/new ProtocolError\(\s*('\w+'),[^;]*?\);/gs, "new ProtocolError($1, '');");

const small = {
  name: 'small modules',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:protocol|mirror|session)[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: closeClasses(wordless(await readFile(path, 'utf8')), path),
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
    plugins: [styles, small],
  });
  const parts = new Map(outputFiles.map(({ path, text }) => [path.split('/').at(-1), text]));
  const main = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === session);
  if (main.imports.some(({ kind }) => kind === 'import-statement')) {
    throw new Error('a part that is loaded later shares code with the session: pass it in instead');
  }
  const files = new Map();
  // Parts first: the session names them, all with one hash, as each further one would cost it 20 bytes.
  let code = parts.get('session.js');
  parts.delete('session.js');
  for (const [name, text] of parts) parts.set(name, await shrink(text, true));
  const tag = hash([...parts.values()].join('\n'));
  for (const [name, text] of parts) {
    const tagged = name.replace('.js', `-${tag}.js`);
    files.set(tagged, text);
    code = code.replaceAll(`"./${name}"`, `"./${tagged}"`);
  }
  code = await shrink(code, true);
  const name = `session-${hash(code)}.js`;
  files.set(name, code);
  const framed = await esbuild({
    ...shared,
    entryPoints: { framed: 'snippet/src/framed/index.ts' },
    format: 'esm',
    define: { SESSION_FILE: JSON.stringify(name) },
    plugins: [small],
  });
  const inFrame = await shrink(framed.outputFiles[0].text, true);
  const framedName = `framed-${hash(inFrame)}.js`;
  files.set(framedName, inFrame);
  const loader = await esbuild({
    ...shared,
    entryPoints: { pillion: 'snippet/src/loader/index.ts' },
    format: 'iife',
    define: { SESSION_FILE: JSON.stringify(name), FRAMED_FILE: JSON.stringify(framedName) },
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
      keep_fargs: false,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
  });
  return code;
}

function hash(code) {
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}
