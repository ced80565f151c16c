import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Bundles {
  loader: string;
  sessionFile: string;
  session: string;
}

/** The two files that sites load, built as build.mjs does; `capture` is where its frames come from. */
export async function bundle(capture: 'scripted' | 'mirror'): Promise<Bundles> {
  const shared = {
    bundle: true,
    minify: true,
    target: 'es2022',
    absWorkingDir: root,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  } as const;
  const session = await build({
    ...shared,
    entryPoints: [
      capture === 'mirror'
        ? 'snippet/src/session/index.ts'
        : 'snippet/test/support/scriptedSession.ts',
    ],
    format: 'esm',
  });
  const code = session.outputFiles[0]?.text ?? '';
  const name = `session-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
  const loader = await build({
    ...shared,
    entryPoints: ['snippet/src/loader/index.ts'],
    format: 'iife',
    define: { SESSION_FILE: JSON.stringify(name) },
  });
  return { loader: loader.outputFiles[0]?.text ?? '', sessionFile: name, session: code };
}
