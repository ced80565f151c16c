import { Scope } from '../scope';
import { h } from './dom';
import type { Layer } from './layer';

const idleMs = 3000;
/** Room that the name needs; nearer to the right edge it stands on the other side. */
const nameRoomPx = 180;

type Place = () => { x: number; y: number } | null;

/** The agent's laser pointer, drawn where the agent points, wherever the page has moved to since. */
export class Laser {
  readonly #layer: Layer;
  readonly #name = h('span', { class: 'name' });
  readonly #mark = h(
    'div',
    { class: 'laser', 'aria-hidden': 'true' },
    h('span', { class: 'spot' }),
    this.#name,
  );
  #scope: Scope | null = null;
  #place: Place = () => null;
  #idleAt = 0;

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  /** `place` is asked for the spot at every frame that is drawn, until the pointer has been idle. */
  point(name: string, pressed: boolean, place: Place): void {
    this.#place = place;
    this.#idleAt = performance.now() + idleMs;
    this.#name.textContent = name;
    this.#mark.classList.toggle('pressed', pressed);
    this.#mark.classList.remove('idle');
    if (this.#scope) return;
    const scope = (this.#scope = new Scope());
    scope.add(this.#layer.show(this.#mark));
    let frame = 0;
    scope.add(() => cancelAnimationFrame(frame));
    const draw = () => {
      this.#draw();
      if (!scope.closed) frame = requestAnimationFrame(draw);
    };
    draw();
  }

  hide(): void {
    this.#scope?.close();
    this.#scope = null;
  }

  #draw(): void {
    const left = this.#idleAt - performance.now();
    if (left < -fadeMs) return this.hide();
    this.#mark.classList.toggle('idle', left < 0);
    const at = this.#place();
    this.#mark.hidden = !at;
    if (!at) return;
    this.#mark.style.transform = `translate(${at.x}px, ${at.y}px)`;
    this.#mark.classList.toggle('flip', at.x > innerWidth - nameRoomPx);
  }
}

/** As long as the style sheet's fade. */
const fadeMs = 600;
