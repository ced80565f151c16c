import { buildSnippet } from '../../build.mjs';

/** The files that sites load, by name, as build.mjs makes them. */
export type Bundles = Map<string, string>;

/** `capture` is where the frames of the session come from. */
export function bundle(capture: 'scripted' | 'mirror'): Promise<Bundles> {
  return capture === 'mirror'
    ? buildSnippet()
    : buildSnippet('snippet/test/support/scriptedSession.ts');
}
