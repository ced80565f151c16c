import { hiddenIn, type Places } from './place';

/** Hidden, or made hidden, while the page changes: under every preset. */
export const changes: Places = hiddenIn('open', {
  'sprite set': [
    '<svg><use class="secret"></use></svg>',
    (at, word) => at.querySelector('use')!.setAttribute('href', `/picture?${word}#x`),
  ],
  'sprite set, then hidden, in one task': [
    '<svg><use></use></svg>',
    (at, word) => {
      at.querySelector('use')!.setAttribute('href', `/picture?${word}#x`);
      at.querySelector('use')!.setAttribute('data-pillion', 'hide');
    },
  ],
  'animated content': [
    '<p class="secret">x</p>',
    (at, word) =>
      at.querySelector('p')!.animate([{ content: `"${word}"` }], { duration: 1e6, id: word }),
  ],
  'animated custom property': [
    '<p class="secret">x</p>',
    (at, word) =>
      at.querySelector('p')!.animate([{ '--says': word }, { '--says': `"${word}"` }], 1e6),
  ],
  'animated address': [
    '<p class="secret">x</p>',
    (at, word) =>
      at.querySelector('p')!.animate([{ backgroundImage: `url(/picture?${word})` }], 1e6),
  ],
  'animated, then hidden, in one task': [
    '<p>x</p>',
    (at, word) => {
      at.querySelector('p')!.animate([{ '--says': word, content: `"${word}"` }], 1e6);
      at.querySelector('p')!.className = 'secret';
    },
  ],
  'selected in a hidden text': [
    '<p class="secret">WORD</p>',
    (at) => {
      const text = at.querySelector('p')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 2, text, 5);
    },
  ],
  'text added': [
    '<p class="secret"></p>',
    (at, word) => (at.querySelector('p')!.innerHTML = `<b>${word}</b>`),
  ],
  'text changed': [
    '<p class="secret">x</p>',
    (at, word) => (at.querySelector('p')!.firstChild!.nodeValue = word),
  ],
  'text appended to': [
    '<p class="secret">x</p>',
    (at, word) => (at.querySelector('p')!.firstChild as Text).appendData(word),
  ],
  'text split and joined': [
    '<p class="secret">WORD</p>',
    (at) => {
      (at.querySelector('p')!.firstChild as Text).splitText(3);
      at.querySelector('p')!.normalize();
    },
  ],
  'letter by letter': [
    '<p class="secret"></p>',
    (at, word) => at.querySelector('p')!.append(...word),
  ],
  'letter by letter in elements': [
    '<p class="secret"></p>',
    (at, word) => {
      for (const letter of word) at.querySelector('p')!.append(letter, document.createElement('i'));
    },
  ],
  'adjacent HTML': [
    '<p class="secret"></p>',
    (at, word) => at.querySelector('p')!.insertAdjacentHTML('afterbegin', `<i>${word}</i>`),
  ],
  'hidden and filled in one task': [
    '<p>x</p>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('p')!.className = 'secret';
    },
  ],
  'filled in, then hidden, in one task': [
    '<p>x</p>',
    (at, word) => {
      at.querySelector('p')!.setAttribute('data-pillion', 'hide');
      at.querySelector('p')!.innerText = word;
    },
  ],
  'ancestor hidden and filled in one task': [
    '<div><section><p>x</p></section></div>',
    (at, word) => {
      at.querySelector('p')!.firstChild!.nodeValue = word;
      at.querySelector('div')!.setAttribute('data-pillion', 'hide');
    },
  ],
  'hidden by a selector on others, and filled': [
    '<div class="account"><i>x</i><p>x</p></div>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('i')!.replaceWith(document.createElement('p'));
    },
  ],
  'hidden by a state, and filled': [
    '<input type="checkbox" class="cover"><p>x</p>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('input')!.checked = true;
    },
  ],
  'hidden by an attribute, and filled': [
    '<p>x</p>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('p')!.setAttribute('data-tier', 'gold');
    },
  ],
  'moved to hidden and filled': [
    '<p>x</p><div class="secret"></div>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('div')!.append(at.querySelector('p')!);
    },
  ],
  'moved deep with a text changed before': [
    '<section><p>x <b>y</b></p></section><div class="secret"><ul><li></ul></div>',
    (at, word) => {
      at.querySelector('b')!.firstChild!.nodeValue = word;
      at.querySelector('li')!.append(at.querySelector('section')!);
    },
  ],
  'moved into a hidden shadow root': [
    '<p>x</p><div data-pillion="hide"><template shadowrootmode="open"></template></div>',
    (at, word) => {
      at.querySelector('p')!.textContent = word;
      at.querySelector('div')!.shadowRoot!.append(at.querySelector('p')!);
    },
  ],
  'slotted into hidden and filled': [
    '<div><template shadowrootmode="open"><b class="secret"><slot></slot></b></template></div>',
    (at, word) => at.querySelector('div')!.append(word),
  ],
  'around a slot hidden, and filled': [
    '<div><template shadowrootmode="open"><b><slot></slot></b></template><p>x</p></div>',
    (at, word) => {
      at.querySelector('div')!.shadowRoot!.querySelector('b')!.className = 'secret';
      at.querySelector('p')!.textContent = word;
    },
  ],
  'taken out, filled, put back': [
    '<div class="secret"><p>x</p></div>',
    (at, word) => {
      const p = at.querySelector('p')!;
      p.remove();
      p.textContent = word;
      at.querySelector('div')!.append(p);
    },
  ],
  'a clone of what is hidden': [
    '<p class="secret">WORD</p>',
    (at) => at.append(at.querySelector('p')!.cloneNode(true)),
  ],
  'title set later': [
    '<p class="secret">x</p>',
    (at, word) => (at.querySelector('p')!.title = word),
  ],
  'alt set later': [
    '<p class="secret"><img src="/none"></p>',
    (at, word) => (at.querySelector('img')!.alt = word),
  ],
  'aria text set later': [
    '<p class="secret">x</p>',
    (at, word) => (at.querySelector('p')!.ariaLabel = word),
  ],
  'placeholder set later': [
    '<p class="secret"><input></p>',
    (at, word) => (at.querySelector('input')!.placeholder = word),
  ],
  'value set later': [
    '<p class="secret"><input><textarea></textarea></p>',
    (at, word) => at.querySelectorAll<HTMLInputElement>('p > *').forEach((i) => (i.value = word)),
  ],
  'style set later': [
    '<p class="secret">x</p>',
    (at, word) => at.querySelector('p')!.style.setProperty('--said', `"${word}"`),
  ],
  'data attribute set later': [
    '<p class="secret">x</p><style>p[data-late] { color: red }</style>',
    (at, word) => (at.querySelector('p')!.dataset['late'] = word),
  ],
  'option added': [
    '<select class="secret"><option>x</select>',
    (at, word) => at.querySelector('select')!.add(new Option(word)),
  ],
  'image set later': [
    '<p class="secret"><img></p>',
    (at, word) => (at.querySelector('img')!.src = `/picture?${word}`),
  ],
  'image hidden and set in one task': [
    '<p><img src="/picture?shown"></p>',
    (at, word) => {
      at.querySelector('img')!.src = `/picture?${word}`;
      at.querySelector('p')!.className = 'secret';
    },
  ],
  'image of a blob': [
    '<p class="secret"><img></p>',
    (at, word) => {
      const blob = new Blob([`<svg xmlns="http://www.w3.org/2000/svg"><!--${word}--></svg>`], {
        type: 'image/svg+xml',
      });
      at.querySelector('img')!.src = URL.createObjectURL(blob);
    },
  ],
  'background set later': [
    '<p class="secret">x</p>',
    (at, word) => (at.querySelector('p')!.style.background = `url(/picture?${word})`),
  ],
  'frame written into': [
    '<div class="secret"><iframe></iframe></div>',
    (at, word) => {
      const { contentDocument } = at.querySelector('iframe')!;
      contentDocument!.open();
      contentDocument!.write(`<p>${word}</p>`);
      contentDocument!.close();
    },
  ],
  'frame that navigates': [
    '<div class="secret"><iframe></iframe></div>',
    (at, word) => (at.querySelector('iframe')!.srcdoc = `<p>${word}</p>`),
  ],
  'shadow root attached': [
    '<div class="secret"></div>',
    (at, word) => (at.querySelector('div')!.attachShadow({ mode: 'open' }).innerHTML = word),
  ],
  'shadow root attached around what is marked': [
    '<div></div>',
    (at, word) => {
      const root = at.querySelector('div')!.attachShadow({ mode: 'open' });
      root.innerHTML = `<p data-pillion="hide">${word}</p>`;
    },
  ],
  'closed shadow root': [
    '<div class="secret"></div>',
    (at, word) => (at.querySelector('div')!.attachShadow({ mode: 'closed' }).innerHTML = word),
  ],
  'sheet adopted by a shadow root': [
    '<div class="secret"><template shadowrootmode="open"><p>x</p></template></div>',
    (at, word) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`p::after { content: "${word}" }`);
      at.querySelector('div')!.shadowRoot!.adoptedStyleSheets = [sheet];
    },
  ],
  'rule added to a style element': [
    '<div class="secret"><style></style></div>',
    (at, word) =>
      at.querySelector('style')!.sheet!.insertRule(`.z2::before { content: "${word}" }`),
  ],
  'custom element that renders': [
    '<x-late class="secret"></x-late>',
    (_at, word) => {
      customElements.define(
        'x-late',
        class extends HTMLElement {
          connectedCallback(): void {
            this.attachShadow({ mode: 'open' }).textContent = word;
          }
        },
      );
    },
  ],
  'dialog filled and shown': [
    '<dialog class="secret"></dialog>',
    (at, word) => {
      at.querySelector('dialog')!.textContent = word;
      at.querySelector('dialog')!.show();
    },
  ],
  'popover filled and shown': [
    '<div popover="manual" class="secret"></div>',
    (at, word) => {
      at.querySelector<HTMLElement>('[popover]')!.textContent = word;
      at.querySelector<HTMLElement>('[popover]')!.showPopover();
    },
  ],
  'template cloned': [
    '<template><p>WORD</p></template><div class="secret"></div>',
    (at) => at.querySelector('div')!.append(at.querySelector('template')!.content.cloneNode(true)),
  ],
  'mark on the root of a frame': [
    '<iframe srcdoc="<p>x</p>"></iframe>',
    (at, word) => {
      const { documentElement, body } = at.querySelector('iframe')!.contentDocument!;
      documentElement.setAttribute('data-pillion', 'hide');
      body.textContent = word;
    },
  ],
  'many frames later': [
    '<p>x</p>',
    (at, word) => {
      const p = at.querySelector('p')!;
      p.className = 'secret';
      let left = 5;
      const go = () => {
        p.textContent = left > 0 ? word.slice(0, -left) : word;
        if (left-- > 0) requestAnimationFrame(go);
      };
      go();
    },
  ],
});

/** Typed with real keys. */
changes['typed into a hidden field'] = {
  hiddenIn: 'open',
  html: '<p class="secret"><input></p>',
  type: 'WORD',
};
changes['typed into a hidden editor'] = {
  hiddenIn: 'open',
  html: '<p class="secret" contenteditable></p>',
  type: 'WORD',
};
changes['typed, then moved out of hiding as what it was'] = {
  hiddenIn: 'open',
  html: '<p class="secret"><input type="password"></p>',
  type: 'WORD',
  then: (at) => at.append(at.querySelector('input')!),
};
