/** One function for every call: bearer header, one retry after a refreshed token, refusals as `Refusal`. */
import { refusalFrom, unreachable } from './refusal';

export interface TokenSource {
  /** A token that is still good; refreshes when needed. Rejects when the person has to sign in again. */
  accessToken(): Promise<string>;
  /** Says that the server turned this token down, so that the next `accessToken` brings another. */
  reject(token: string): void;
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  /** Survives the page that sends it; for what is said while leaving. */
  keepalive?: boolean;
}

export class ApiClient {
  readonly #tokens: TokenSource;

  constructor(tokens: TokenSource) {
    this.#tokens = tokens;
  }

  /** The parsed JSON answer, or `undefined` where the answer is empty. Throws `Refusal`. */
  async call<T>(path: string, options: CallOptions = {}): Promise<T> {
    const response = await this.open(path, options);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** The raw successful response, for streams. Throws `Refusal`. */
  async open(path: string, options: CallOptions = {}): Promise<Response> {
    const method = options.method ?? 'GET';
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    // The same key on the retry: a POST that did arrive is not done twice.
    if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID();

    for (let attempt = 1; ; attempt++) {
      const token = await this.#tokens.accessToken();
      const response = await send(path, {
        method,
        headers: { ...headers, Authorization: `Bearer ${token}` },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        keepalive: options.keepalive ?? false,
        cache: 'no-store',
        credentials: 'omit',
      });
      if (response.ok) return response;
      if (response.status === 401 && attempt === 1) {
        this.#tokens.reject(token);
        continue;
      }
      throw await refusalFrom(response);
    }
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
}
