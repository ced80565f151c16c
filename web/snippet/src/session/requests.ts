import type { VisitorEvent } from '@pillion/protocol';
import type { Ask, Link } from '../link';

interface Waiting {
  request: Ask;
  answer: VisitorEvent['type'];
  settle(event: VisitorEvent): void;
}

/** Why an answer did not come: the server's code, `timeout`, or `stopped`. */
export class Unanswered extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Requests that have an answer. They wait for a connection, and are asked again on the next one. */
export class Requests {
  readonly #link: Link;
  readonly #waiting = new Map<number, Waiting>();
  /** Those that no connection has carried yet have negative numbers. */
  #offline = 0;

  constructor(link: Link) {
    this.#link = link;
  }

  /** Rejects with Unanswered. */
  ask<T extends VisitorEvent['type']>(
    request: Ask,
    answer: T,
    withinMs: number,
  ): Promise<Extract<VisitorEvent, { type: T }>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        for (const [id, one] of this.#waiting) if (one === waiting) this.#waiting.delete(id);
        reject(new Unanswered('timeout', 'The server did not answer in time.'));
      }, withinMs);
      const waiting: Waiting = {
        request,
        answer,
        settle(event) {
          clearTimeout(timer);
          if (event.type === answer) resolve(event as Extract<VisitorEvent, { type: T }>);
          else if (event.type === 'refused') reject(new Unanswered(event.code, event.message));
        },
      };
      this.#send(waiting);
    });
  }

  /** True when `event` answers a request. */
  answered(event: VisitorEvent): boolean {
    const id = 'id' in event ? event.id : undefined;
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || !waiting) return false;
    if (event.type !== waiting.answer && event.type !== 'refused') return false;
    this.#waiting.delete(id);
    waiting.settle(event);
    return true;
  }

  /** On a new connection: what was asked on the old one may never have arrived. */
  again(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) this.#send(one);
  }

  /** Gives up every request of a type. */
  stop(type: Ask['type']): void {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.request.type !== type) continue;
      this.#waiting.delete(id);
      waiting.settle({ type: 'refused', code: 'stopped', message: 'It is not needed any more.' });
    }
  }

  #send(waiting: Waiting): void {
    this.#waiting.set(this.#link.request(waiting.request) || --this.#offline, waiting);
  }
}
