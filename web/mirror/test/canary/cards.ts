import { hiddenIn, type Places } from './place';

/** Card numbers are hidden wherever they stand, but under `open`. CARD is written in groups of four. */
export const cards: Places = {
  ...hiddenIn('balanced', {
    text: '<p>Paid with CARD.</p>',
    'after other digits': '<p>12 CARD 12/29</p>',
    'in a frame': '<iframe srcdoc="<p>CARD</p>"></iframe>',
    'in a shadow root': '<div><template shadowrootmode="open">CARD</template></div>',
    'in SVG': '<svg><text>CARD</text></svg>',
    'as a value': '<input value="CARD">',
    'as a value of a text area': '<textarea>a CARD b</textarea>',
    'in an editor': '<div contenteditable>CARD</div>',
    'on a button': '<input type="button" value="CARD"><button>CARD</button>',
    title: '<p title="CARD">x</p>',
    'aria-label': '<p aria-label="CARD">x</p>',
    'aria-valuetext': '<p role="slider" aria-valuetext="CARD">x</p>',
    placeholder: '<input placeholder="CARD">',
    alt: '<img alt="CARD" src="/none">',
    class: '<p class="c-CARD">x</p>',
    option: '<select><option label="CARD">CARD</select>',
    'group of options': '<select><optgroup label="CARD"><option>x</select>',
    'data attribute that a sheet shows':
      '<p data-card="CARD">x</p><style>p::before{content:attr(data-card)}</style>',
    'content in a sheet': '<style>.x1::after { content: "CARD" }</style>',
    'custom property in a sheet': '<style>.x2 { --card: "CARD" }</style>',
    'custom property in a style': `<p style="--card: 'CARD'">x</p>`,
    'split over elements': '<p><b>CARD1</b> <b>CARD2</b> <b>CARD3</b> <b>CARD4</b></p>',
    'split over elements without spaces': '<p><i>CARD1</i><i>CARD2</i><i>CARD3</i><i>CARD4</i></p>',
  }),
  ...hiddenIn('balanced', {
    'with dashes': ['<p></p>', (at, _w, card) => at.append(card.replaceAll(' ', '-'))],
    'with dots': ['<p></p>', (at, _w, card) => at.append(card.replaceAll(' ', '.'))],
    'with hard spaces': ['<p></p>', (at, _w, card) => at.append(card.replaceAll(' ', '\u00a0'))],
    'with thin spaces': ['<p></p>', (at, _w, card) => at.append(card.replaceAll(' ', '\u2009'))],
    'without spaces': ['<p></p>', (at, _w, card) => at.append(card.replaceAll(' ', ''))],
    'text that changes': [
      '<p>x</p>',
      (at, _w, card) => (at.querySelector('p')!.firstChild!.nodeValue = card),
    ],
    'set by a script': ['<input>', (at, _w, card) => (at.querySelector('input')!.value = card)],
    'title set later': ['<p>x</p>', (at, _w, card) => (at.querySelector('p')!.title = card)],
    'style set later': [
      '<p>x</p>',
      (at, _w, card) => at.querySelector('p')!.style.setProperty('--c', `"${card}"`),
    ],
    'rule added later': [
      '<style></style>',
      (at, _w, card) =>
        at.querySelector('style')!.sheet!.insertRule(`.x3::after { content: "${card}" }`),
    ],
    'split over texts': [
      '<p></p>',
      (at, _w, card) => at.querySelector('p')!.append(...card.split(/(?<= )/)),
    ],
    'split over elements that come together': [
      '<p></p>',
      (at, _w, card) => (at.querySelector('p')!.innerHTML = card.replace(/\d+/g, '<b>$&</b>')),
    ],
  }),
  'typed key by key': { hiddenIn: 'balanced', html: '<input>', type: 'CARD' },
  'typed into a text area': { hiddenIn: 'balanced', html: '<textarea></textarea>', type: 'CARD' },
  'typed into an editor': { hiddenIn: 'balanced', html: '<p contenteditable></p>', type: 'CARD' },
  'typed in a shadow root': {
    hiddenIn: 'balanced',
    html: '<div><template shadowrootmode="open"><input></template></div>',
    type: 'CARD',
  },
};
