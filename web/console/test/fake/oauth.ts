/** The authorization code grant with PKCE, as far as the console goes through it. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json, readJson, readText, refuse } from './http';
import { agent } from './world';

interface Code {
  challenge: string;
  redirectUri: string;
}

export class FakeOAuth {
  /** Seconds that the next access tokens live. */
  tokenLife = 900;
  /** Grants that were served, in order. */
  grants: string[] = [];
  readonly #logins = new Set<string>();
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, number>();
  readonly #refresh = new Set<string>();

  accepts(authorization: string | undefined): boolean {
    const expires = this.#access.get(authorization?.replace(/^Bearer /, '') ?? '');
    return expires !== undefined && expires > Date.now();
  }

  issueRefreshToken(): string {
    const token = randomUUID();
    this.#refresh.add(token);
    return token;
  }

  /** As if the server had forgotten every access token. */
  revokeAccess(): void {
    this.#access.clear();
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /oauth/authorize':
        this.#authorize(request, response, url);
        return true;
      case 'POST /oauth/login':
        await this.#login(request, response);
        return true;
      case 'POST /oauth/logout':
        this.#logins.delete(login(request));
        response.writeHead(204).end();
        return true;
      case 'POST /oauth/token':
        await this.#token(request, response);
        return true;
      default:
        return false;
    }
  }

  #authorize(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const query = url.searchParams;
    if (!this.#logins.has(login(request))) {
      const back = encodeURIComponent(url.pathname + url.search);
      response.writeHead(302, { Location: `/console/login?returnUrl=${back}` }).end();
      return;
    }
    const redirectUri = query.get('redirect_uri') ?? '';
    if (
      query.get('client_id') !== 'console' ||
      query.get('response_type') !== 'code' ||
      query.get('code_challenge_method') !== 'S256' ||
      !query.get('scope')?.split(' ').includes('offline_access') ||
      new URL(redirectUri).pathname !== '/console/callback'
    ) {
      json(response, 400, { error: 'invalid_request' });
      return;
    }
    const code = randomUUID();
    this.#codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri });
    const answer = new URLSearchParams({ code, state: query.get('state') ?? '' });
    response.writeHead(302, { Location: `${redirectUri}?${answer}` }).end();
  }

  async #login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    if (body['email'] !== agent.email || body['password'] !== agent.password) {
      refuse(response, 401, 'bad.credentials', 'This email and password do not belong together.');
      return;
    }
    const id = randomUUID();
    this.#logins.add(id);
    response.writeHead(204, { 'Set-Cookie': `login=${id}; Path=/; HttpOnly; SameSite=Lax` }).end();
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readText(request));
    const grant = form.get('grant_type') ?? '';
    this.grants.push(grant);
    if (grant === 'authorization_code') {
      const code = this.#codes.get(form.get('code') ?? '');
      this.#codes.delete(form.get('code') ?? '');
      const verifier = form.get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) {
        json(response, 400, { error: 'invalid_grant' });
        return;
      }
    } else if (!this.#refresh.delete(form.get('refresh_token') ?? '')) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const access = randomUUID();
    const refresh = randomUUID();
    this.#access.set(access, Date.now() + this.tokenLife * 1000);
    this.#refresh.add(refresh);
    json(response, 200, {
      access_token: access,
      refresh_token: refresh,
      token_type: 'Bearer',
      expires_in: this.tokenLife,
    });
  }
}

function login(request: IncomingMessage): string {
  return /login=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}
