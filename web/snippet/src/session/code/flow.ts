import type { JoinCode } from '../../api';
import type { Link } from '../../link';
import type { Catalogue } from '../messages/index';
import type { Requests } from '../requests';
import type { Layer } from '../ui/layer';
import type { CodeCard } from './card';
import { kit } from './kit';

const codeWithinMs = 10_000;

/** Asks the server for a join code and shows it; one card, however often it is asked for. */
export class CodeFlow {
  readonly #link: Link;
  readonly #requests: Requests;
  readonly #layer: Layer;
  readonly #texts: Catalogue;
  #card: CodeCard | null = null;
  /** Something took its place on the screen while the card was still being loaded. */
  #closed = false;

  constructor(link: Link, requests: Requests, layer: Layer, texts: Catalogue) {
    this.#link = link;
    this.#requests = requests;
    this.#layer = layer;
    this.#texts = texts;
  }

  /** Rejects with Unanswered, or with the browser's error when the card can't be loaded. */
  async show(): Promise<JoinCode> {
    this.#closed = false;
    const { showCodeCard } = await import('./card');
    if (!this.#closed) {
      this.#card ??= showCodeCard(kit, this.#layer, this.#texts, this.#link, {
        again: () => void this.show().catch(() => undefined),
        closed: () => {
          this.#card = null;
        },
      });
    }
    const card = this.#card;
    card?.loading();
    try {
      const answer = await this.#requests.ask({ type: 'code' }, 'code', codeWithinMs);
      const code = { code: answer.code, expires: answer.expires };
      if (this.#card === card) card?.show(code);
      this.#link.emit('code', code);
      return code;
    } catch (fault) {
      if (this.#card === card) card?.fail();
      throw fault;
    }
  }

  close(): void {
    this.#closed = true;
    this.#card?.close();
  }
}
