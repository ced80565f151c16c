import type { Probe } from '../probe';

export const attributes: Probe[] = [
  {
    name: 'class',
    head: '<style>.on{color:rgb(1,1,1)}</style>',
    html: '<p id="a" class="x">x</p>',
    act: ({ $ }) => $('#a').classList.add('on'),
    read: ({ $, style }) => [$('#a').className, style('#a', 'color')],
  },
  {
    name: 'id',
    head: '<style>#b{color:rgb(1,1,1)}</style>',
    html: '<p id="a" class="p">x</p>',
    act: ({ $ }) => ($('#a').id = 'b'),
    read: ({ style }) => style('.p', 'color'),
  },
  {
    name: 'a property of the style attribute',
    html: '<p id="a">x</p>',
    act: ({ $ }) => ($('#a').style.marginLeft = '17px'),
    read: ({ style }) => style('#a', 'margin-left'),
  },
  {
    name: 'cssText',
    html: '<p id="a" style="color:red;top:1px">x</p>',
    act: ({ $ }) => ($('#a').style.cssText = 'color: rgb(3, 3, 3); letter-spacing: 2px !important'),
    read: ({ style }) => [style('#a', 'color'), style('#a', 'letter-spacing')],
  },
  {
    name: 'a style that goes',
    html: '<p id="a" style="color:red;padding-left:5px">x</p>',
    act: ({ $ }) => $('#a').style.removeProperty('padding-left'),
    read: ({ style, $ }) => [style('#a', 'padding-left'), $('#a').style.length],
  },
  {
    name: 'attributeStyleMap',
    html: '<p id="a">x</p>',
    act: ({ $, w }) => $('#a').attributeStyleMap.set('opacity', w.CSS.number(0.25)),
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'a custom property',
    html: '<style>#a b{color:var(--tone)}</style><p id="a"><b>x</b></p>',
    act: ({ $ }) => $('#a').style.setProperty('--tone', 'rgb(5,6,7)'),
    read: ({ style }) => style('#a b', 'color'),
  },
  {
    name: 'a custom property of the root element',
    html: '<style>:root{--tone:red} b{color:var(--tone)}</style><b id="a">x</b>',
    act: ({ d }) => d.documentElement.style.setProperty('--tone', 'rgb(5,6,7)'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'an attribute that goes',
    html: '<p id="a" title="x" hidden>x</p>',
    act: ({ $ }) => {
      $('#a').removeAttribute('title');
      $('#a').hidden = false;
    },
    read: ({ $, style }) => [$('#a').getAttribute('title'), style('#a', 'display')],
  },
  {
    name: 'toggled twice in one task',
    html: '<p id="a">x</p>',
    act: ({ $ }) => {
      $('#a').hidden = true;
      $('#a').hidden = false;
      $('#a').title = 'shown';
    },
    read: ({ $, style }) => [style('#a', 'display'), $('#a').title],
  },
  {
    name: 'data attributes that a selector reads',
    html: '<style>[data-state=open]{color:rgb(8,8,8)}</style><p id="a" data-state="shut">x</p>',
    act: ({ $ }) => ($('#a').dataset['state'] = 'open'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'data attributes that a selector comes to read',
    html: '<style></style><p id="a" data-late="1">x</p>',
    act: ({ $ }) =>
      $<HTMLStyleElement>('style').sheet!.insertRule('[data-late="1"]{color:rgb(8,8,8)}'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'attr() in a text',
    html: '<style>#a::after{content:attr(data-label)}</style><p id="a" data-label="one">x</p>',
    act: ({ $ }) => ($('#a').dataset['label'] = 'two'),
    read: ({ $, w }) =>
      w.getComputedStyle($('#a'), '::after').content.replace(/attr\(data-label\)/, '') +
      $('#a').getAttribute('data-label'),
  },
  {
    name: 'attributes of custom elements that a selector reads',
    html: '<style>x-card[open]{color:rgb(8,8,8)} x-card[variant=big]{top:3px}</style><x-card id="a">x</x-card>',
    act: ({ $ }) => {
      $('#a').setAttribute('open', '');
      $('#a').setAttribute('variant', 'big');
    },
    read: ({ style }) => [style('#a', 'color'), style('#a', 'top')],
  },
  {
    name: 'ARIA states that a selector reads',
    html: '<style>[aria-expanded=true]{color:rgb(8,8,8)}</style><button id="a" aria-expanded="false">x</button>',
    act: ({ $ }) => ($('#a').ariaExpanded = 'true'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'lang, for :lang()',
    html: '<style>:lang(de){color:rgb(8,8,8)}</style><p id="a" lang="en">x</p>',
    act: ({ $ }) => ($('#a').lang = 'de'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'inert',
    html: '<div id="a"><button>x</button></div>',
    act: ({ $ }) => ($('#a').inert = true),
    read: ({ $ }) => $('#a').inert,
  },
  {
    name: 'disabled',
    html: '<style>button:disabled{color:rgb(8,8,8)}</style><button id="a">x</button><fieldset id="f"><input id="b"></fieldset>',
    act: ({ $ }) => {
      $('#a').disabled = true;
      $<HTMLFieldSetElement>('#f').disabled = true;
    },
    read: ({ $, style }) => [style('#a', 'color'), $('#b').matches(':disabled')],
  },
  {
    name: 'contenteditable',
    html: '<p id="a">x</p>',
    act: ({ $ }) => ($('#a').contentEditable = 'true'),
    read: ({ $ }) => [$('#a').isContentEditable, $('#a').matches(':read-write')],
  },
  {
    name: 'presentation attributes of HTML',
    html: '<table id="t" border="0"><tr><td id="a">x</table>',
    act: ({ $ }) => {
      $('#t').setAttribute('border', '3');
      $('#a').setAttribute('bgcolor', '#010203');
      $('#a').setAttribute('width', '77');
      $('#a').setAttribute('align', 'right');
    },
    read: ({ style }) => [
      style('#t', 'border-top-width'),
      style('#a', 'background-color'),
      style('#a', 'text-align'),
    ],
  },
  {
    name: 'attributes of the root element and the body',
    html: '<style>html.dark body[class=x]{color:rgb(8,8,8)}</style><p id="a">x</p>',
    act: ({ d }) => {
      d.documentElement.className = 'dark';
      d.body.className = 'x';
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a link that becomes one',
    html: '<style>a:link{color:rgb(8,8,8)}</style><a id="a">x</a>',
    act: ({ $ }) => $('#a').setAttribute('href', '/never-visited'),
    read: ({ style, $ }) => [style('#a', 'color'), $('#a').matches(':any-link')],
  },
  {
    name: 'links selected by how their address begins',
    html: '<style>a[href^="/shop"]{color:rgb(8,8,8)}</style><a id="a" href="/shop/1">x</a>',
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'inputs selected by type and name',
    html: '<style>input[type=text]{color:rgb(8,8,8)} input[name="q"]{padding-top:9px}</style><input id="a" type="text" name="q">',
    read: ({ style }) => [style('#a', 'color'), style('#a', 'padding-top')],
  },
];
