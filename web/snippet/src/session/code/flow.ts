import type { JoinCode } from '../../api';
import type { Link } from '../../link';
import type { Catalogue } from '../messages/index';
import type { Requests } from '../requests';
import type { Layer } from '../ui/layer';
import { showCodeCard, type CodeCard } from './card';
import type { Kit } from './kit';

const codeWithinMs = 10_000;

/**
 * Asks the server for a join code and shows it; one card, however often it is asked for. Loaded when a page
 * asks for the first one.
 */
export class CodeFlow {
  readonly #kit: Kit;
  readonly #link: Link;
  readonly #requests: Requests;
  readonly #layer: Layer;
  readonly #texts: Catalogue;
  #card: CodeCard | null = null;

  constructor(kit: Kit, link: Link, requests: Requests, layer: Layer, texts: Catalogue) {
    this.#kit = kit;
    this.#link = link;
    this.#requests = requests;
    this.#layer = layer;
    this.#texts = texts;
  }

  /** Without `visible` the code is only for the page. Rejects with Unanswered. */
  async show(visible: boolean): Promise<JoinCode> {
    if (visible) {
      this.#card ??= showCodeCard(this.#kit, this.#layer, this.#texts, this.#link, {
        again: () => void this.show(true).catch(() => undefined),
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
    this.#card?.close();
  }
}
