import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness, policy, type Mirrored } from './support/harness';
import type { Model, ModelNode } from './support/model';

/** Something a page does that a mirror can miss. `html` stands in the page before the capture starts. */
interface Probe {
  name: string;
  html?: string;
  act?: () => unknown;
  holds(model: Model, mirrored: Mirrored): unknown;
}

const at = (model: Model, id: string): ModelNode | undefined => model.find(id);
const attribute = (model: Model, id: string, name: string) => at(model, id)?.attributes.get(name);
const css = (model: Model, mirrored: Mirrored) =>
  [...model.all()].map((node) => mirrored.sheetText(node)).join('\n');
const select = (id: string) =>
  document.querySelector(`#${id}`) as HTMLElement & Record<string, never>;
const shadowOf = (model: Model, id: string) => {
  const first = at(model, id)?.children[0];
  return first?.kind === 'shadowRoot' ? first : undefined;
};
const textIn = (model: Model, node: ModelNode | undefined) =>
  [...(node ? model.all(node) : [])].map(({ text }) => text ?? '').join('');

const probes: Probe[] = [
  {
    name: 'text',
    html: '<p id="t1">old</p>',
    act: () => (document.querySelector('#t1')!.firstChild!.nodeValue = 'new'),
    holds: (m) => m.textOf('t1') === 'new',
  },
  {
    name: 'innerHTML',
    html: '<div id="t2"><b>x</b></div>',
    act: () => (document.querySelector('#t2')!.innerHTML = '<i id="t2i">y</i>z'),
    holds: (m) => m.textOf('t2') === 'yz' && at(m, 't2i')?.tag === 'i',
  },
  {
    name: 'wrapping in a new element',
    html: '<div id="wr"><p id="wrx">x</p></div>',
    act: () => {
      const x = document.querySelector('#wrx')!;
      const w = document.createElement('section');
      w.append('before ');
      x.replaceWith(w);
      w.append(x);
    },
    holds: (m) => m.textOf('wr') === 'before x' && at(m, 'wrx')?.parent?.tag === 'section',
  },
  {
    name: 'unwrapping',
    html: '<div id="uw"><p><b id="uwb">x</b>y</p></div>',
    act: () => {
      const p = document.querySelector('#uw p')!;
      p.replaceWith(...p.childNodes);
    },
    holds: (m) => at(m, 'uwb')?.parent?.attributes.get('id') === 'uw' && m.textOf('uw') === 'xy',
  },
  {
    name: 'parent and child change places',
    html: '<div id="sw"><div id="swa"><div id="swb">b</div></div></div>',
    act: () => {
      const a = document.querySelector('#swa')!;
      const b = document.querySelector('#swb')!;
      document.querySelector('#sw')!.append(b);
      b.append(a);
    },
    holds: (m) => at(m, 'swa')?.parent === at(m, 'swb') && at(m, 'swb')?.parent === at(m, 'sw'),
  },
  {
    name: 'detached, changed and put back',
    html: '<div id="db"><p id="dbp">x</p></div>',
    act: async () => {
      const p = document.querySelector('#dbp')!;
      const parent = p.parentNode!;
      p.remove();
      await Promise.resolve().then(() => Promise.resolve());
      p.textContent = 'changed while away';
      parent.append(p);
    },
    holds: (m) => m.textOf('db') === 'changed while away',
  },
  {
    name: 'reversed list',
    html: '<ul id="rv"><li>1</li><li>2</li><li>3</li><li>4</li></ul>',
    act: () => {
      const list = document.querySelector('#rv')!;
      for (const item of [...list.children]) list.prepend(item);
    },
    holds: (m) => m.textOf('rv') === '4321',
  },
  {
    name: 'attributes that are allowed',
    html: '<p id="aa" lang="de" dir="rtl" hidden aria-expanded="true" tabindex="0">x</p>',
    holds: (m) =>
      ['lang', 'dir', 'hidden', 'aria-expanded', 'tabindex'].every((n) =>
        at(m, 'aa')?.attributes.has(n),
      ),
  },
  {
    name: 'attributes that are not',
    html: '<p id="an" onclick="x()" data-secret="s" foo="bar" nonce="n">x</p><a id="an2" href="/secret" ping="/p" download="f" target="x">l</a><form id="an3" action="/a"></form>',
    holds: (m) =>
      !['onclick', 'data-secret', 'foo', 'nonce'].some((n) => at(m, 'an')?.attributes.has(n)) &&
      attribute(m, 'an2', 'href') === '' &&
      at(m, 'an2')?.attributes.size === 2 &&
      at(m, 'an3')?.attributes.size === 1,
  },
  {
    name: 'class changes',
    html: '<p id="cc" class="a">x</p>',
    act: () => select('cc').classList.add('b'),
    holds: (m) => attribute(m, 'cc', 'class') === 'a b',
  },
  {
    name: 'an attribute that goes',
    html: '<p id="ag" title="x">x</p>',
    act: () => select('ag').removeAttribute('title'),
    holds: (m) => attribute(m, 'ag', 'title') === undefined,
  },
  {
    name: 'data attributes that a sheet selects by',
    html: '<style>[data-state="open"]{color:red} [data-flag]{color:red} #dl::after{content:attr(data-label)}</style><p id="ds" data-state="shut" data-flag="secret" data-other="o">x</p><p id="dl" data-label="shown">x</p>',
    act: () => (select('ds').dataset.state = 'open'),
    holds: (m) =>
      attribute(m, 'ds', 'data-state') === 'open' &&
      attribute(m, 'ds', 'data-flag') === '' &&
      attribute(m, 'ds', 'data-other') === undefined &&
      attribute(m, 'dl', 'data-label') === 'shown',
  },
  {
    name: 'input.value by script',
    html: '<input id="iv">',
    act: () => ((select('iv') as unknown as HTMLInputElement).value = 'typed'),
    holds: (m) => at(m, 'iv')?.form.value === 'typed',
  },
  {
    name: 'input value at the start',
    html: '<input id="is" value="given">',
    holds: (m) => at(m, 'is')?.form.value === 'given' && attribute(m, 'is', 'value') === undefined,
  },
  {
    name: 'textarea',
    html: '<textarea id="ta">first</textarea>',
    act: () => ((select('ta') as unknown as HTMLTextAreaElement).value = 'second'),
    holds: (m) => at(m, 'ta')?.form.value === 'second' && at(m, 'ta')?.children.length === 0,
  },
  {
    name: 'checked',
    html: '<input type="checkbox" id="ck">',
    act: () => ((select('ck') as unknown as HTMLInputElement).checked = true),
    holds: (m) => at(m, 'ck')?.form.checked === true,
  },
  {
    name: 'checked at the start, and taken away',
    html: '<input type="checkbox" checked id="ck2">',
    act: () => ((select('ck2') as unknown as HTMLInputElement).checked = false),
    holds: (m) => at(m, 'ck2')?.form.checked === false,
  },
  {
    name: 'radio buttons',
    html: '<input type="radio" name="r" checked id="r1"><input type="radio" name="r" id="r2">',
    act: () => select('r2').click(),
    holds: (m) => at(m, 'r1')?.form.checked === false && at(m, 'r2')?.form.checked === true,
  },
  {
    name: 'indeterminate',
    html: '<input type="checkbox" id="ind">',
    act: () => ((select('ind') as unknown as HTMLInputElement).indeterminate = true),
    holds: (m) => at(m, 'ind')?.form.indeterminate === true,
  },
  {
    name: 'select',
    html: '<select id="se"><option id="se1">a<option id="se2">b</select>',
    act: () => ((select('se') as unknown as HTMLSelectElement).selectedIndex = 1),
    holds: (m) => at(m, 'se2')?.form.selected === true,
  },
  {
    name: 'select with nothing selected',
    html: '<select id="sn"><option id="sn1">a</select>',
    act: () => ((select('sn') as unknown as HTMLSelectElement).selectedIndex = -1),
    holds: (m) => at(m, 'sn1')?.form.selected === false,
  },
  {
    name: 'multiple select',
    html: '<select id="sm" multiple><option id="sm1">a<option id="sm2" selected>b<option id="sm3">c</select>',
    act: () => {
      const { options } = select('sm') as unknown as HTMLSelectElement;
      options[0]!.selected = options[2]!.selected = true;
      options[1]!.selected = false;
    },
    holds: (m) =>
      at(m, 'sm1')?.form.selected &&
      at(m, 'sm3')?.form.selected &&
      at(m, 'sm2')?.form.selected === false,
  },
  {
    name: 'an option that comes later',
    html: '<select id="so"><option>a</select>',
    act: () => select('so').insertAdjacentHTML('beforeend', '<option id="so2" selected>b'),
    holds: (m) => at(m, 'so2')?.form.selected === true,
  },
  {
    name: 'form.reset()',
    html: '<form id="fr"><input id="fr1" value="start"><input type=checkbox id="fr2"></form>',
    act: async () => {
      (select('fr1') as unknown as HTMLInputElement).value = 'changed';
      (select('fr2') as unknown as HTMLInputElement).checked = true;
      await new Promise((resolve) => setTimeout(resolve, 40));
      (select('fr') as unknown as HTMLFormElement).reset();
    },
    holds: (m) => at(m, 'fr1')?.form.value === 'start' && at(m, 'fr2')?.form.checked !== true,
  },
  {
    name: 'details',
    html: '<details id="de"><summary>s</summary>x</details>',
    act: () => select('de').setAttribute('open', ''),
    holds: (m) => attribute(m, 'de', 'open') === '',
  },
  {
    name: 'dialog.show()',
    html: '<dialog id="d1">x</dialog>',
    act: () => (select('d1') as unknown as HTMLDialogElement).show(),
    holds: (m) => at(m, 'd1')?.layer === 'dialog' && attribute(m, 'd1', 'open') === undefined,
  },
  {
    name: 'dialog.showModal()',
    html: '<dialog id="d2">x</dialog>',
    act: () => (select('d2') as unknown as HTMLDialogElement).showModal(),
    holds: (m) => at(m, 'd2')?.layer === 'modal',
  },
  {
    name: 'dialog.close()',
    act: () => (select('d2') as unknown as HTMLDialogElement).close(),
    holds: (m) => at(m, 'd2')?.layer === 'closed',
  },
  {
    name: 'popover',
    html: '<div id="po" popover>x</div>',
    act: () => (select('po') as unknown as HTMLElement).showPopover(),
    holds: (m) => at(m, 'po')?.layer === 'popover' && attribute(m, 'po', 'popover') === 'manual',
  },
  {
    name: 'hiding a popover',
    act: () => (select('po') as unknown as HTMLElement).hidePopover(),
    holds: (m) => at(m, 'po')?.layer === 'closed',
  },
  {
    name: 'an element that becomes a popover',
    html: '<div id="pl">x</div>',
    act: () => {
      select('pl').setAttribute('popover', 'manual');
      (select('pl') as unknown as HTMLElement).showPopover();
    },
    holds: (m) => at(m, 'pl')?.layer === 'popover',
  },
  {
    name: 'scroll of a box',
    html: '<div id="sb" style="height:50px;overflow:auto"><div style="height:900px"></div></div>',
    act: () => (select('sb') as unknown as HTMLElement).scrollTo({ top: 120 }),
    holds: (m) => at(m, 'sb')?.scroll.y === 120,
  },
  {
    name: 'scroll of a textarea',
    html: '<textarea id="st" rows="2">1\n2\n3\n4\n5\n6\n7\n8\n9</textarea>',
    act: () => (select('st') as unknown as HTMLElement).scrollTo({ top: 20 }),
    holds: (m) => at(m, 'st')?.scroll.y === 20,
  },
  {
    name: 'scroll of the page',
    html: '<div style="height:5000px"></div>',
    act: () => scrollTo({ top: 333, behavior: 'instant' }),
    holds: (m) => m.root?.scroll.y === 333,
  },
  {
    name: 'scroll within a shadow root',
    html: '<div id="ss"><template shadowrootmode="open"><div style="height:40px;overflow:auto"><p style="height:900px">x</p></div></template></div>',
    act: () => document.querySelector('#ss')!.shadowRoot!.firstElementChild!.scrollTo({ top: 70 }),
    holds: (m) => shadowOf(m, 'ss')?.children[0]?.scroll.y === 70,
  },
  {
    name: 'focus',
    html: '<input id="fo">',
    act: () => (select('fo') as unknown as HTMLElement).focus(),
    holds: (m) => m.focus === at(m, 'fo')?.id,
  },
  {
    name: 'focus that leaves',
    act: () => (select('fo') as unknown as HTMLElement).blur(),
    holds: (m) => m.focus === 0,
  },
  {
    name: 'focus within a shadow root',
    html: '<div id="fs"><template shadowrootmode="open"><button>x</button></template></div>',
    act: () => document.querySelector('#fs')!.shadowRoot!.querySelector('button')!.focus(),
    holds: (m) => m.focus !== 0 && m.focus === shadowOf(m, 'fs')?.children[0]?.id,
  },
  {
    name: 'style sheet text',
    html: '<style id="s1">.probe-s1 { color: red }</style>',
    holds: (m, r) =>
      r.sheetText(at(m, 's1')).includes('.probe-s1') && at(m, 's1')?.children.length === 0,
  },
  {
    name: 'insertRule',
    html: '<style id="s2"></style>',
    act: () =>
      (select('s2') as unknown as HTMLStyleElement).sheet!.insertRule('.probe-s2 { color: red }'),
    holds: (m, r) => r.sheetText(at(m, 's2')).includes('.probe-s2'),
  },
  {
    name: 'rule.style by script',
    html: '<style id="s3">.probe-s3 { color: red }</style>',
    act: () =>
      (
        (select('s3') as unknown as HTMLStyleElement).sheet!.cssRules[0] as CSSStyleRule
      ).style.setProperty('color', 'blue'),
    holds: (m, r) => r.sheetText(at(m, 's3')).includes('blue'),
  },
  {
    name: 'selectorText by script',
    html: '<style id="s4">.probe-s4 { color: red }</style>',
    act: () =>
      ((
        (select('s4') as unknown as HTMLStyleElement).sheet!.cssRules[0] as CSSStyleRule
      ).selectorText = '.other-s4'),
    holds: (m, r) => r.sheetText(at(m, 's4')).includes('.other-s4'),
  },
  {
    name: 'sheet.disabled',
    html: '<style id="s5">.x { color: red }</style>',
    act: () => ((select('s5') as unknown as HTMLStyleElement).sheet!.disabled = true),
    holds: (m) => at(m, 's5')?.sheets[0]?.disabled === true,
  },
  {
    name: 'media of a sheet',
    html: '<style id="s6">.x { color: red }</style>',
    act: () => select('s6').setAttribute('media', 'print'),
    holds: (m) => at(m, 's6')?.sheets[0]?.media === 'print',
  },
  {
    name: 'the text of a style element',
    html: '<style id="s7">.x { color: red }</style>',
    act: () => (select('s7').textContent = '.probe-s7 { color: red }' as never),
    holds: (m, r) => r.sheetText(at(m, 's7')).includes('.probe-s7'),
  },
  {
    name: 'adoptedStyleSheets.push()',
    act: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.probe-adopted { color: red }');
      document.adoptedStyleSheets.push(sheet);
    },
    holds: (m, r) => m.root && r.sheetText(m.root).includes('.probe-adopted'),
  },
  {
    name: 'adopted sheets of a shadow root',
    html: '<div id="sa"><template shadowrootmode="open">x</template></div>',
    act: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.probe-sa { color: red }');
      document.querySelector('#sa')!.shadowRoot!.adoptedStyleSheets = [sheet];
    },
    holds: (m, r) => r.sheetText(shadowOf(m, 'sa')).includes('.probe-sa'),
  },
  {
    name: 'a linked sheet of the same origin',
    html: '<link rel="stylesheet" href="/linked.css" id="l1" title="secret">',
    holds: (m, r) => r.sheetText(at(m, 'l1')).includes('.probe-linked'),
  },
  {
    name: 'imports are put in place',
    holds: (m, r) => {
      const text = r.sheetText(at(m, 'l1'));
      return (
        text.includes('@media (min-width: 1px)') &&
        text.includes('.probe-imported') &&
        !text.includes('@import')
      );
    },
  },
  {
    name: 'a linked sheet of another origin',
    html: '<link rel="stylesheet" href="OTHER/foreign.css" id="l2">',
    holds: (m, r) => r.sheetText(at(m, 'l2')).includes('.probe-foreign'),
  },
  {
    name: 'a large sheet is an asset',
    html: '<link rel="stylesheet" href="/large.css" id="l3">',
    holds: (m, r) =>
      at(m, 'l3')?.sheets[0]?.asset && r.sheetText(at(m, 'l3')).includes('.probe-large-199'),
  },
  {
    name: 'addresses in sheets become assets',
    html: '<style id="su">.bg { background: url("/pixel.png") } .unused { background: url("/never.png") }</style><p class="bg">x</p>',
    holds: (m, r) => {
      const text = r.sheetText(at(m, 'su'));
      return (
        /url\("asset:[0-9a-f]{64}"\)/.test(text) &&
        !text.includes('pixel') &&
        !text.includes('never')
      );
    },
  },
  {
    name: 'fonts',
    html: '<style id="sf">@font-face { font-family: probe; src: url("/probe.woff2") } .f { font-family: probe }</style><p class="f">x</p>',
    holds: (m, r) => /url\("asset:/.test(r.sheetText(at(m, 'sf'))),
  },
  {
    name: 'images',
    html: '<img id="im" src="/pixel.png" alt="a" srcset="/pixel.png?2 2x">',
    holds: (m) =>
      /^asset:/.test(attribute(m, 'im', 'src') ?? '') &&
      !at(m, 'im')?.attributes.has(':box') &&
      !at(m, 'im')?.attributes.has('srcset'),
  },
  {
    name: 'an image that changes',
    html: '<img id="ic" src="/pixel.png">',
    act: () => select('ic').setAttribute('src', '/other.png'),
    holds: (m, r) => {
      const hash = attribute(m, 'ic', 'src')?.slice(6) ?? '';
      return r.assets.get(hash)?.bytes.toString('latin1').includes('other');
    },
  },
  {
    name: 'an image that is not there keeps its place',
    html: '<img id="ib" src="/missing.png" width="40" height="30">',
    holds: (m) => attribute(m, 'ib', ':box') === '40x30' && !at(m, 'ib')?.attributes.has('src'),
  },
  {
    name: 'blob: images',
    html: '<img id="bl">',
    act: async () => {
      const blob = await (await fetch('/pixel.png')).blob();
      select('bl').setAttribute('src', URL.createObjectURL(blob));
    },
    holds: (m) => /^asset:/.test(attribute(m, 'bl', 'src') ?? ''),
  },
  {
    name: 'small data: images stay as they are',
    html: '<img id="da" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">',
    holds: (m) => attribute(m, 'da', 'src')?.startsWith('data:image/gif'),
  },
  {
    name: 'images of SVG',
    html: '<svg><image id="si" href="/pixel.png" width="5" height="5"/><use id="us" href="#g"/><use id="uf" href="/sprite.svg#i"/></svg>',
    holds: (m) =>
      /^asset:/.test(attribute(m, 'si', 'href') ?? '') &&
      attribute(m, 'us', 'href') === '#g' &&
      attribute(m, 'uf', 'href') === undefined,
  },
  {
    name: 'background of an element',
    html: '<p id="be" style="color: red; background: url(/pixel.png)">x</p>',
    holds: (m) => /color: red.*url\("asset:/.test(attribute(m, 'be', 'style') ?? ''),
  },
  {
    name: 'canvas',
    html: '<canvas id="ca" width="30" height="20"></canvas>',
    act: () =>
      (select('ca') as unknown as HTMLCanvasElement).getContext('2d')!.fillRect(0, 0, 20, 20),
    holds: (m) =>
      /width:30px;height:20px;background:url\("asset:/.test(attribute(m, 'ca', 'style') ?? ''),
  },
  {
    name: 'a video that shows nothing yet is a box',
    html: '<video id="vi" width="64" height="48" src="/v.mp4"><track src="t"></video>',
    holds: (m) => attribute(m, 'vi', ':box') === '64x48' && at(m, 'vi')?.children.length === 0,
  },
  {
    name: 'a box that changes its size',
    act: () => (select('vi') as unknown as HTMLElement).style.setProperty('width', '90px'),
    holds: (m) => attribute(m, 'vi', ':box') === '90x48',
  },
  {
    name: 'a frame of the same origin',
    html: '<iframe id="if" srcdoc="<p id=inside>in</p>"></iframe>',
    holds: (m) => m.textOf('inside') === 'in' && at(m, 'if')?.children[0]?.kind === 'document',
  },
  {
    name: 'changes in a frame',
    act: () => {
      const inner = (select('if') as unknown as HTMLIFrameElement).contentDocument!;
      inner.querySelector('#inside')!.textContent = 'changed';
    },
    holds: (m) => m.textOf('inside') === 'changed',
  },
  {
    name: 'a frame that shows another page',
    act: () => select('if').setAttribute('srcdoc', '<p id="second">two</p>'),
    holds: (m) => m.textOf('second') === 'two' && !at(m, 'inside'),
  },
  {
    name: 'a frame of another origin',
    html: '<iframe id="xf" src="OTHER/framed" width="120" height="60" style="border:0"></iframe>',
    holds: (m) =>
      attribute(m, 'xf', ':box') === '120x60' &&
      attribute(m, 'xf', ':label') === 'iframe' &&
      at(m, 'xf')?.children.length === 0,
  },
  {
    name: 'document.write into a frame',
    html: '<iframe id="dw"></iframe>',
    act: () => {
      const inner = (select('dw') as unknown as HTMLIFrameElement).contentDocument!;
      inner.open();
      inner.write('<p id="written">w</p>');
      inner.close();
    },
    holds: (m) => m.textOf('written') === 'w',
  },
  {
    name: 'input in a frame after document.write',
    act: () => {
      const inner = (select('dw') as unknown as HTMLIFrameElement).contentDocument!;
      inner.body.insertAdjacentHTML('beforeend', '<input id="dwi">');
      (inner.querySelector('#dwi') as HTMLInputElement).value = 'v';
    },
    holds: (m) => at(m, 'dwi')?.form.value === 'v',
  },
  {
    name: 'shadow root',
    html: '<div id="sh"><template shadowrootmode="open"><b>shadow</b><slot></slot></template>light</div>',
    holds: (m) => textIn(m, shadowOf(m, 'sh')) === 'shadow' && m.textOf('sh') === 'shadowlight',
  },
  {
    name: 'shadow root attached late, of a custom element',
    html: '<late-one id="lo">x</late-one>',
    act: () =>
      customElements.define(
        'late-one',
        class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: 'open' }).innerHTML = '<i>late</i>';
          }
        },
      ),
    holds: (m) => textIn(m, shadowOf(m, 'lo')) === 'late',
  },
  {
    name: 'shadow root attached late, of any element',
    html: '<div id="la">x</div>',
    act: () =>
      (document.querySelector('#la')!.attachShadow({ mode: 'open' }).innerHTML = '<i>l8</i>'),
    holds: (m) => textIn(m, shadowOf(m, 'la')) === 'l8',
  },
  {
    name: 'changes in a shadow root',
    act: () => document.querySelector('#sh')!.shadowRoot!.querySelector('b')!.append('!'),
    holds: (m) => textIn(m, shadowOf(m, 'sh')) === 'shadow!',
  },
  {
    name: 'MathML',
    html: '<math id="ma"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>',
    holds: (m) =>
      at(m, 'ma')?.namespace === 'mathml' && at(m, 'ma')?.children[0]?.namespace === 'mathml',
  },
  {
    name: 'SVG, and HTML in it',
    html: '<svg id="sv" viewBox="0 0 9 9"><linearGradient id="lg" gradientUnits="userSpaceOnUse"/><rect fill="url(#lg)"/><rect fill="url(/x#lg)"/><foreignObject><p>f</p></foreignObject></svg>',
    holds: (m) => {
      const all = [...m.all(at(m, 'sv'))];
      const fills = all.filter(({ tag }) => tag === 'rect').map((r) => r.attributes.get('fill'));
      return (
        attribute(m, 'sv', 'viewBox') === '0 0 9 9' &&
        fills.join() === 'url(#lg),' &&
        all.some(({ tag }) => tag === 'foreignObject') &&
        all.find(({ tag }) => tag === 'p')?.namespace === 'html'
      );
    },
  },
  {
    name: 'contenteditable',
    html: '<div id="ce" contenteditable="true">x</div>',
    act: () => {
      select('ce').focus();
      document.execCommand('insertText', false, 'typed ');
    },
    holds: (m) => m.textOf('ce')?.includes('typed'),
  },
  {
    name: 'scripts, templates and hidden fields keep nothing but their place',
    html: '<div id="no"><script>1</script><noscript>2</noscript><template>3</template><input type="hidden" name="t" value="4"><p>5</p></div>',
    holds: (m) =>
      at(m, 'no')?.children.length === 5 &&
      at(m, 'no')
        ?.children.slice(0, 4)
        .every((c) => c.children.length + c.attributes.size === 0) &&
      !at(m, 'no')?.children.some(({ tag }) => tag === 'input'),
  },
  {
    name: 'a hidden field that becomes visible',
    html: '<div id="hv"><input type="hidden" value="v"></div>',
    act: () => document.querySelector('#hv input')!.setAttribute('type', 'text'),
    holds: (m) =>
      at(m, 'hv')?.children[0]?.tag === 'input' && at(m, 'hv')?.children[0]?.form.value === 'v',
  },
  {
    name: "Pillion's own elements are left out",
    html: '<div id="ow"><div data-own>mine</div>page</div>',
    act: () =>
      document.querySelector('#ow')!.insertAdjacentHTML('beforeend', '<i data-own>mine</i>!'),
    holds: (m) => m.textOf('ow') === 'page!',
  },
  {
    name: 'the root element replaced',
    act: () =>
      document.replaceChild(document.documentElement.cloneNode(true), document.documentElement),
    holds: (m) => m.textOf('t1') === 'new',
  },
];

