import type { Probe } from '../probe';

export const layers: Probe[] = [
  {
    name: 'details by attribute',
    html: '<details id="a"><summary>s</summary><p>inside</p></details>',
    act: ({ $ }) => $('#a').setAttribute('open', ''),
    read: ({ $ }) => [
      $<HTMLDetailsElement>('#a').open,
      $('#a p').getBoundingClientRect().height > 0,
    ],
  },
  {
    name: 'details by a person',
    html: '<details id="a"><summary id="s">s</summary><p>inside</p></details>',
    drive: (page) => page.click('#s'),
    read: ({ $ }) => $<HTMLDetailsElement>('#a').open,
  },
  {
    name: 'details of one name close each other',
    html: '<details id="a" name="n" open><summary>1</summary>x</details><details id="b" name="n"><summary>2</summary>y</details>',
    act: ({ $ }) => ($<HTMLDetailsElement>('#b').open = true),
    read: ({ $ }) => [$<HTMLDetailsElement>('#a').open, $<HTMLDetailsElement>('#b').open],
  },
  {
    name: 'dialog.show()',
    html: '<dialog id="a">x</dialog>',
    act: ({ $ }) => $<HTMLDialogElement>('#a').show(),
    read: ({ $, style }) => [$<HTMLDialogElement>('#a').open, style('#a', 'display')],
  },
  {
    name: 'dialog.showModal()',
    html: '<style>dialog::backdrop{background:rgb(1,2,3)}</style><dialog id="a">x</dialog>',
    act: ({ $ }) => $<HTMLDialogElement>('#a').showModal(),
    read: ({ $, style }) => [
      $('#a').matches(':modal'),
      style('#a', 'background-color', '::backdrop'),
    ],
  },
  {
    name: 'dialog.close()',
    html: '<dialog id="a">x</dialog><button id="b" style="position:fixed;left:0;top:0">b</button>',
    before: ({ $ }) => $<HTMLDialogElement>('#a').showModal(),
    act: ({ $ }) => $<HTMLDialogElement>('#a').close(),
    read: ({ $, d }) => [
      $<HTMLDialogElement>('#a').open,
      $('#a').matches(':modal'),
      d.elementFromPoint(5, 5)?.id,
    ],
  },
  {
    name: 'a modal dialog removed',
    html: '<dialog id="a">x</dialog><button id="b" style="position:fixed;left:0;top:0">b</button>',
    before: ({ $ }) => $<HTMLDialogElement>('#a').showModal(),
    act: ({ $ }) => $('#a').remove(),
    read: ({ d }) => [d.querySelectorAll('dialog').length, d.elementFromPoint(5, 5)?.id],
  },
  {
    name: 'from not modal to modal',
    html: '<dialog id="a">x</dialog>',
    before: ({ $ }) => $<HTMLDialogElement>('#a').show(),
    act: ({ $ }) => {
      $<HTMLDialogElement>('#a').close();
      $<HTMLDialogElement>('#a').showModal();
    },
    read: ({ $ }) => $('#a').matches(':modal'),
  },
  {
    name: 'the open attribute of a dialog by hand',
    html: '<dialog id="a">x</dialog>',
    act: ({ $ }) => $('#a').setAttribute('open', ''),
    read: ({ style, $ }) => [style('#a', 'display'), $('#a').matches(':modal')],
  },
  {
    name: 'two dialogs, the first on top',
    html: '<dialog id="a" style="width:300px;height:200px">1</dialog><dialog id="b" style="width:300px;height:200px">2</dialog>',
    act: ({ $ }) => {
      $<HTMLDialogElement>('#b').showModal();
      $<HTMLDialogElement>('#a').showModal();
    },
    read: ({ d }) => d.elementFromPoint(500, 350)?.id,
  },
  {
    name: 'popover',
    html: '<div id="a" popover>x</div>',
    act: ({ $ }) => $('#a').showPopover(),
    read: ({ $, style }) => [$('#a').matches(':popover-open'), style('#a', 'display')],
  },
  {
    name: 'a popover hides',
    html: '<div id="a" popover>x</div>',
    before: ({ $ }) => $('#a').showPopover(),
    act: ({ $ }) => $('#a').hidePopover(),
    read: ({ $ }) => $('#a').matches(':popover-open'),
  },
  {
    name: 'a popover by its button',
    html: '<button id="b" popovertarget="a">b</button><div id="a" popover>x</div>',
    drive: (page) => page.click('#b'),
    read: ({ $ }) => $('#a').matches(':popover-open'),
  },
  {
    name: 'an element that becomes a popover',
    html: '<div id="a">x</div>',
    act: ({ $ }) => {
      $('#a').setAttribute('popover', 'manual');
      $('#a').showPopover();
    },
    read: ({ $ }) => $('#a').matches(':popover-open'),
  },
  {
    name: 'a popover above a modal dialog',
    html: '<dialog id="a" style="width:300px;height:200px"><div id="b" popover style="margin:auto;width:50px;height:50px">p</div>d</dialog>',
    act: ({ $ }) => {
      $<HTMLDialogElement>('#a').showModal();
      $('#b').showPopover();
    },
    read: ({ d }) => d.elementFromPoint(500, 350)?.id,
  },
  {
    name: 'full screen',
    html: '<div id="a" style="background:rgb(1,2,3)">x<button id="b">b</button></div>',
    drive: async (page) => {
      await page.evaluate(() => {
        const button = document.querySelector<HTMLElement>('#b')!;
        button.onclick = () => void document.querySelector('#a')!.requestFullscreen();
      });
      await page.click('#b');
      await page.waitForFunction(() => document.fullscreenElement);
    },
    read: ({ box, d }) => [box('#a'), d.elementFromPoint(900, 600)?.id],
  },
];

