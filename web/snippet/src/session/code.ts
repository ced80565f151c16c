import type { JoinCode } from '../api';
import type { Link } from '../link';
import type { Catalogue } from './messages/index';
import type { Requests } from './requests';
import { showCodeCard, type CodeCard } from './ui/code';
import type { Layer } from './ui/layer';

const codeWithinMs = 10_000;

/** Asks the server for a join code and shows it; one card, however often it is asked for. */
export class CodeFlow {
  readonly #link: Link;
  readonly #requests: Requests;
  readonly #layer: Layer;
  readonly #texts: Catalogue;
  #card: CodeCard | null = null;

  constructor(link: Link, requests: Requests, layer: Layer, texts: Catalogue) {
    this.#link = link;
    this.#requests = requests;
    this.#layer = layer;
    this.#texts = texts;
  }

  /** Rejects with Unanswered. */
  async show(): Promise<JoinCode> {
    const card = (this.#card ??= showCodeCard(this.#layer, this.#texts, this.#link, {
      again: () => void this.show().catch(() => undefined),
      closed: () => {
        this.#card = null;
      },
    }));
    card.loading();
    try {
      const answer = await this.#requests.ask({ type: 'code' }, 'code', codeWithinMs);
      const code = { code: answer.code, expires: answer.expires };
      if (this.#card === card) card.show(code);
      this.#link.emit('code', code);
      return code;
    } catch (fault) {
      if (this.#card === card) card.fail();
      throw fault;
    }
  }

  close(): void {
    this.#card?.close();
  }
}
