import type { Probe } from '../probe';

export const structure: Probe[] = [
  {
    name: 'text node data',
    html: '<p id="a">old</p>',
    act: ({ $ }) => ($('#a').firstChild!.nodeValue = 'new'),
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'appendData and splitText',
    html: '<p id="a">abc</p>',
    act: ({ $ }) => {
      const text = $('#a').firstChild as Text;
      text.appendData('def');
      text.splitText(2);
    },
    read: ({ $ }) => [...$('#a').childNodes].map((n) => n.nodeValue),
  },
  {
    name: 'normalize',
    html: '<p id="a">a</p>',
    before: ({ $ }) => $('#a').append('b', 'c'),
    act: ({ $ }) => $('#a').normalize(),
    read: ({ $ }) => [...$('#a').childNodes].map((n) => n.nodeValue),
  },
  {
    name: 'innerHTML',
    html: '<div id="a"><b>x</b></div>',
    act: ({ $ }) => ($('#a').innerHTML = '<i>y</i>z'),
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'outerHTML',
    html: '<div id="a"><b id="b">x</b></div>',
    act: ({ $ }) => ($('#b').outerHTML = '<u>1</u>2<u>3</u>'),
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'insertAdjacentHTML, all four places',
    html: '<div id="a"><b id="b">x</b></div>',
    act: ({ $ }) => {
      const places = ['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const;
      for (const place of places) $('#b').insertAdjacentHTML(place, `<i>${place}</i>`);
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'insertAdjacentElement and insertAdjacentText',
    html: '<div id="a"><b id="b">x</b></div>',
    act: ({ $, d }) => {
      $('#b').insertAdjacentElement('afterend', d.createElement('u'));
      $('#b').insertAdjacentText('beforebegin', 'text');
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'wrapping in a new element',
    html: '<div id="a"><p id="b">x</p></div>',
    act: ({ $, d }) => {
      const wrap = d.createElement('section');
      wrap.append('before ');
      const inner = $('#b');
      inner.replaceWith(wrap);
      wrap.append(inner);
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'unwrapping',
    html: '<div id="a"><p><b>x</b>y</p></div>',
    act: ({ $ }) => $('#a p').replaceWith(...$('#a p').childNodes),
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'parent and child change places',
    html: '<div id="a"><div id="b">b<div id="c">c</div></div></div>',
    act: ({ $ }) => {
      const [b, c] = [$('#b'), $('#c')];
      $('#a').append(c);
      c.append(b);
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'two subtrees change places',
    html: '<div id="a"><p>1<b id="x">x</b></p><p>2<b id="y">y</b></p></div>',
    act: ({ $ }) => {
      const [x, y] = [$('#x'), $('#y')];
      const [px, py] = [x.parentNode!, y.parentNode!];
      px.append(y);
      py.append(x);
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'reversing a list',
    html: '<ul id="a"><li>1<li>2<li>3<li>4<li>5</ul>',
    act: ({ $ }) => {
      for (const item of [...$('#a').children]) $('#a').prepend(item);
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'replaceChildren',
    html: '<div id="a"><b>1</b><b>2</b></div>',
    act: ({ $ }) => $('#a').replaceChildren($('#a').lastChild!, 'new'),
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'a fragment of many',
    html: '<div id="a"><b>end</b></div>',
    act: ({ $, d }) => {
      const fragment = d.createDocumentFragment();
      for (let i = 0; i < 300; i++) fragment.append(d.createElement('i'), `${i},`);
      $('#a').prepend(fragment);
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'put in and taken out in one task',
    html: '<div id="a"><b>x</b></div>',
    act: ({ $, d }) => {
      const gone = d.createElement('i');
      $('#a').append(gone, 'stays');
      gone.remove();
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'put in, filled, and moved in one task',
    html: '<div id="a"></div><div id="b"></div>',
    act: ({ $, d }) => {
      const made = d.createElement('i');
      $('#a').append(made);
      made.innerHTML = '<u>1</u>';
      $('#b').append(made);
      made.append('2');
    },
    read: ({ $ }) => $('#a').innerHTML + '|' + $('#b').innerHTML,
  },
  {
    name: 'taken out, changed, and put back later',
    html: '<div id="a"><p id="b">x</p></div>',
    act: async ({ $ }) => {
      const away = $('#b');
      away.remove();
      await new Promise((resolve) => setTimeout(resolve, 40));
      away.textContent = 'changed while away';
      $('#a').append(away);
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'moved in, and its old parent removed',
    html: '<div id="a"></div><div id="b"><p id="c">x</p></div>',
    act: ({ $ }) => {
      $('#a').append($('#c'));
      $('#b').remove();
    },
    read: ({ $, d }) => $('#a').innerHTML + d.querySelectorAll('#b').length,
  },
  {
    name: 'moveBefore',
    html: '<div id="a"><p id="b">x</p><p id="c">y</p></div>',
    act: ({ $ }) => {
      const parent = $('#a') as HTMLElement & { moveBefore?(node: Node, next: Node | null): void };
      if (parent.moveBefore) parent.moveBefore($('#c'), $('#b'));
      else parent.prepend($('#c'));
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'table rows by insertRow and deleteRow',
    html: '<table id="a"><tbody><tr><td>1<tr><td>2</table>',
    act: ({ $ }) => {
      const table = $<HTMLTableElement>('#a');
      table.deleteRow(0);
      table.insertRow(0).insertCell().textContent = 'new';
      table.createCaption().textContent = 'caption';
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
  {
    name: 'elements where a parser would not put them',
    html: '<table id="a"><tbody></tbody></table><p id="b"></p>',
    act: ({ $, d }) => {
      $('#a').append(d.createElement('div'), 'text in a table');
      const inner = d.createElement('p');
      inner.textContent = 'p in p';
      $('#b').append(inner);
    },
    read: ({ $ }) => [$('#a').textContent, $('#b > p').textContent],
  },
  {
    name: 'comments count as child nodes',
    html: '<div id="a">x</div>',
    act: ({ $, d }) => $('#a').prepend(d.createComment('private')),
    read: ({ $ }) => [...$('#a').childNodes].map((n) => n.nodeType),
  },
  {
    name: 'scripts and templates count as children',
    html: '<style>b:nth-child(3){color:rgb(9,9,9)}</style><div id="a"><script type="x">1</script><template><i>2</i></template><b>x</b></div>',
    read: ({ style, $ }) => [style('#a b', 'color'), $('#a').children.length],
  },
  {
    name: 'a template cloned into the page',
    html: '<template id="t"><p class="made">from a template</p></template><div id="a"></div>',
    act: ({ $ }) => $('#a').append($<HTMLTemplateElement>('#t').content.cloneNode(true)),
    read: ({ $ }) => [$('#a').innerHTML, $('template').getBoundingClientRect().height],
  },
  {
    name: 'the body replaced',
    html: '<p id="a">old</p>',
    act: ({ d }) => {
      const body = d.createElement('body');
      body.innerHTML = '<p id="a">in a new body</p>';
      d.body = body;
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'the root element replaced',
    html: '<p id="a">old</p>',
    act: ({ d }) => {
      const root = d.documentElement.cloneNode(true) as Element;
      root.querySelector('#a')!.textContent = 'in a new root';
      d.replaceChild(root, d.documentElement);
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'document.write into an open page',
    html: '<p id="a">old</p>',
    act: ({ d }) => {
      d.open();
      d.write('<!doctype html><body><p id="a">written anew</p>');
      d.close();
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'changes after document.open',
    html: '<p id="a">old</p>',
    act: async ({ d }) => {
      d.open();
      d.write('<!doctype html><body><p id="a">written</p>');
      d.close();
      await new Promise((resolve) => setTimeout(resolve, 400));
      d.querySelector('#a')!.append(' and changed');
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'text of every script, and spaces as they are',
    html: '<pre id="a"></pre>',
    act: ({ $ }) => ($('#a').textContent = 'ä 漢字 עברית 🧑🏽‍🚀 \u00a0 \u200b\n\ttab\u2028end \ufffd'),
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'half of a surrogate pair',
    html: '<p id="a">x</p>',
    act: ({ $ }) => ($('#a').textContent = 'a\ud83db'),
    read: ({ $ }) => $('#a').textContent!.replace(/[\ud800-\udfff]/, '\ufffd'),
  },
  {
    name: 'text of 300,000 letters',
    html: '<p id="a">x</p>',
    act: ({ $ }) => ($('#a').textContent = 'long '.repeat(60_000)),
    read: ({ $ }) => $('#a').textContent!.length,
  },
  {
    name: '300 levels deep',
    html: '<div id="a"></div>',
    act: ({ $, d }) => {
      let at: Element = $('#a');
      for (let i = 0; i < 300; i++) at = at.appendChild(d.createElement('div'));
      at.textContent = 'deepest';
    },
    read: ({ $, d }) => [$('#a').textContent, d.querySelectorAll('#a div').length],
  },
  {
    name: 'elements without a meaning',
    html: '<div id="a"></div>',
    act: ({ $ }) =>
      ($('#a').innerHTML = '<blink>b</blink><foo>f</foo><x-y>x</x-y><font size=7>f</font>'),
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: 'quirks mode',
    page: '<body><table id="a" style="font-size:30px"><tr><td style="height:100%">x</table>',
    read: ({ d }) => d.compatMode,
  },
  {
    name: 'right to left',
    html: '<p id="a">first</p>',
    act: ({ d }) => (d.documentElement.dir = 'rtl'),
    read: ({ $, style }) => [style('#a', 'direction'), $('#a').matches(':dir(rtl)')],
  },
];