export const scroll: Probe[] = [
  {
    name: 'the page',
    html: '<div style="height:5000px"></div>',
    act: ({ w }) => w.scrollTo({ top: 333, behavior: 'instant' }),
    read: ({ w }) => w.scrollY,
  },
  {
    name: 'the page, sideways',
    html: '<div style="height:50px;width:5000px"></div>',
    act: ({ w }) => w.scrollTo({ left: 444, behavior: 'instant' }),
    read: ({ w }) => w.scrollX,
  },
  {
    name: 'by a person',
    html: '<div style="height:5000px"></div>',
    drive: async (page) => {
      await page.mouse.move(200, 200);
      await page.mouse.wheel(0, 600);
      await page.waitForFunction(() => scrollY >= 600);
    },
    read: ({ w }) => w.scrollY,
  },
  {
    name: 'a page that scrolls smoothly',
    html: '<style>:root{scroll-behavior:smooth}</style><div style="height:5000px"></div>',
    act: ({ w }) => w.scrollTo({ top: 800, behavior: 'instant' }),
    read: ({ w }) => w.scrollY,
  },
  {
    name: 'a box',
    html: '<div id="a" style="height:50px;overflow:auto"><div style="height:900px"></div></div>',
    act: ({ $ }) => ($('#a').scrollTop = 120),
    read: ({ $ }) => $('#a').scrollTop,
  },
  {
    name: 'a box that was scrolled before',
    html: '<div id="a" style="height:50px;overflow:auto"><div style="height:900px"></div></div>',
    before: ({ $ }) => ($('#a').scrollTop = 130),
    read: ({ $ }) => $('#a').scrollTop,
  },
  {
    name: 'a box that is put in scrolled',
    html: '<div id="f"></div>',
    act: ({ $ }) => {
      $('#f').innerHTML =
        '<div id="a" style="height:50px;overflow:auto"><div style="height:900px"></div></div>';
      $('#a').scrollTop = 140;
    },
    read: ({ $ }) => $('#a').scrollTop,
  },
  {
    name: 'a box that has room only later',
    html: '<div id="a" style="height:50px;overflow:auto"><div id="b"></div></div>',
    act: ({ $ }) => {
      $('#b').style.height = '900px';
      $('#a').scrollTop = 150;
    },
    read: ({ $ }) => $('#a').scrollTop,
  },
  {
    name: 'a box from right to left',
    html: '<div id="a" dir="rtl" style="width:100px;overflow:auto"><div style="width:900px;height:9px"></div></div>',
    act: ({ $ }) => ($('#a').scrollLeft = -77),
    read: ({ $ }) => $('#a').scrollLeft,
  },
  {
    name: 'a textarea',
    html: '<textarea id="a" rows="2">1\n2\n3\n4\n5\n6\n7\n8\n9</textarea>',
    act: ({ $ }) => ($('#a').scrollTop = 20),
    read: ({ $ }) => $('#a').scrollTop,
  },
  {
    name: 'a field with a long text',
    html: '<input id="a" style="width:60px">',
    drive: async (page) => {
      await page.click('#a');
      await page.keyboard.type('a rather long text that does not fit');
    },
    read: ({ $ }) => [$('#a').value, $('#a').scrollLeft > 0],
  },
  {
    name: 'within a shadow root',
    html: '<div id="a"><template shadowrootmode="open"><div style="height:40px;overflow:auto"><p style="height:900px">x</p></div></template></div>',
    act: ({ $ }) => $('#a').shadowRoot!.firstElementChild!.scrollTo({ top: 70 }),
    read: ({ $ }) => $('#a').shadowRoot!.firstElementChild!.scrollTop,
  },
  {
    name: 'within a frame',
    html: '<iframe id="a" srcdoc="<div style=height:3000px>"></iframe>',
    act: ({ $ }) => $<HTMLIFrameElement>('#a').contentWindow!.scrollTo(0, 210),
    read: ({ $ }) => $<HTMLIFrameElement>('#a').contentWindow!.scrollY,
  },
  {
    name: 'scrollIntoView',
    html: '<div style="height:3000px"></div><p id="a">target</p><div style="height:3000px"></div>',
    act: ({ $ }) => $('#a').scrollIntoView({ behavior: 'instant', block: 'center' }),
    read: ({ box }) => box('#a'),
  },
  {
    name: 'content that grows above what is seen',
    html: '<div id="a">top</div><div style="height:3000px">rest</div><p id="b">seen</p><div style="height:3000px"></div>',
    before: ({ $ }) => $('#b').scrollIntoView({ behavior: 'instant' }),
    act: ({ $ }) => ($('#a').style.height = '500px'),
    read: ({ box, w }) => [box('#b'), w.scrollY],
  },
  {
    name: 'quirks mode, where the body scrolls',
    page: '<body><div style="height:5000px"></div>',
    act: ({ w }) => w.scrollTo(0, 250),
    read: ({ w }) => w.scrollY,
  },
  {
    name: 'snapping',
    html: '<div id="a" style="width:100px;height:50px;overflow:auto;scroll-snap-type:x mandatory;display:flex"><p style="flex:0 0 100px;scroll-snap-align:start">1</p><p style="flex:0 0 100px;scroll-snap-align:start">2</p><p style="flex:0 0 100px;scroll-snap-align:start">3</p></div>',
    act: ({ $ }) => $('#a').scrollTo({ left: 200, behavior: 'instant' }),
    read: ({ $ }) => $('#a').scrollLeft,
  },
];

