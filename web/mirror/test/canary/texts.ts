import { hiddenIn, type Places } from './place';

/** Everything that is said, shown or filled in: hidden under `private` alone. */
export const texts: Places = {
  ...hiddenIn('private', {
    text: '<p>WORD</p>',
    'text that is not displayed': '<p hidden>WORD</p>',
    'text in SVG': '<svg><title>WORD</title><text>WORD</text><desc>WORD</desc></svg>',
    'SVG path': '<svg><path d="M DIGITS 1 z"/></svg>',
    'text in MathML': '<math><mi>WORD</mi></math>',
    'text in a shadow root': '<div><template shadowrootmode="open">WORD</template></div>',
    'text in a shadow root in a shadow root':
      '<div><template shadowrootmode="open"><p><template shadowrootmode="open">WORD</template></p></template></div>',
    'text in a slot': '<div><template shadowrootmode="open"><slot></slot></template>WORD</div>',
    'text in a frame': '<iframe srcdoc="<p>WORD</p>"></iframe>',
    'text in a custom element': '<x-note>WORD</x-note>',
    'text in a dialog': '<dialog open>WORD</dialog>',
    'text in details': '<details open><summary>WORD</summary>WORD</details>',
    'text in a table': '<table><caption>WORD<tr><td>WORD</table>',
    'text in a list': '<ul><li>WORD</ul><dl><dt>WORD<dd>WORD</dl>',
    'text of a label': '<label>WORD <input></label><fieldset><legend>WORD</legend></fieldset>',
    'text of a button': '<button>WORD</button>',
    'text in an editor': '<div contenteditable>WORD</div>',
    'text preformatted': '<pre>\n  WORD\n</pre><textarea placeholder="x">WORD</textarea>',
    value: '<input value="WORD">',
    'value of a button': '<input type="submit" value="WORD">',
    'value of a search':
      '<input type="search" value="WORD"><input type="email" value="WORD@x.test">',
    'value of a slider': '<input type="range" max="999999999" value="DIGITS">',
    'value of a number': '<input type="number" value="DIGITS">',
    'value of a meter': '<meter max="999999999" value="DIGITS"></meter>',
    'value of a bar': '<progress max="999999999" value="DIGITS"></progress>',
    'bounds of a slider': '<input type="range" min="1" max="DIGITS">',
    title: '<p title="WORD">x</p>',
    alt: '<img alt="WORD" src="/none">',
    placeholder: '<input placeholder="WORD">',
    'aria-label': '<p aria-label="WORD">x</p>',
    'aria-description': '<p aria-description="WORD">x</p>',
    'aria-roledescription': '<p role="img" aria-roledescription="WORD">x</p>',
    'an aria attribute that nobody knows': '<p aria-secret="WORD">x</p>',
    'option and its label': '<select><option>WORD<option label="WORD"></select>',
    'group of options': '<select><optgroup label="WORD"><option>x</select>',
    'abbr and scope': '<table><tr><th abbr="WORD">x</table>',
    'title of a frame': '<iframe title="WORD" srcdoc="x"></iframe>',
    'data attribute that a sheet reads':
      '<p data-read="WORD">x</p><style>[data-read="x"] { color: red }</style>',
    'data attribute that a sheet shows':
      '<p data-said="WORD">x</p><style>p::after { content: attr(data-said) }</style>',
    'attribute of a custom element':
      '<x-c y-z="WORD"></x-c><style>x-c[y-z^="a"] { color: red }</style>',
    'content in a sheet': '<style>.w1::after { content: "WORD" }</style>',
    'content in a large sheet': `<style>${Array.from({ length: 99 }, (_, i) => `.w-${i} { color: rgb(${i} 0 0) }`).join('')}.w2::after { content: "WORD" }</style>`,
    'content in a nested rule': '<style>.w3 { &:hover::after { content: "a" "WORD" } }</style>',
    'content in a media rule':
      '<style>@media all { @supports (color: red) { .w4::after { content: "WORD" } } }</style>',
    'content escaped': String.raw`<style>.w5::after { content: "\57ORD WORD" }</style>`,
    'custom property in a sheet': '<style>.w6 { --x: "WORD" }</style>',
    'custom property registered':
      '<style>@property --w7 { syntax: "*"; inherits: true; initial-value: "WORD" }</style>',
    'custom property of JSON': `<style>.w8 { --x: {"a": "WORD"} }</style>`,
    'list mark in a sheet': '<style>.w9 { list-style: "WORD" outside }</style>',
    'quotes in a sheet': '<style>.w10 { quotes: "WORD" "x" }</style>',
    'counter style':
      '<style>@counter-style w11 { system: cyclic; symbols: "WORD" "b"; prefix: "WORD"; suffix: "WORD" }</style>',
    'emphasis in a sheet': '<style>.w12 { text-emphasis: "WORD" }</style>',
    'hyphen in a sheet': '<style>.w13 { hyphenate-character: "WORD" }</style>',
    'selector of a text':
      '<style>[title="WORD"], [alt^="WORD"], a[href*="WORD"] { color: red }</style>',
    'sheet in a shadow root':
      '<div><template shadowrootmode="open"><style>p::after { content: "WORD" }</style></template></div>',
    'sheet in a frame':
      '<iframe srcdoc="<style>p::after { content: &quot;WORD&quot; }</style>"></iframe>',
    'picture in a sheet':
      '<style>.w14 { background: url("/picture?WORD") }</style><p class="w14">x</p>',
    'picture in a style': '<p style="background: url(/picture?WORD)">x</p>',
    image: '<img src="/picture?WORD">',
    'image from srcset': '<img srcset="/picture?WORD 1x">',
    'image from a picture element': '<picture><source srcset="/picture?WORD"><img></picture>',
    'image on a button': '<input type="image" src="/picture?WORD">',
    'image in SVG': '<svg><image href="/picture?WORD" width="9" height="9"/></svg>',
    'linked sheet': '<link rel="stylesheet" href="/sheet?WORD">',
    'imported sheet': '<style>@import url("/sheet?import-WORD");</style>',
    'what is shown by an attribute of its own': '<p data-pillion="readonly">WORD</p>',
    'declaration that is not valid': '<p style="WORD: WORD; color: WORD">x</p>',
    'selector that shows nothing': '<p class="nowhere">WORD</p>',
  }),
  ...hiddenIn('private', {
    'text that changes': [
      '<p>x</p>',
      (at, word) => (at.querySelector('p')!.firstChild!.nodeValue = word),
    ],
    'text that comes': ['', (at, word) => at.append(word)],
    'element that comes': ['', (at, word) => (at.innerHTML = `<p>${word}</p>`)],
    'value that is set': ['<input>', (at, word) => (at.querySelector('input')!.value = word)],
    'title that is set': ['<p>x</p>', (at, word) => (at.querySelector('p')!.title = word)],
    'rule that is added': [
      '<style></style>',
      (at, word) =>
        at.querySelector('style')!.sheet!.insertRule(`.v1::before { content: "${word}" }`),
    ],
    'rule that is changed': [
      '<style>.v2::before { content: "x" }</style>',
      (at, word) => {
        const [rule] = at.querySelector('style')!.sheet!.cssRules;
        (rule as CSSStyleRule).style.content = `"${word}"`;
      },
    ],
    'sheet that is adopted': [
      '',
      (_at, word) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`.v3::after { content: "${word}" }`);
        document.adoptedStyleSheets.push(sheet);
      },
    ],
    'dialog that opens': [
      '<dialog></dialog>',
      (at, word) => {
        at.querySelector('dialog')!.append(word);
        at.querySelector('dialog')!.show();
      },
    ],
    'frame that is written': [
      '<iframe></iframe>',
      (at, word) => at.querySelector('iframe')!.contentDocument!.write(`<p>${word}</p>`),
    ],
    'shadow root that is attached': [
      '<x-d></x-d>',
      (at, word) => (at.firstElementChild!.attachShadow({ mode: 'open' }).textContent = word),
    ],
    'image of a blob': [
      '<img>',
      (at, word) => {
        const text = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!--${word}--></svg>`;
        const blob = new Blob([text], { type: 'image/svg+xml' });
        at.querySelector('img')!.src = URL.createObjectURL(blob);
      },
    ],
    'moved out of what is shown, and filled': [
      '<div data-pillion="show"><p>x</p></div>',
      (at, word) => {
        at.querySelector('p')!.textContent = word;
        at.append(at.querySelector('p')!);
      },
    ],
    'no longer shown, and filled': [
      '<div data-pillion="show"><p>x</p></div>',
      (at, word) => {
        at.querySelector('p')!.textContent = word;
        at.querySelector('div')!.removeAttribute('data-pillion');
      },
    ],
  }),
  'closed shadow root': {
    hiddenIn: 'private',
    html: '<div></div>',
    act: (at, word) => (at.querySelector('div')!.attachShadow({ mode: 'closed' }).innerHTML = word),
    unused: true,
  },
  'poster of a video': {
    hiddenIn: 'private',
    html: '<video poster="/picture?WORD"></video>',
    unused: true,
  },
  'animation by a script': {
    hiddenIn: 'private',
    html: '<p>x</p>',
    act: (at, word) =>
      at.firstElementChild!.animate([{ content: `"${word}"` }], { duration: 1e6, id: word }),
    unused: true,
  },
  'sprite of a file': {
    hiddenIn: 'private',
    html: '<svg><use href="/picture?WORD#x"/></svg>',
    unused: true,
  },
  'custom property animated by a script': {
    hiddenIn: 'private',
    html: '<p>x</p>',
    act: (at, word) => at.firstElementChild!.animate([{ '--says': word }], 1e6),
    unused: true,
  },
  'selection in a text': {
    hiddenIn: 'private',
    html: '<p>WORD</p>',
    act: (at) => getSelection()!.selectAllChildren(at),
  },
  'toast that comes and goes': {
    hiddenIn: 'private',
    html: '<p></p>',
    act: (at, word) => {
      at.querySelector('p')!.append(word);
      requestAnimationFrame(() => requestAnimationFrame(() => at.querySelector('p')!.remove()));
    },
    unused: true,
  },
  typed: { hiddenIn: 'private', html: '<input>', type: 'WORD' },
  'typed into an editor': { hiddenIn: 'private', html: '<p contenteditable></p>', type: 'WORD' },
};
