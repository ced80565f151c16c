import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSnippet } from '../../build.mjs';

/** The files that sites load, by name, as build.mjs makes them. */
export type Bundles = Map<string, string>;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/pillion-snippet');
const sources = ['snippet', 'mirror/src', 'protocol/src', 'package-lock.json'];

/** `capture` is where the frames of the session come from. Built once for all test files of a run. */
export async function bundle(capture: 'scripted' | 'mirror'): Promise<Bundles> {
  const entry =
    capture === 'mirror'
      ? 'snippet/src/session/index.ts'
      : 'snippet/test/support/scriptedSession.ts';
  const file = join(cache, `${capture}-${await fingerprint()}.json`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept) return new Map(JSON.parse(kept) as [string, string][]);
  const built = await buildSnippet(entry);
  await mkdir(cache, { recursive: true });
  // Another test file may be reading it this moment.
  await writeFile(`${file}.${process.pid}`, JSON.stringify([...built]));
  await rename(`${file}.${process.pid}`, file);
  return built;
}

/** Of everything that the files are made from. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const below = await readdir(join(root, source), { recursive: true }).catch(() => ['']);
    for (const name of below.sort()) {
      if (name && !/\.(?:ts|mjs|css)$/.test(name)) continue;
      hash.update(name).update(await readFile(join(root, source, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
