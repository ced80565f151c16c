// What a page does to itself, in one task each: rows of five nodes, `count` of them.

const list = () => document.getElementById('bench-rows');

const row = (i) => `<tr><td>${i}</td><td>Row number ${i}</td></tr>`;
const rows = (count) => Array.from({ length: count }, (_, i) => row(i)).join('');

function build(i) {
  const tr = document.createElement('tr');
  for (const text of [`${i}`, `Row number ${i}`]) {
    const td = document.createElement('td');
    td.append(text);
    tr.append(td);
  }
  return tr;
}

const kinds = {
  append(count) {
    for (let i = 0; i < count; i++) list().append(build(i));
  },
  innerHTML(count) {
    list().innerHTML = rows(count);
  },
  reorder() {
    for (const tr of [...list().children]) list().prepend(tr);
  },
  class() {
    let i = 0;
    for (const tr of list().children) tr.className = `state-${i++ % 7}`;
  },
  style() {
    let i = 0;
    for (const tr of list().children) tr.style.transform = `translateX(${i++ % 211}px)`;
  },
  text() {
    let i = 0;
    for (const tr of list().children) tr.lastChild.firstChild.data = `Changed to ${i++}`;
  },
  remove() {
    while (list().lastChild) list().lastChild.remove();
  },
};

export function mutate(kind, count) {
  if (kind.startsWith('prepare ')) {
    // What is appended or set needs an empty list, everything else a full one.
    const full = !/append|innerHTML/.test(kind);
    list().innerHTML = full ? rows(count) : '';
    return;
  }
  kinds[kind](count);
}
