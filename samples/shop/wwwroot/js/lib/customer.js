import { pillion } from './help.js';

/** Who is signed in, read once per page: `{signedIn, name?, email?}`. Nobody, when the shop can't say. */
export const customer = read();

async function read() {
  try {
    const answer = await fetch('api/me');
    return answer.ok ? await answer.json() : { signedIn: false };
  } catch {
    return { signedIn: false };
  }
}

/** Tells Pillion who this is, by a token that the shop's backend signed. */
export async function identify() {
  if (!(await customer).signedIn) return;
  const answer = await fetch('api/pillion-token');
  if (answer.ok) pillion('identify', (await answer.json()).token);
}

/** Posts JSON; gives the answer's status and its object, if it has one. */
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    const json = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    return { ok: answer.ok, ...json };
  } catch {
    return { ok: false, message: 'The shop does not answer. Try again in a moment.' };
  }
}
