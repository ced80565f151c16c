import type { JoinCode } from '../../api';
import type { Catalogue } from '../messages/index';
import type { Scope } from '../scope';
import type { Clock } from '../ui/clock';
import type { Layer } from '../ui/layer';
import type { Kit } from './kit';
import css from './styles.css';
import { wordsIn } from './words';

const copiedMs = 2500;
const icons = {
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  copy: 'M9 9h10v11H9zM5 15V4h10',
};

export interface CodeCard {
  loading(): void;
  show(code: JoinCode): void;
  fail(): void;
  close(): void;
}

/**
 * Shows a join code large enough to read out over the phone. What it shares with the session code comes in
 * `kit`, so that none of it is loaded twice.
 */
export function showCodeCard(
  { newScope, h, icon, onPress, borrowFocus, millisecondsUntil, untilText }: Kit,
  layer: Layer,
  texts: Catalogue,
  clock: Clock,
  on: { again(): void; closed(): void },
): CodeCard {
  const words = wordsIn(texts.language);
  const scope: Scope = newScope();
  const shown = { scope: scope.child(), code: '' };
  const digits = h('div', { class: 'digits', role: 'img' });
  const note = h('p', { class: 'meta center' });
  const copy = h('button', { class: 'button', type: 'button' });
  const close = h(
    'button',
    { class: 'close', type: 'button', 'aria-label': words.close },
    icon(icons.close),
  );
  const card = h(
    'section',
    { class: 'card code', role: 'dialog', 'aria-labelledby': 'code-title', tabindex: '-1' },
    h('header', { class: 'head' }, h('h2', { id: 'code-title' }, words.title), close),
    h('p', { class: 'soft' }, words.text),
    digits,
    note,
    h('div', { class: 'buttons' }, copy),
  );
  const label = (text: string, name: keyof typeof icons) =>
    copy.replaceChildren(icon(icons[name]), text);

  let press: () => void = () => undefined;
  onPress(copy, () => press());
  onPress(close, () => scope.close());
  card.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') scope.close();
  });

  function offerAgain(text: string, button: string): void {
    shown.scope.close();
    digits.classList.add('stale');
    note.textContent = text;
    copy.replaceChildren(button);
    copy.removeAttribute('aria-disabled');
    press = on.again;
    layer.announce(text);
  }

  function copyCode(): void {
    const done = (text: string) => {
      label(text, 'check');
      layer.announce(text);
      shown.scope.after(copiedMs, () => label(words.copy, 'copy'));
    };
    // Without a secure context there is no clipboard; the digits are then marked for the keyboard.
    const byHand = () => {
      getSelection()?.selectAllChildren(digits);
      done(words.copyByHand);
    };
    const { clipboard } = navigator as { clipboard?: Clipboard };
    if (clipboard) clipboard.writeText(shown.code).then(() => done(words.copied), byHand);
    else byHand();
  }

  layer.look(css);
  scope.add(on.closed);
  scope.add(layer.show(card));
  borrowFocus(layer, card, scope, () => undefined);

  return {
    loading() {
      shown.scope.close();
      digits.className = 'digits loading';
      digits.replaceChildren(h('span', {}, '000'), h('span', {}, '000'));
      note.textContent = words.loading;
      label(words.copy, 'copy');
      copy.setAttribute('aria-disabled', 'true');
      press = () => undefined;
    },
    show({ code, expires }) {
      shown.scope = scope.child();
      shown.code = code;
      digits.className = 'digits';
      const half = Math.ceil(code.length / 2);
      const groups = [code.slice(0, half), code.slice(half)];
      digits.replaceChildren(...groups.map((group) => h('span', {}, group)));
      digits.setAttribute('aria-label', words.spoken(code));
      layer.announce(words.spoken(code));
      label(words.copy, 'copy');
      copy.removeAttribute('aria-disabled');
      press = copyCode;
      const tick = () => {
        if (millisecondsUntil(expires, clock) <= 0) offerAgain(words.expired, words.again);
        else note.textContent = untilText(expires, clock, texts.prompt, texts.language);
      };
      shown.scope.every(1000, tick);
      tick();
    },
    fail: () => offerAgain(words.failed, words.retry),
    close: () => scope.close(),
  };
}
