/// <reference lib="dom" />
import { createApp, h, nextTick, shallowRef, TransitionGroup, type VNode } from 'vue';
import { changed, some, type Item } from '../items';

function row({ id, text, done, kind, items }: Item): VNode {
  return h('li', { key: id, class: { done }, style: done ? { color: 'gray' } : undefined }, [
    kind === 'link' ? h('a', { title: text }, text) : h('b', text),
    done ? ' is done' : null,
    items.length > 0 ? h('ul', items.map(row)) : null,
  ]);
}

const items = shallowRef(some(10));
createApp({
  // Lists that move their rows with transitions keep those that leave for a while.
  render: () => h(TransitionGroup, { tag: 'ul', css: false }, () => items.value.map(row)),
}).mount('main');

window.churn = {
  async tick(changes) {
    items.value = changed(items.value, changes);
    await nextTick();
  },
};
