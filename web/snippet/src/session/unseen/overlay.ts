import type { UnseenBox } from '@pillion/mirror/capture/options';
import type { Kit } from '../code/kit';
import type { Layer } from '../ui/layer';
import css from './styles.css';
import { wordsIn } from './words';

/** A box that is smaller than this has no room for words. */
const wordsWidth = 76;
const wordsHeight = 18;

/**
 * Shows the visitor what the agent can't see: a box over each such part, wherever the page moves it. Loaded
 * with the first wish for it. Returns what takes it away.
 */
export function showUnseen(
  { h, newScope }: Kit,
  layer: Layer,
  language: string,
  read: () => UnseenBox[],
): () => void {
  const words = wordsIn(language);
  const scope = newScope();
  const cover = h('div', { class: 'unseen', 'aria-hidden': 'true' });
  const shown: { box: HTMLElement; says: string }[] = [];
  layer.look(css);
  scope.add(layer.show(cover));
  let frame = 0;
  scope.add(() => cancelAnimationFrame(frame));

  const draw = (): number => {
    const boxes = read();
    boxes.forEach((at, index) => {
      const one = (shown[index] ??= { box: cover.appendChild(h('div')), says: '' });
      const says = JSON.stringify(at);
      if (one.says === says) return;
      one.says = says;
      const { x, y, width, height, missing } = at;
      Object.assign(one.box.style, {
        translate: `${x}px ${y}px`,
        width: `${width}px`,
        height: `${height}px`,
      });
      one.box.className = missing ? 'missing' : '';
      const room = width >= wordsWidth && height >= wordsHeight;
      one.box.textContent = room ? words[missing ? 'missing' : 'hidden'] : '';
    });
    for (const { box } of shown.splice(boxes.length)) box.remove();
    return boxes.length;
  };
  const again = () => {
    draw();
    if (!scope.closed) frame = requestAnimationFrame(again);
  };
  layer.announce(words.count(draw()));
  frame = requestAnimationFrame(again);
  return () => scope.close();
}