const png = (name: string) =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from(name),
  ]);

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

test(`${probes.length} probes`, async () => {
  harness.serve('/pixel.png', 'image/png', png('pixel'));
  harness.serve('/other.png', 'image/png', png('other'));
  harness.serve('/probe.woff2', 'application/octet-stream', Buffer.from('wOF2 of a kind'));
  harness.serve('/imported.css', 'text/css', '.probe-imported { color: red }');
  harness.serve(
    '/linked.css',
    'text/css',
    '@import "imported.css" (min-width: 1px); .probe-linked { color: red }',
  );
  harness.serve('/foreign.css', 'text/css', '.probe-foreign { color: red }', {
    'access-control-allow-origin': '*',
  });
  const large = Array.from({ length: 200 }, (_, i) => `.probe-large-${i} { color: red }`);
  harness.serve('/large.css', 'text/css', large.join('\n'));
  harness.serve('/framed', 'text/html', '<p>SECRET of another origin</p>');
  const html = probes
    .map(({ html }) => html ?? '')
    .join('\n')
    .replaceAll('OTHER', harness.otherOrigin);
  const mirrored = await harness.open(
    `<!doctype html><html><head></head><body>${html}</body></html>`,
  );
  // `select` is used by the acts, which run in the page.
  await mirrored.page.evaluate(`window.select = (id) => document.querySelector('#' + id)`);
  await mirrored.start(policy('open'));
  const failed: string[] = [];
  for (const { name, act, holds } of probes) {
    if (act) await mirrored.page.evaluate(act);
    await mirrored
      .until(name, () => Boolean(holds(mirrored.model, mirrored)))
      .catch((problem: Error) => failed.push(problem.message.split('\n')[0]!));
  }
  expect(failed).toEqual([]);
  expect(css(mirrored.model, mirrored)).not.toMatch(/https?:/);
  expect(await mirrored.problems()).toEqual([]);

  await mirrored.agree('after all probes');
  await mirrored.page.evaluate(() => window.pillion.capture.keyframe());
  await mirrored.until('another keyframe', () => mirrored.keyframes === 2);
  await mirrored.agree('after another keyframe');
  await mirrored.close();
}, 60_000);
