import type { Probe } from '../probe';

const styled = (more: string) =>
  `<style>#a{width:100px;height:30px} ${more}</style><div id="o"><button id="a">x</button></div><p id="b">elsewhere</p>`;

export const looks: Probe[] = [
  {
    name: ':hover',
    html: styled('#a:hover{color:rgb(8,8,8)}'),
    drive: (page) => page.hover('#a'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: ':hover of what is around',
    html: styled('#o:hover{color:rgb(8,8,8)} body:hover p{color:rgb(9,9,9)}'),
    drive: (page) => page.hover('#a'),
    read: ({ style }) => [style('#o', 'color'), style('#b', 'color')],
  },
  {
    name: ':hover that leaves',
    html: styled('#a:hover{color:rgb(8,8,8)}'),
    drive: async (page) => {
      await page.hover('#a');
      await page.hover('#b');
    },
    read: ({ style, pointer }) => [style('#a', 'color'), pointer() !== null],
  },
  {
    name: 'a menu that opens by :hover alone',
    html: '<style>#m{display:none} #a:hover #m{display:block}</style><div id="a" style="width:90px">menu<p id="m">entry</p></div>',
    drive: (page) => page.hover('#a'),
    read: ({ style }) => style('#m', 'display'),
  },
  {
    name: ':hover within @media (hover), :is() and :not()',
    html: styled(
      '@media (hover:hover){#a:is(:hover,:focus){color:rgb(8,8,8)}} p:not(:hover){color:rgb(9,9,9)}',
    ),
    drive: (page) => page.hover('#a'),
    read: ({ style }) => [style('#a', 'color'), style('#b', 'color')],
  },
  {
    name: ':hover of what comes under a pointer that rests',
    html: styled('#a:hover{color:rgb(8,8,8)} #o{position:absolute;left:0;top:300px}'),
    drive: async (page) => {
      await page.mouse.move(20, 20);
      await page.evaluate(() => (document.querySelector<HTMLElement>('#o')!.style.top = '8px'));
      await page.waitForFunction(() => document.querySelector('#a:hover'));
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: ':hover within a shadow root',
    html: '<div id="a"><template shadowrootmode="open"><style>b{display:block}b:hover{color:rgb(8,8,8)} :host(:hover){top:5px}</style><b>text</b></template></div>',
    drive: (page) => page.hover('#a b'),
    read: ({ $, w, style }) => [
      w.getComputedStyle($('#a').shadowRoot!.querySelector('b')!).color,
      style('#a', 'top'),
    ],
  },
  {
    name: ':hover within a frame',
    html: '<style>iframe:hover{opacity:0.5}</style><iframe id="a" srcdoc="<style>p:hover{color:rgb(8,8,8)}</style><p>text</p>"></iframe>',
    drive: (page) => page.frameLocator('#a').locator('p').hover(),
    read: ({ $, style }) => {
      const inner = $<HTMLIFrameElement>('#a').contentDocument!;
      return [
        inner.defaultView!.getComputedStyle(inner.querySelector('p')!).color,
        style('#a', 'opacity'),
      ];
    },
  },
  {
    name: ':hover of a label reaches its field',
    html: '<style>input:hover{color:rgb(8,8,8)}</style><label for="a" id="l">label</label><p>between</p><input id="a">',
    drive: (page) => page.hover('#l'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: ':active',
    html: styled('#a:active{color:rgb(8,8,8)} #o:active{color:rgb(9,9,9)}'),
    drive: async (page) => {
      await page.hover('#a');
      await page.mouse.down();
    },
    read: ({ style }) => [style('#a', 'color'), style('#o', 'color')],
  },
  {
    name: ':active that is let go',
    html: styled('#a:active{color:rgb(8,8,8)} #a:focus{padding-top:3px}'),
    drive: async (page) => {
      await page.hover('#a');
      await page.mouse.down();
      await page.mouse.up();
    },
    read: ({ style }) => [style('#a', 'color'), style('#a', 'padding-top')],
  },
  {
    name: ':active stays with what was pressed',
    html: styled('#a:active{color:rgb(8,8,8)} #b:active{color:rgb(9,9,9)}'),
    drive: async (page) => {
      await page.hover('#a');
      await page.mouse.down();
      await page.hover('#b', { force: true });
    },
    read: ({ style }) => [style('#a', 'color'), style('#b', 'color')],
  },
  {
    name: 'the browser’s own look of a pressed or hovered button',
    html: '<button id="a" style="width:90px;height:40px"></button>',
    drive: async (page) => {
      await page.hover('#a');
      await page.mouse.down();
    },
    read: ({ $, pointer }) => [$('#a').textContent, pointer() !== null],
    picture: '#a',
  },
  {
    name: ':target',
    html: '<style>p:target{color:rgb(8,8,8)}</style><p id="a">x</p>',
    act: ({ w }) => (w.location.hash = 'a'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'the pointer',
    html: '<div id="a" style="position:absolute;left:100px;top:80px;width:200px;height:100px"></div>',
    drive: (page) => page.mouse.move(150, 130),
    read: ({ pointer }) => {
      const at = pointer();
      return at && [Math.round(at.x), Math.round(at.y)];
    },
  },
  {
    name: 'the pointer in a frame',
    html: '<iframe id="a" style="position:absolute;left:100px;top:80px;border:3px solid;padding:4px" srcdoc="<body style=margin:0><p style=margin:0>text</p>"></iframe>',
    drive: async (page) => {
      await page.mouse.move(117, 97);
      // What a frame hears, the page around it does not.
      await page.evaluate(() =>
        dispatchEvent(new PointerEvent('pointermove', { clientX: 117, clientY: 97 })),
      );
    },
    read: ({ pointer }) => {
      const at = pointer();
      return at && [Math.round(at.x), Math.round(at.y)];
    },
  },
];

export const animation: Probe[] = [
  {
    name: 'element.animate, paused',
    html: '<p id="a">x</p>',
    act: ({ $ }) => {
      const made = $('#a').animate({ opacity: [0, 1] }, { duration: 1000, fill: 'both' });
      made.pause();
      made.currentTime = 500;
    },
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'element.animate, to its end',
    html: '<p id="a">x</p>',
    act: ({ $ }) =>
      void $('#a').animate(
        { color: ['rgb(0,0,0)', 'rgb(8,8,8)'] },
        { duration: 50, fill: 'forwards' },
      ),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'element.animate, while it runs',
    html: '<p id="a">x</p>',
    act: ({ $ }) => void $('#a').animate({ marginLeft: ['100px', '200px'] }, 60_000),
    read: ({ $, style }) =>
      parseFloat(style('#a', 'margin-left')) >= 100 && $('#a').getAnimations().length,
  },
  {
    name: 'an animation that is moved to another time',
    html: '<p id="a">x</p>',
    before: ({ $ }) => {
      const made = $('#a').animate({ opacity: [0, 1] }, { duration: 1000, fill: 'both' });
      made.pause();
      made.currentTime = 100;
    },
    act: ({ $ }) => ($('#a').getAnimations()[0]!.currentTime = 900),
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'an animation that is cancelled',
    html: '<p id="a">x</p>',
    before: ({ $ }) => void $('#a').animate({ opacity: [0.2, 0.2] }, { duration: 99_999 }),
    act: ({ $ }) => $('#a').getAnimations()[0]!.cancel(),
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'an animation of a pseudo-element, with steps and easing',
    html: '<style>#a::before{content:"x";opacity:1}</style><p id="a">x</p>',
    act: ({ $ }) => {
      const made = $('#a').animate(
        [{ opacity: 0, easing: 'steps(4, end)' }, { opacity: 0.8, offset: 0.5 }, { opacity: 0.1 }],
        { duration: 1000, fill: 'both', pseudoElement: '::before' },
      );
      made.pause();
      made.currentTime = 300;
    },
    read: ({ style }) => style('#a', 'opacity', '::before'),
  },
  {
    name: 'an animation in a shadow root',
    html: '<div id="a"><template shadowrootmode="open"><b>x</b></template></div>',
    act: ({ $ }) => {
      const made = $('#a')
        .shadowRoot!.querySelector('b')!
        .animate({ opacity: [0, 1] }, { duration: 1000, fill: 'both' });
      made.pause();
      made.currentTime = 250;
    },
    read: ({ $, w }) => w.getComputedStyle($('#a').shadowRoot!.querySelector('b')!).opacity,
  },
  {
    name: 'commitStyles',
    html: '<p id="a">x</p>',
    act: async ({ $ }) => {
      const made = $('#a').animate({ opacity: [0, 0.3] }, { duration: 10, fill: 'forwards' });
      await made.finished;
      made.commitStyles();
      made.cancel();
    },
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'a CSS animation at its end',
    html: '<style>@keyframes k{to{opacity:.4}} .go{animation:k 30ms forwards}</style><p id="a">x</p>',
    act: async ({ $ }) => {
      $('#a').classList.add('go');
      await Promise.all(
        $('#a')
          .getAnimations()
          .map(({ finished }) => finished),
      );
    },
    read: ({ style }) => style('#a', 'opacity'),
  },
  {
    name: 'a CSS transition at its end',
    html: '<style>p{transition:opacity 50ms} .go{opacity:.4}</style><p id="a">x</p>',
    act: async ({ $ }) => {
      $('#a').classList.add('go');
      await Promise.all(
        $('#a')
          .getAnimations()
          .map(({ finished }) => finished),
      );
    },
    read: ({ style }) => style('#a', 'opacity'),
  },
];
