/// <reference lib="dom" />
import { createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { changed, some, type Item } from '../items';

function row({ id, text, done, kind, items }: Item): ReactNode {
  return createElement(
    'li',
    { key: id, className: done ? 'done' : undefined, style: done ? { color: 'gray' } : undefined },
    kind === 'link' ? createElement('a', { title: text }, text) : createElement('b', null, text),
    done && ' is done',
    items.length > 0 && createElement('ul', null, items.map(row)),
  );
}

let items = some(10);
const root = createRoot(document.querySelector('main')!);
const draw = () => flushSync(() => root.render(createElement('ul', null, items.map(row))));
draw();

window.churn = {
  tick(changes) {
    items = changed(items, changes);
    draw();
  },
};
