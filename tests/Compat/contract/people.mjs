import { createHash, randomBytes } from 'node:crypto';

/** A person's access token, got as the console gets it: login, code, proof key. */
export async function personToken(url, email, password = 'pillion') {
  const login = await fetch(`${url}/oauth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${url}/console/callback`;
  const question = new URLSearchParams({
    client_id: 'console',
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'openid offline_access conversation:read conversation:write cobrowse users:read',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const granted = await fetch(`${url}/oauth/authorize?${question}`, {
    headers: { cookie },
    redirect: 'manual',
  });
  const code = new URL(granted.headers.get('location')).searchParams.get('code');
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'console',
      redirect_uri: redirect,
      code,
      code_verifier: verifier,
    }),
  });
  return (await answer.json()).access_token;
}
