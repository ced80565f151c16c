import type { Probe } from '../probe';

const sheet = '<style id="s">p{color:rgb(1,1,1)}</style><p id="a">x</p>';

export const sheets: Probe[] = [
  { name: 'a style element', html: sheet, read: ({ style }) => style('#a', 'color') },
  {
    name: 'a linked sheet',
    html: '<link rel="stylesheet" href="/linked.css"><p id="a" class="linked">x</p>',
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'imports',
    html: '<link rel="stylesheet" href="/importing.css"><p id="a" class="imported">x</p><p id="b" class="importing">x</p>',
    read: ({ style }) => [style('#a', 'color'), style('#b', 'color')],
  },
  {
    name: 'a linked sheet of another origin',
    html: '<link rel="stylesheet" href="OTHER/linked.css"><p id="a" class="linked">x</p>',
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a large sheet',
    html: '<link rel="stylesheet" href="/large.css"><p id="a" class="large-399">x</p>',
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a link that comes later',
    html: '<p id="a" class="linked">x</p>',
    act: async ({ d }) => {
      const link = d.createElement('link');
      link.rel = 'stylesheet';
      link.href = '/linked.css';
      d.head.append(link);
      await new Promise((resolve) => (link.onload = resolve));
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a link whose address changes',
    html: '<link id="l" rel="stylesheet" href="/linked.css"><p id="a" class="imported linked">x</p>',
    act: async ({ $ }) => {
      $<HTMLLinkElement>('#l').href = '/imported.css';
      await new Promise((resolve) => ($('#l').onload = resolve));
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a preload that becomes a sheet',
    html: '<link id="l" rel="preload" as="style" href="/linked.css"><p id="a" class="linked">x</p>',
    act: ({ $ }) => ($<HTMLLinkElement>('#l').rel = 'stylesheet'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a sheet removed',
    html: sheet,
    act: ({ $ }) => $('#s').remove(),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'the order of sheets',
    html: '<style id="s">p{color:rgb(1,1,1)}</style><style id="t">p{color:rgb(2,2,2)}</style><p id="a">x</p>',
    act: ({ $ }) => $('#t').after($('#s')),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'the text of a style element',
    html: sheet,
    act: ({ $ }) => ($('#s').textContent = 'p{color:rgb(2,2,2)}'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a text node added to a style element',
    html: sheet,
    act: ({ $ }) => $('#s').append('p{color:rgb(3,3,3)}'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'insertRule',
    html: sheet,
    act: ({ $ }) => $<HTMLStyleElement>('#s').sheet!.insertRule('p{color:rgb(4,4,4)}', 1),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'deleteRule',
    html: sheet,
    act: ({ $ }) => $<HTMLStyleElement>('#s').sheet!.deleteRule(0),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'insertRule inside of @media',
    html: '<style id="s">@media screen{b{top:0}}</style><p id="a">x</p>',
    act: ({ $ }) => {
      const [media] = $<HTMLStyleElement>('#s').sheet!.cssRules;
      (media as CSSMediaRule).insertRule('p{color:rgb(4,4,4)}');
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a property of a rule',
    html: sheet,
    act: ({ $ }) => {
      const [rule] = $<HTMLStyleElement>('#s').sheet!.cssRules;
      (rule as CSSStyleRule).style.color = 'rgb(5,5,5)';
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'setProperty and removeProperty of a rule',
    html: '<style id="s">p{color:rgb(1,1,1);padding-left:4px}</style><p id="a">x</p>',
    act: ({ $ }) => {
      const { style } = $<HTMLStyleElement>('#s').sheet!.cssRules[0] as CSSStyleRule;
      style.setProperty('color', 'rgb(6,6,6)', 'important');
      style.removeProperty('padding-left');
    },
    read: ({ style }) => [style('#a', 'color'), style('#a', 'padding-left')],
  },
  {
    name: 'styleMap of a rule',
    html: sheet,
    act: ({ $ }) => {
      const [rule] = $<HTMLStyleElement>('#s').sheet!.cssRules;
      (rule as CSSStyleRule).styleMap.set('color', 'rgb(6,6,7)');
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'selectorText',
    html: '<style id="s">b{color:rgb(1,1,1)}</style><p id="a">x</p>',
    act: ({ $ }) => {
      const [rule] = $<HTMLStyleElement>('#s').sheet!.cssRules;
      (rule as CSSStyleRule).selectorText = 'p';
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'keyframes by script',
    html: '<style id="s">@keyframes k{to{color:rgb(1,1,1)}} p{animation:k 1s -1s paused both}</style><p id="a">x</p>',
    act: ({ $ }) => {
      const [rule] = $<HTMLStyleElement>('#s').sheet!.cssRules;
      (rule as CSSKeyframesRule).deleteRule('to');
      (rule as CSSKeyframesRule).appendRule('to{color:rgb(7,7,7)}');
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'sheet.disabled',
    html: sheet,
    act: ({ $ }) => ($<HTMLStyleElement>('#s').sheet!.disabled = true),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'link.disabled',
    html: '<link id="l" rel="stylesheet" href="/linked.css"><p id="a" class="linked">x</p>',
    act: ({ $ }) => ($<HTMLLinkElement>('#l').disabled = true),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'the media attribute',
    html: sheet,
    act: ({ $ }) => ($<HTMLStyleElement>('#s').media = 'print'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'media.mediaText by script',
    html: sheet,
    act: ({ $ }) => ($<HTMLStyleElement>('#s').sheet!.media.mediaText = '(min-width: 99999px)'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'adoptedStyleSheets set',
    html: '<p id="a">x</p>',
    act: ({ d, w }) => {
      const made = new w.CSSStyleSheet();
      made.replaceSync('p{color:rgb(2,2,2)}');
      d.adoptedStyleSheets = [made];
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'adoptedStyleSheets.push()',
    html: '<p id="a">x</p>',
    act: ({ d, w }) => {
      const made = new w.CSSStyleSheet();
      made.replaceSync('p{color:rgb(2,2,2)}');
      d.adoptedStyleSheets.push(made);
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'replaceSync of an adopted sheet',
    html: '<p id="a">x</p>',
    before: ({ d, w }) => {
      const made = new w.CSSStyleSheet();
      made.replaceSync('p{color:rgb(2,2,2)}');
      d.adoptedStyleSheets = [made];
    },
    act: ({ d }) => d.adoptedStyleSheets[0]!.replaceSync('p{color:rgb(3,3,3)}'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'adopted sheets taken away',
    html: '<p id="a">x</p>',
    before: ({ d, w }) => {
      const made = new w.CSSStyleSheet();
      made.replaceSync('p{color:rgb(2,2,2)}');
      d.adoptedStyleSheets = [made];
    },
    act: ({ d }) => void d.adoptedStyleSheets.pop(),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'one adopted sheet in several shadow roots',
    html: '<div id="a"></div><div id="b"></div>',
    act: ({ $, w }) => {
      const made = new w.CSSStyleSheet();
      for (const id of ['#a', '#b']) {
        const root = $(id).attachShadow({ mode: 'open' });
        root.innerHTML = '<p>x</p>';
        root.adoptedStyleSheets = [made];
      }
      made.replaceSync('p{color:rgb(2,2,2)}');
    },
    read: ({ $, w }) =>
      ['#a', '#b'].map((id) => w.getComputedStyle($(id).shadowRoot!.querySelector('p')!).color),
  },
  {
    name: 'layers, nesting, container queries, :has() and @scope',
    html: '<style>@layer one,two;@layer two{p{color:rgb(2,2,2)}}@layer one{p{color:rgb(1,1,1)}}div{container-type:inline-size;& p{padding-left:5px}&:has(b){padding-top:7px}}@container (min-width:10px){p{margin-left:6px}}@scope (div){p{margin-right:8px}}</style><div id="b"><p id="a">x<b></b></p></div>',
    read: ({ style }) => [
      style('#a', 'color'),
      ...['padding-left', 'margin-left', 'margin-right'].map((name) => style('#a', name)),
      style('#b', 'padding-top'),
    ],
  },
  {
    name: '@property and @counter-style',
    html: '<style>@property --n{syntax:"<length>";inherits:false;initial-value:9px}@counter-style z{system:cyclic;symbols:"z";suffix:" "}p{padding-left:var(--n)}li{list-style:z}</style><p id="a">x</p><ul><li id="b">x</ul>',
    read: ({ style }) => [style('#a', 'padding-left'), style('#b', 'list-style-type')],
  },
  {
    name: 'pseudo-elements',
    html: '<style>#a::before{content:"before ";color:rgb(1,2,3)}#a::first-letter{color:rgb(4,5,6)}li::marker{color:rgb(7,8,9)}</style><p id="a">x</p><ul><li id="b">x</ul>',
    read: ({ style }) => [
      style('#a', 'content', '::before'),
      style('#a', 'color', '::first-letter'),
      style('#b', 'color', '::marker'),
    ],
  },
  {
    name: 'rules in a slow, large sheet that a script keeps writing',
    html: '<style id="s"></style><p id="a">x</p>',
    act: ({ $ }) => {
      const made = $<HTMLStyleElement>('#s').sheet!;
      for (let i = 0; i < 800; i++) made.insertRule(`.r${i}{color:rgb(1,2,${i % 256})}`, i);
      made.insertRule('#a{color:rgb(9,9,9)}', 800);
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'fonts by script',
    html: '<p id="a" style="font-family:Made, monospace">x</p>',
    act: async ({ d, w }) => {
      const face = new w.FontFace('Made', 'local("Liberation Serif")');
      await face.load();
      d.fonts.add(face);
    },
    read: ({ box, $ }) => {
      $('#a').style.display = 'inline-block';
      return box('#a')[2];
    },
  },
];

export const media: Probe[] = [
  {
    name: 'width of the viewport',
    html: '<style>@media (max-width:800px){p{color:rgb(8,8,8)}}</style><p id="a">x</p>',
    drive: (page) => page.setViewportSize({ width: 700, height: 500 }),
    read: ({ style, w }) => [style('#a', 'color'), w.innerWidth, w.innerHeight],
  },
  {
    name: 'a phone turned on its side',
    html: '<style>@media (orientation:portrait){p{color:rgb(8,8,8)}}</style><p id="a">x</p>',
    drive: (page) => page.setViewportSize({ width: 390, height: 844 }),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'dark mode',
    html: '<style>@media (prefers-color-scheme:dark){p{color:rgb(8,8,8)}}</style><p id="a">x</p>',
    drive: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'dark mode by the media attribute',
    html: '<style media="(prefers-color-scheme: dark)">p{color:rgb(8,8,8)}</style><p id="a">x</p>',
    drive: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'dark mode of the browser itself',
    head: '<meta name="color-scheme" content="light dark">',
    html: '<p id="a">x</p><input id="b">',
    drive: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    read: ({ style }) => [style('#a', 'color'), style('#b', 'background-color')],
  },
  {
    name: 'light-dark()',
    html: '<style>:root{color-scheme:light dark} p{color:light-dark(rgb(1,1,1),rgb(2,2,2))}</style><p id="a">x</p>',
    drive: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'reduced motion',
    html: '<style>@media (prefers-reduced-motion:reduce){p{color:rgb(8,8,8)}} @media (prefers-reduced-motion){p{top:3px}}</style><p id="a">x</p>',
    drive: (page) => page.emulateMedia({ reducedMotion: 'reduce' }),
    read: ({ style }) => [style('#a', 'color'), style('#a', 'top')],
  },
  {
    name: 'scripting',
    html: '<style>@media (scripting:enabled){p{color:rgb(8,8,8)}}</style><p id="a">x</p>',
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a page zoomed by CSS',
    html: '<p id="a" style="width:100px;height:20px">x</p>',
    act: ({ d }) => (d.body.style.zoom = '1.5'),
    read: ({ box }) => box('#a'),
  },
  {
    name: 'space for scroll bars',
    html: '<div id="a" style="height:10px">x</div><div id="b"></div>',
    act: ({ $ }) => ($('#b').style.height = '3000px'),
    read: ({ box }) => box('#a'),
  },
  {
    name: 'space for scroll bars of a box',
    html: '<div id="a" style="width:200px;height:100px;overflow:scroll"><div id="b" style="height:500px"></div></div>',
    read: ({ box }) => box('#b'),
  },
  {
    name: 'viewport units',
    html: '<div id="a" style="width:50vw;height:50dvh"></div>',
    drive: (page) => page.setViewportSize({ width: 640, height: 480 }),
    read: ({ box }) => box('#a'),
  },
  {
    name: 'a pinch',
    html: '<p id="a">x</p><div style="height:2000px"></div>',
    drive: async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
      await page.waitForFunction(() => visualViewport!.scale === 2);
    },
    read: ({ pinch }) => pinch(),
  },
];
