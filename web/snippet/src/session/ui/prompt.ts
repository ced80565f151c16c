import type { Invitation } from '@pillion/protocol';
import type { Catalogue } from '../messages/index';
import { Scope } from '../scope';
import { untilText, type Clock } from './clock';
import { h, icon, initials, onPress } from './dom';
import { borrowFocus } from './focus';
import type { Layer } from './layer';

const icons = {
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  lock: 'M6 10.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  pointer: 'M5 3l14 7.5-6.2 1.6L9.6 18 5 3Z',
};

/** A click that was aimed at the page must not land on a button that has just appeared under it. */
const armedAfterMs = 500;

export interface Prompt {
  /** The answer is on its way; both buttons rest. */
  busy(on: boolean): void;
  close(): void;
}

/** Asks the visitor, in plain words, whether an agent may see the page. */
export function showPrompt(
  layer: Layer,
  texts: Catalogue,
  invitation: Invitation,
  clock: Clock,
  answer: { accept(): void; decline(): void },
): Prompt {
  const { prompt } = texts;
  const { agent, reason, capabilities, expires, policy } = invitation;
  const scope = new Scope();
  const until = h('span', { class: 'until' });
  const accept = h('button', { class: 'button primary', type: 'button' }, prompt.accept);
  const decline = h('button', { class: 'button', type: 'button' }, prompt.decline);
  const can = capabilities.filter(
    (capability) => capability !== 'view' && Object.hasOwn(prompt.capability, capability),
  );

  const card = h(
    'section',
    {
      class: 'card prompt',
      role: 'dialog',
      'aria-labelledby': 'title',
      'aria-describedby': 'facts',
      tabindex: '-1',
    },
    h(
      'div',
      { class: 'scroll' },
      h(
        'header',
        { class: 'head' },
        h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(agent.name)),
        h(
          'div',
          {},
          h('h2', { id: 'title' }, prompt.title(agent.name)),
          h('p', { class: 'meta' }, h('span', {}, location.hostname), until),
        ),
      ),
      ...(reason
        ? [h('p', { class: 'reason' }, h('span', { class: 'label' }, prompt.reason), reason)]
        : []),
      h(
        'div',
        { class: 'facts', id: 'facts' },
        ...fact('eye', prompt.sees, prompt.seesText(location.hostname)),
        ...fact(
          'pointer',
          prompt.does,
          can.length > 0
            ? h('ul', {}, ...can.map((capability) => h('li', {}, prompt.capability[capability])))
            : prompt.onlyLooks,
        ),
        ...fact('lock', prompt.hides, prompt.hidesText[policy.preset] ?? prompt.hidesText.open),
      ),
    ),
    h(
      'footer',
      { class: 'foot' },
      h('div', { class: 'buttons' }, decline, accept),
      h('p', { class: 'small' }, prompt.foot),
    ),
  );

  let armed = false;
  scope.after(armedAfterMs, () => {
    armed = true;
  });
  onPress(accept, () => armed && answer.accept());
  onPress(decline, () => armed && answer.decline());

  const tick = () => {
    until.textContent = untilText(expires, clock, prompt, texts.language);
  };
  tick();
  scope.every(1000, tick);
  scope.add(layer.show(card));
  borrowFocus(layer, card, scope, () => layer.announce(prompt.announce(agent.name)));

  return {
    busy(on) {
      // Not `disabled`: a disabled button loses the focus.
      for (const button of [accept, decline]) button.setAttribute('aria-disabled', String(on));
      accept.textContent = on ? prompt.answering : prompt.accept;
    },
    close: () => scope.close(),
  };
}

function fact(name: keyof typeof icons, title: string, text: Node | string): Node[] {
  return [
    h(
      'div',
      { class: 'fact' },
      icon(icons[name]),
      h('div', {}, h('h3', {}, title), h('div', { class: 'soft' }, text)),
    ),
  ];
}
