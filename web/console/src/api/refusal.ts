/** Refusals: the error body of docs/api/operations.md, and the same shape for what never reached the server. */

export interface RefusalFault {
  code: string;
  message: string;
  pointer?: string;
  found?: unknown;
  expected?: unknown;
  nearest?: unknown;
}

export interface RefusalBody {
  message: string;
  code: string;
  status: number;
  contextId?: string;
  errors: RefusalFault[];
}

/** Thrown by every call of the API client that did not succeed. */
export class Refusal extends Error {
  readonly body: RefusalBody;

  constructor(body: RefusalBody) {
    super(body.message);
    this.name = 'Refusal';
    this.body = body;
  }

  get status(): number {
    return this.body.status;
  }

  get code(): string {
    return this.body.code;
  }
}

/** Status 0: the request got no answer at all. */
export function unreachable(): Refusal {
  return new Refusal({
    status: 0,
    code: 'unreachable',
    message: 'Pillion could not be reached. Check your connection and try again.',
    errors: [],
  });
}

/** Reads a refused response; tolerates bodies that are not ours, such as those of a proxy on the way. */
export async function refusalFrom(response: Response): Promise<Refusal> {
  const text = await response.text().catch(() => '');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return new Refusal(refusalBody(parsed, response.status));
}

export function refusalBody(parsed: unknown, status: number): RefusalBody {
  const body = isRecord(parsed) ? parsed : {};
  const oauthMessage = text(body['error_description']) ?? text(body['error']);
  const contextId = text(body['contextId']);
  return {
    message: text(body['message']) ?? oauthMessage ?? standing(status),
    code: text(body['code']) ?? text(body['error']) ?? 'refused',
    status,
    ...(contextId === undefined ? {} : { contextId }),
    errors: Array.isArray(body['errors']) ? body['errors'].filter(isRecord).map(fault) : [],
  };
}

/** A value of a fault as a person reads it: `"a"`, `12`, `a, b or c`. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(readable);
    return items.length < 2
      ? items.join('')
      : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
  }
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  return JSON.stringify(value) ?? '';
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal({
    status: 0,
    code: 'console.error',
    message: error instanceof Error ? error.message : 'Something went wrong.',
    errors: [],
  });
}

function fault(item: Record<string, unknown>): RefusalFault {
  const pointer = text(item['pointer']);
  return {
    code: text(item['code']) ?? 'invalid',
    message: text(item['message']) ?? 'This value is not accepted.',
    ...(pointer === undefined ? {} : { pointer }),
    ...('found' in item ? { found: item['found'] } : {}),
    ...('expected' in item ? { expected: item['expected'] } : {}),
    ...('nearest' in item ? { nearest: item['nearest'] } : {}),
  };
}

function standing(status: number): string {
  if (status === 401) return 'Your sign-in has ended. Please sign in again.';
  if (status === 403) return 'You are not allowed to do this.';
  if (status === 404) return 'This does not exist, or not any more.';
  if (status === 429) return 'Too many requests at once. Wait a moment and try again.';
  if (status >= 500) return 'Pillion has a problem of its own. Try again in a moment.';
  return `The request was refused (${status}).`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
