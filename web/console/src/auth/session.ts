/**
 * The person's OAuth session. The access token lives in memory only; the refresh token lives in
 * sessionStorage, so that a reload of this tab stays signed in and closing the tab forgets it.
 */
import type { TokenSource } from '../api/client';
import { Refusal, refusalFrom, unreachable } from '../api/refusal';
import { challengeOf, randomText } from './pkce';
import { consoleHome, safeReturnUrl } from './returnUrl';

const clientId = 'console';
const scopes = [
  'openid',
  'offline_access',
  'conversation:read',
  'conversation:write',
  'cobrowse',
  'users:read',
  'users:write',
];
const refreshKey = 'pillion.refresh';
const pendingKey = 'pillion.sign-in';
/** A token is renewed when it has less than this left, or a fifth of its life if that is shorter. */
const renewAheadMs = 60_000;

interface Tokens {
  access: string;
  renewAt: number;
}

interface Pending {
  state: string;
  verifier: string;
  returnPath: string;
}

interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  expires_in?: number;
}

/** Thrown where only a new sign-in helps. */
export class SignedOut extends Error {
  constructor() {
    super('Your sign-in has ended. Please sign in again.');
    this.name = 'SignedOut';
  }
}

export class Session implements TokenSource {
  /** Called once when the session turns out to be over. */
  onSignedOut: (() => void) | undefined;
  #tokens: Tokens | undefined;
  #refreshing: Promise<string> | undefined;
  #exchange: Promise<string> | undefined;

  get canRestore(): boolean {
    return this.#tokens !== undefined || sessionStorage.getItem(refreshKey) !== null;
  }

  accessToken(): Promise<string> {
    if (this.#tokens && Date.now() < this.#tokens.renewAt) {
      return Promise.resolve(this.#tokens.access);
    }
    // Refresh tokens are single use: two refreshes at once would end the session.
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  reject(token: string): void {
    if (this.#tokens?.access === token) this.#tokens = undefined;
  }

  /** Leaves the page for the server's sign-in; comes back at `/console/callback`. */
  async begin(returnPath: string): Promise<void> {
    const pending: Pending = { state: randomText(16), verifier: randomText(), returnPath };
    sessionStorage.setItem(pendingKey, JSON.stringify(pending));
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri(),
      scope: scopes.join(' '),
      state: pending.state,
      code_challenge: await challengeOf(pending.verifier),
      code_challenge_method: 'S256',
    });
    location.assign(`/oauth/authorize?${query}`);
  }

  /** Turns the answer in the callback's address into tokens; resolves to the path to go on with. */
  complete(search: URLSearchParams): Promise<string> {
    // A code is good for one exchange, however often the page asks.
    this.#exchange ??= this.#complete(search);
    return this.#exchange;
  }

  /** Forgets the tokens and ends the login at the server. */
  async end(): Promise<void> {
    this.forget();
    await fetch('/oauth/logout', { method: 'POST', keepalive: true }).catch(() => undefined);
  }

  forget(): void {
    this.#tokens = undefined;
    sessionStorage.removeItem(refreshKey);
  }

  async #complete(search: URLSearchParams): Promise<string> {
    const pending = takePending();
    const problem = search.get('error');
    if (problem !== null) throw signInRefusal(search.get('error_description') ?? problem);
    const code = search.get('code');
    if (!pending || code === null || search.get('state') !== pending.state) {
      throw signInRefusal('This sign-in was not started in this tab, or was already used.');
    }
    this.#keep(
      await requestTokens({
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        redirect_uri: redirectUri(),
        code_verifier: pending.verifier,
      }),
    );
    return safeReturnUrl(pending.returnPath, location.origin);
  }

  async #refresh(): Promise<string> {
    const refreshToken = sessionStorage.getItem(refreshKey);
    if (refreshToken === null) throw this.#over();
    try {
      return this.#keep(
        await requestTokens({
          grant_type: 'refresh_token',
          client_id: clientId,
          refresh_token: refreshToken,
        }),
      );
    } catch (error) {
      // 4xx: this refresh token will never be good again. Anything else may pass.
      if (error instanceof Refusal && (error.status === 400 || error.status === 401)) {
        throw this.#over();
      }
      throw error;
    }
  }

  #keep(answer: TokenAnswer): string {
    const life = (answer.expires_in ?? 300) * 1000;
    this.#tokens = {
      access: answer.access_token,
      renewAt: Date.now() + life - Math.min(renewAheadMs, life / 5),
    };
    if (answer.refresh_token) sessionStorage.setItem(refreshKey, answer.refresh_token);
    return answer.access_token;
  }

  #over(): SignedOut {
    this.forget();
    this.onSignedOut?.();
    return new SignedOut();
  }
}

async function requestTokens(form: Record<string, string>): Promise<TokenAnswer> {
  let response: Response;
  try {
    response = await fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams(form),
      credentials: 'omit',
      cache: 'no-store',
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await refusalFrom(response);
  return (await response.json()) as TokenAnswer;
}

function takePending(): Pending | undefined {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  return text === null ? undefined : (JSON.parse(text) as Pending);
}

function redirectUri(): string {
  return `${location.origin}${consoleHome}callback`;
}

function signInRefusal(message: string): Refusal {
  return new Refusal({ status: 400, code: 'sign.in.failed', message, errors: [] });
}
