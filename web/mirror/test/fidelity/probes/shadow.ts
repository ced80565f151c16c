import type { Probe } from '../probe';

export const shadow: Probe[] = [
  {
    name: 'a declarative root',
    html: '<div id="a"><template shadowrootmode="open"><b>shadow</b><slot></slot></template>light</div>',
    read: ({ $ }) => [$('#a').shadowRoot!.textContent, $('#a').textContent],
  },
  {
    name: 'a root by script',
    html: '<div id="a"></div>',
    act: ({ $ }) => ($('#a').attachShadow({ mode: 'open' }).innerHTML = '<b>made</b>'),
    read: ({ $ }) => $('#a').shadowRoot!.innerHTML,
  },
  {
    name: 'a root of an element that is put in',
    html: '<div id="f"></div>',
    act: ({ $, d }) => {
      const host = d.createElement('section');
      host.id = 'a';
      host.attachShadow({ mode: 'open' }).innerHTML = '<b>made before</b>';
      $('#f').append(host);
    },
    read: ({ $ }) => $('#a').shadowRoot!.innerHTML,
  },
  {
    name: 'changes in a root',
    html: '<div id="a"><template shadowrootmode="open"><b>old</b></template></div>',
    act: ({ $ }) => {
      $('#a').shadowRoot!.firstElementChild!.textContent = 'new';
      $('#a').shadowRoot!.append('more');
    },
    read: ({ $ }) => $('#a').shadowRoot!.innerHTML,
  },
  {
    name: 'a root within a root',
    html: '<div id="a"><template shadowrootmode="open"><div><template shadowrootmode="open"><b>deep</b></template></div></template></div>',
    act: ({ $ }) =>
      $('#a').shadowRoot!.firstElementChild!.shadowRoot!.firstElementChild!.append('!'),
    read: ({ $ }) => $('#a').shadowRoot!.firstElementChild!.shadowRoot!.innerHTML,
  },
  {
    name: 'slots by name',
    html: '<style>#a>*{position:absolute}</style><div id="a"><template shadowrootmode="open"><slot name="x"></slot></template><b slot="y">b</b></div>',
    act: ({ $ }) => ($('#a b').slot = 'x'),
    read: ({ $ }) => $('#a b').assignedSlot?.name,
  },
  {
    name: 'slots assigned by hand',
    html: '<div id="a"><b id="b">b</b><i id="c">c</i></div>',
    act: ({ $, d }) => {
      const root = $('#a').attachShadow({ mode: 'open', slotAssignment: 'manual' });
      const slot = d.createElement('slot');
      root.append(slot);
      slot.assign($('#c'));
    },
    read: ({ $ }) => [
      $('#b').getBoundingClientRect().width > 0,
      $('#c').getBoundingClientRect().width > 0,
    ],
  },
  {
    name: 'styles of a root, :host, ::slotted and ::part',
    html: '<style>#a::part(p){padding-left:6px}</style><div id="a"><template shadowrootmode="open"><style>:host{color:rgb(1,2,3)}::slotted(b){color:rgb(4,5,6)}p{color:rgb(7,8,9)}</style><p part="p">x</p><slot></slot></template><b>y</b></div>',
    read: ({ $, w, style }) => {
      const inner = w.getComputedStyle($('#a').shadowRoot!.querySelector('p')!);
      return [style('#a', 'color'), style('#a b', 'color'), inner.color, inner.paddingLeft];
    },
  },
  {
    name: 'moving between light and shadow',
    html: '<div id="a"><template shadowrootmode="open"><b>s</b></template><i>l</i></div>',
    act: ({ $ }) => {
      const root = $('#a').shadowRoot!;
      const [b, i] = [root.firstElementChild!, $('#a i')];
      $('#a').append(b);
      root.append(i);
    },
    read: ({ $ }) => [$('#a').innerHTML, $('#a').shadowRoot!.innerHTML],
  },
  {
    name: 'a host moved',
    html: '<div id="f"><div id="a"><template shadowrootmode="open"><b>s</b></template></div></div><div id="g"></div>',
    act: ({ $ }) => $('#g').append($('#a')),
    read: ({ $ }) => [$('#g div').id, $('#a').shadowRoot!.innerHTML],
  },
  {
    name: 'a custom element defined later',
    html: '<late-one id="a">x</late-one>',
    act: ({ w }) => {
      w.customElements.define(
        'late-one',
        class extends w.HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: 'open' }).innerHTML = '<i>late</i><slot></slot>';
          }
        },
      );
    },
    read: ({ $ }) => $('#a').shadowRoot!.innerHTML,
  },
  {
    name: ':defined',
    html: '<style>x-def:defined{color:rgb(8,8,8)} x-def:not(:defined){color:rgb(9,9,9)}</style><x-def id="a">x</x-def>',
    act: ({ w }) => w.customElements.define('x-def', class extends w.HTMLElement {}),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: ':defined of an element that never is',
    html: '<style>x-no:not(:defined){color:rgb(9,9,9)} p:defined{color:rgb(8,8,8)}</style><x-no id="a">x</x-no><p id="b">x</p>',
    read: ({ style }) => [style('#a', 'color'), style('#b', 'color')],
  },
  {
    name: 'custom states',
    html: '<style>x-st:state(on){color:rgb(8,8,8)}</style><x-st id="a">x</x-st>',
    before: ({ w }) => {
      w.customElements.define(
        'x-st',
        class extends w.HTMLElement {
          inner = this.attachInternals();
        },
      );
    },
    act: ({ $ }) => ($('#a') as unknown as { inner: ElementInternals }).inner.states.add('on'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a closed root that is attached while the page is captured',
    html: '<div id="a"></div>',
    act: ({ $, w }) => {
      const root = $('#a').attachShadow({ mode: 'closed' });
      root.innerHTML = '<b>closed</b>';
      (w as unknown as { root: ShadowRoot }).root = root;
    },
    read: ({ $, w }) =>
      ((w as unknown as { root?: ShadowRoot }).root ?? $('#a').shadowRoot!).innerHTML,
  },
  {
    name: 'changes in a closed root',
    html: '<div id="a"></div>',
    act: async ({ $, w }) => {
      const root = $('#a').attachShadow({ mode: 'closed' });
      root.innerHTML = '<b>closed</b>';
      (w as unknown as { root: ShadowRoot }).root = root;
      await new Promise((resolve) => setTimeout(resolve, 300));
      root.firstElementChild!.textContent = 'changed';
    },
    read: ({ $, w }) =>
      ((w as unknown as { root?: ShadowRoot }).root ?? $('#a').shadowRoot!).innerHTML,
  },
  {
    name: 'a closed root of a custom element that is put in',
    html: '<div id="f"></div>',
    act: ({ $, w }) => {
      w.customElements.define(
        'x-closed',
        class extends w.HTMLElement {
          constructor() {
            super();
            const root = this.attachShadow({ mode: 'closed' });
            root.innerHTML = '<b>closed</b>';
            (w as unknown as { root: ShadowRoot }).root = root;
          }
        },
      );
      $('#f').innerHTML = '<x-closed id="a"></x-closed>';
    },
    read: ({ $, w }) =>
      ((w as unknown as { root?: ShadowRoot }).root ?? $('#a').shadowRoot!).innerHTML,
  },
];