export const focus: Probe[] = [
  {
    name: ':focus',
    html: '<style>input:focus{color:rgb(8,8,8)}</style><input id="a">',
    act: ({ $ }) => $('#a').focus(),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'focus that leaves',
    html: '<style>input:focus{color:rgb(8,8,8)}</style><input id="a">',
    before: ({ $ }) => $('#a').focus(),
    act: ({ $ }) => $('#a').blur(),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: ':focus-within',
    html: '<style>form:focus-within{color:rgb(8,8,8)}</style><form id="f"><input id="a"></form>',
    act: ({ $ }) => $('#a').focus(),
    read: ({ style }) => style('#f', 'color'),
  },
  {
    name: ':focus-visible of a button, by keyboard',
    html: '<style>button:focus-visible{color:rgb(8,8,8)}</style><input id="a"><button id="b">b</button>',
    drive: async (page) => {
      await page.focus('#a');
      await page.keyboard.press('Tab');
    },
    read: ({ style }) => style('#b', 'color'),
  },
  {
    name: ':focus without :focus-visible of a button, by mouse',
    html: '<style>button:focus{color:rgb(8,8,8)} button:focus-visible{color:rgb(9,9,9)}</style><button id="b">b</button>',
    drive: (page) => page.click('#b'),
    read: ({ style }) => style('#b', 'color'),
  },
  {
    name: 'the ring of a focused link',
    html: '<p><a id="a" href="/x">link</a></p>',
    drive: (page) => page.keyboard.press('Tab'),
    read: ({ style }) => [style('#a', 'outline-style'), style('#a', 'outline-width')],
  },
  {
    name: 'focus within a shadow root',
    html: '<div id="a"><template shadowrootmode="open"><style>button:focus{color:rgb(8,8,8)} :host(:focus-within){top:3px}</style><button>x</button></template></div>',
    act: ({ $ }) => $('#a').shadowRoot!.querySelector('button')!.focus(),
    read: ({ $, w, style }) => [
      w.getComputedStyle($('#a').shadowRoot!.querySelector('button')!).color,
      style('#a', 'top'),
    ],
  },
  {
    name: 'focus within a frame',
    html: '<iframe id="a" srcdoc="<style>input:focus{color:rgb(8,8,8)}</style><input>"></iframe>',
    act: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector<HTMLElement>('input')!.focus(),
    read: ({ $ }) => {
      const inner = $<HTMLIFrameElement>('#a').contentDocument!;
      return inner.defaultView!.getComputedStyle(inner.querySelector('input')!).color;
    },
  },
  {
    name: 'the focused element removed',
    html: '<style>div:focus-within{color:rgb(8,8,8)}</style><div id="a"><input id="b"></div>',
    before: ({ $ }) => $('#b').focus(),
    act: ({ $ }) => $('#b').remove(),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'the focused element moved by its parent',
    html: '<style>div:focus-within{color:rgb(8,8,8)}</style><div id="a"></div><div id="b"><input id="i"></div>',
    act: ({ $ }) => $('#i').focus(),
    read: ({ style }) => [style('#a', 'color'), style('#b', 'color')],
  },
  {
    name: 'the caret in a field',
    html: '<input id="a" value="some text">',
    act: ({ $ }) => {
      $('#a').focus();
      $('#a').setSelectionRange(5, 5);
    },
    read: ({ $ }) => [$('#a').selectionStart, $('#a').selectionEnd],
  },
  {
    name: 'selected text in a field',
    html: '<input id="a" value="some text">',
    act: ({ $ }) => {
      $('#a').focus();
      $('#a').setSelectionRange(1, 6, 'backward');
    },
    read: ({ $ }) => [$('#a').selectionStart, $('#a').selectionEnd],
  },
  {
    name: 'the caret in a textarea, moved by keys',
    html: '<textarea id="a">one\ntwo\nthree</textarea>',
    drive: async (page) => {
      await page.focus('#a');
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
    },
    read: ({ $ }) => [$('#a').selectionStart, $('#a').selectionEnd],
  },
  {
    name: 'selected text of the page',
    html: '<p id="a">select <b>some of</b> this</p>',
    act: ({ $, w }) => {
      const [first, , last] = $('#a').childNodes;
      w.getSelection()!.setBaseAndExtent(first!, 3, last!, 3);
    },
    read: ({ selection }) => selection(),
  },
  {
    name: 'text selected by a person',
    html: '<p id="a">two words</p>',
    drive: (page) => page.dblclick('#a', { position: { x: 5, y: 8 } }),
    read: ({ selection }) => selection().trim(),
  },
  {
    name: 'everything selected',
    html: '<p id="a">all</p><p>of it</p>',
    act: ({ $, w }) => w.getSelection()!.selectAllChildren($('#a').parentNode!),
    read: ({ selection }) => selection().replace(/\s+/g, ''),
  },
  {
    name: 'a selection that goes',
    html: '<p id="a">some text</p>',
    before: ({ $, w }) => w.getSelection()!.selectAllChildren($('#a')),
    act: ({ w }) => w.getSelection()!.removeAllRanges(),
    read: ({ selection }) => selection(),
  },
  {
    name: 'a selection with its own colours',
    html: '<style>::selection{background:rgb(255,200,0);color:rgb(0,0,0)}</style><p id="a" style="font:40px sans-serif">selected</p>',
    act: ({ $, w }) => w.getSelection()!.selectAllChildren($('#a')),
    read: ({ selection }) => selection(),
    picture: '#a',
  },
];
