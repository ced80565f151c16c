/** The lobby as it changes: by its event stream, and by asking every few seconds where that fails. */
import type { ApiClient } from '../api/client';
import { getLobby, openLobbyStream } from '../api/operations';
import { asRefusal, Refusal } from '../api/refusal';
import type { Lobby } from '../api/types';
import { SignedOut } from '../auth/session';
import { backoff } from '../live/backoff';
import { EventParser } from './sse';

/** `polling`: the stream does not work, asking does. `offline`: neither does. */
export type FeedStatus = 'connecting' | 'live' | 'polling' | 'offline';

export interface FeedHandlers {
  onLobby(lobby: Lobby): void;
  onStatus(status: FeedStatus): void;
  /** Nothing can be shown, and trying again won't help. */
  onRefused(refusal: Refusal): void;
}

/** A stream that is silent for this long is taken for dead and opened again. */
const silenceMs = 60_000;
const pollEveryMs = 4_000;

export class LobbyFeed {
  readonly #api: ApiClient;
  readonly #handlers: FeedHandlers;
  readonly #abort = new AbortController();
  #wake: (() => void) | undefined;

  constructor(api: ApiClient, handlers: FeedHandlers) {
    this.#api = api;
    this.#handlers = handlers;
  }

  start(): void {
    globalThis.addEventListener('online', this.#hurry);
    void this.#run();
  }

  stop(): void {
    globalThis.removeEventListener('online', this.#hurry);
    this.#abort.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let failures = 0;
    this.#handlers.onStatus('connecting');
    while (!this.#abort.signal.aborted) {
      try {
        if (await this.#stream()) failures = 0;
      } catch (error) {
        if (this.#abort.signal.aborted || error instanceof SignedOut) return;
        if (this.#isFinal(error)) return;
      }
      if (this.#abort.signal.aborted) return;
      failures++;
      const works = await this.#poll();
      if (works === 'refused') return;
      this.#handlers.onStatus(works === 'yes' ? 'polling' : 'offline');
      await this.#pause(failures < 3 ? backoff(failures, Math.random()) : pollEveryMs);
    }
  }

  /** Reads one stream to its end; true when it brought a lobby. */
  async #stream(): Promise<boolean> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([attempt.signal, this.#abort.signal]);
    let silence = setTimeout(() => attempt.abort(), silenceMs);
    try {
      const response = await openLobbyStream(this.#api, signal);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      let brought = false;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return brought;
        clearTimeout(silence);
        silence = setTimeout(() => attempt.abort(), silenceMs);
        for (const event of parser.push(value)) {
          if (event.event !== 'lobby') continue;
          this.#handlers.onLobby(JSON.parse(event.data) as Lobby);
          if (!brought) this.#handlers.onStatus('live');
          brought = true;
        }
      }
    } finally {
      clearTimeout(silence);
      attempt.abort();
    }
  }

  async #poll(): Promise<'yes' | 'no' | 'refused'> {
    try {
      this.#handlers.onLobby(await getLobby(this.#api, this.#abort.signal));
      return 'yes';
    } catch (error) {
      if (error instanceof SignedOut || this.#isFinal(error)) return 'refused';
      return 'no';
    }
  }

  #isFinal(error: unknown): boolean {
    if (!(error instanceof Refusal) || (error.status !== 403 && error.status !== 401)) return false;
    this.#handlers.onRefused(asRefusal(error));
    return true;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #hurry = (): void => this.#wake?.();
}
