import type { Agent } from '@pillion/protocol';
import type { Catalogue } from '../messages/index';
import { Scope } from '../scope';
import { h, onPress } from './dom';
import type { Layer } from './layer';

export interface Sign {
  update(shown: { agents: Agent[]; inviter: string | undefined; connected: boolean }): void;
  /** Whether the visitor sees what is hidden from the agent. */
  unseen(on: boolean): void;
  close(): void;
}

/** What says, all the time, that the page is shared: a frame around it and a pill with the End button. */
export function showSign(
  layer: Layer,
  texts: Catalogue,
  end: () => void,
  unseen: (on: boolean) => void,
): Sign {
  const { pill } = texts;
  const scope = new Scope();
  const frame = h('div', { class: 'frame', 'aria-hidden': 'true' });
  const text = h('span', { class: 'says' });
  const hint = h('span', { class: 'hint' });
  const button = h(
    'button',
    { class: 'end', type: 'button', 'aria-label': pill.endLabel },
    pill.end,
  );
  const toggle = h(
    'button',
    { class: 'end', type: 'button', 'aria-pressed': 'false' },
    pill.unseen,
  );
  const press = (on: boolean) => {
    toggle.setAttribute('aria-pressed', `${on}`);
  };
  onPress(toggle, () => {
    const on = toggle.getAttribute('aria-pressed') !== 'true';
    press(on);
    unseen(on);
  });
  const bar = h(
    'section',
    { class: 'pill', 'aria-label': pill.label },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    h('span', { class: 'words' }, text, hint),
    toggle,
    button,
  );
  onPress(button, end);
  scope.add(layer.show(frame));
  scope.add(layer.show(bar));

  return {
    update({ agents, inviter, connected }) {
      for (const part of [frame, bar]) part.classList.toggle('away', !connected);
      hint.textContent = connected ? '' : pill.reconnectingHint;
      if (!connected) text.textContent = pill.reconnecting;
      else if (agents.length > 0) text.textContent = pill.seen(agents.map(({ name }) => name));
      else text.textContent = inviter ? pill.waiting(inviter) : pill.waitingAny;
    },
    unseen: press,
    close: () => scope.close(),
  };
}
