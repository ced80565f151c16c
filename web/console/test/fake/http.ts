import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Fault {
  code: string;
  message: string;
  pointer: string;
  found?: unknown;
  expected?: unknown[];
  nearest?: unknown;
}

export function json(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** A refusal in the contract's shape. */
export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  errors: Fault[] = [],
): void {
  json(response, status, {
    message,
    code,
    status,
    contextId: randomUUID(),
    details: [],
    errors,
    docs: `/docs/refusals#${code}`,
  });
}

export async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readText(request);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
