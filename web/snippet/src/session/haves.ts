import { maxHaveHashes } from '@pillion/protocol';
import type { Requests } from './requests';
import type { Scope } from './scope';

const answerWithinMs = 10_000;
/** A page with hundreds of images asks about each by itself, and a server takes only so many requests. */
const gatherMs = 75;

interface Question {
  hashes: string[];
  answer(missing: Set<string>): void;
}

/** Asks which assets the store lacks: at once when it was quiet, else together with what comes soon. */
export class Haves {
  readonly #requests: Requests;
  readonly #scope: Scope;
  #waiting: Question[] = [];
  #busy = false;
  #askedAt = -gatherMs;

  constructor(requests: Requests, scope: Scope) {
    this.#requests = requests;
    this.#scope = scope;
    scope.add(() => requests.stop('have'));
  }

  /** Without an answer all of them are missing: sent twice costs bytes, never costs the picture. */
  async missing(hashes: string[]): Promise<Set<string>> {
    const missing = new Set<string>();
    for (let at = 0; at < hashes.length; at += maxHaveHashes) {
      const some = hashes.slice(at, at + maxHaveHashes);
      const found = await new Promise<Set<string>>((answer) => {
        this.#waiting.push({ hashes: some, answer });
        this.#soon();
      });
      for (const hash of found) missing.add(hash);
    }
    return missing;
  }

  #soon(): void {
    if (this.#busy || this.#waiting.length === 0 || this.#scope.closed) return;
    this.#busy = true;
    const wait = this.#askedAt + gatherMs - performance.now();
    if (wait > 0) this.#scope.after(wait, () => void this.#ask());
    else queueMicrotask(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#askedAt = performance.now();
    const questions: Question[] = [];
    let count = 0;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      count += next.hashes.length;
      if (count > maxHaveHashes) break;
      questions.push(next);
      this.#waiting.shift();
    }
    const all = [...new Set(questions.flatMap(({ hashes }) => hashes))];
    const needed = await this.#requests
      .ask({ type: 'have', hashes: all }, 'need', answerWithinMs)
      .then(
        (event) => new Set(event.hashes),
        () => new Set(all),
      );
    this.#busy = false;
    for (const { hashes, answer } of questions) {
      answer(new Set(hashes.filter((hash) => needed.has(hash))));
    }
    this.#soon();
  }
}
