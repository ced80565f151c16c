import { hiddenIn, type Places } from './place';

const own = `<svg xmlns='http://www.w3.org/2000/svg'><text>WORD</text></svg>`;
const url = `data:image/svg+xml,${own.replaceAll('<', '%3C').replaceAll('>', '%3E')}`;

/** Marked by the site, in its pages or its policy: hidden under every preset. */
export const marked: Places = hiddenIn('open', {
  'data-pillion=hide': '<p data-pillion="hide">WORD</p>',
  'a mark among others': '<p data-pillion="readonly HIDE">WORD</p>',
  'a hide selector': '<p class="secret">WORD <b>WORD</b></p>',
  'a hide selector that depends on others': '<div class="account"><p>x</p><p>WORD</p></div>',
  'a hide selector with :has': '<p class="holder"><i class="flag"></i>WORD</p>',
  'a hide selector with :checked': '<input type="checkbox" class="cover" checked><p>WORD</p>',
  'a hide selector in a shadow root':
    '<div><template shadowrootmode="open"><p class="secret">WORD</p></template></div>',
  'a hide selector in a frame': '<iframe srcdoc="<p class=secret>WORD</p>"></iframe>',
  'show on the same element': '<p data-pillion="show" class="secret">WORD</p>',
  'deep below': `<div data-pillion="hide">${'<div>'.repeat(60)}WORD${'</div>'.repeat(61)}`,
  title: '<p data-pillion="hide" title="WORD">x</p>',
  'aria text': '<p data-pillion="hide" aria-label="WORD" aria-description="WORD">x</p>',
  'an aria attribute that nobody knows': '<p data-pillion="hide" aria-secret="WORD">x</p>',
  'data attribute that a sheet reads':
    '<p data-pillion="hide" data-shown="WORD">x</p><style>[data-shown="x"]{color:red}</style>',
  'data attribute that a sheet shows':
    '<p data-pillion="hide" data-told="WORD">x</p><style>p::after{content:attr(data-told)}</style>',
  'attribute of a custom element': '<x-a data-pillion="hide" x-b="WORD"></x-a>',
  'custom property': `<p data-pillion="hide" style="--name: 'WORD'; color: red">x</p>`,
  'bare custom property': '<p data-pillion="hide" style="--name: WORD">x</p>',
  'address in a style': '<p data-pillion="hide" style="background: url(/WORD.png)">x</p>',
  'address in a style, escaped': String.raw`<p data-pillion="hide" style="background: \75rl(/WORD.png)">x</p>`,
  'image-set in a style': `<p data-pillion="hide" style="background: image-set('/WORD.png' 1x)">x</p>`,
  'list mark in a style': `<ol data-pillion="hide"><li style="list-style: 'WORD'">x</ol>`,
  'content in a style': `<p data-pillion="hide" style="content: 'WORD'">x</p>`,
  'quotes in a style': `<q data-pillion="hide" style="quotes: 'WORD' 'x'">x</q>`,
  'picture in a data address': `<p data-pillion="hide" style="background: url(&quot;${url}&quot;)">x</p>`,
  image: '<div data-pillion="hide"><img src="/picture?WORD" alt="WORD"></div>',
  'image in a data address': `<div data-pillion="hide"><img src="${url}"></div>`,
  'image with srcset': '<div data-pillion="hide"><img srcset="/picture?WORD 1x"></div>',
  'image by a button':
    '<div data-pillion="hide"><input type="image" src="/picture?WORD" alt="WORD"></div>',
  'picture element':
    '<picture data-pillion="hide"><source srcset="/picture?WORD"><img src="/none"></picture>',
  'sprite in a hidden drawing': '<svg data-pillion="hide"><use href="/picture?WORD#x"/></svg>',
  'sprite that is hidden itself': '<svg><use data-pillion="hide" href="/picture?WORD#x"/></svg>',
  'sprite that is hidden itself, by its older name':
    '<svg><use class="secret" xlink:href="/picture?WORD#x"/></svg>',
  'name in a drawing': '<svg><use data-pillion="hide" href="#WORD"/></svg>',
  'gradient of a file':
    '<svg><linearGradient data-pillion="hide" href="/picture?WORD#WORD"></linearGradient></svg>',
  'SVG image that is hidden itself': '<svg><image data-pillion="hide" href="/picture?WORD"/></svg>',
  'SVG animation':
    '<svg data-pillion="hide"><rect><animate attributeName="x" values="WORD;DIGITS" from="WORD" to="WORD"/></rect></svg>',
  'SVG image': '<svg data-pillion="hide"><image href="/picture?WORD"/></svg>',
  'SVG text':
    '<svg data-pillion="hide"><text>WORD</text><title>WORD</title><desc>WORD</desc></svg>',
  'SVG path': '<svg data-pillion="hide"><path d="M DIGITS 1 z"/></svg>',
  'SVG points': '<div data-pillion="hide"><svg><polyline points="1,2 DIGITS,4"/></svg></div>',
  'SVG style': '<svg data-pillion="hide"><style>g { font-family: "WORD" }</style></svg>',
  'SVG foreign object': '<svg data-pillion="hide"><foreignObject><p>WORD</p></foreignObject></svg>',
  MathML: '<math data-pillion="hide"><mtext>WORD</mtext><annotation>WORD</annotation></math>',
  'canvas fallback': '<canvas>WORD</canvas>',
  value: '<div data-pillion="hide"><input value="WORD"></div>',
  'value of a text area': '<div data-pillion="hide"><textarea>WORD</textarea></div>',
  'value of a button':
    '<p data-pillion="hide"><input type="button" value="WORD"><button>WORD</button></p>',
  'value of a slider':
    '<p data-pillion="hide"><input type="range" max="999999999" value="DIGITS"></p>',
  'value of a meter': '<p data-pillion="hide"><meter max="999999999" value="DIGITS"></meter></p>',
  'value of a list item': '<ol data-pillion="hide"><li value="DIGITS">x</ol>',
  options:
    '<select data-pillion="hide"><optgroup label="WORD"><option label="WORD" selected>WORD</select>',
  frame: '<div data-pillion="hide"><iframe srcdoc="<p>WORD</p>" title="WORD"></iframe></div>',
  'shadow root':
    '<div data-pillion="hide"><template shadowrootmode="open"><p>WORD</p></template></div>',
  'style element':
    '<div data-pillion="hide"><style>.z1::after { content: "WORD" }</style><p class="z1">x</p></div>',
  'style element in a shadow root':
    '<div data-pillion="hide"><template shadowrootmode="open"><style>p::after{content:"WORD"}</style><p></template></div>',
  'style element in a frame':
    '<div data-pillion="hide"><iframe srcdoc="<style>p::after{content:&quot;WORD&quot;}</style><p>x"></iframe></div>',
  slotted:
    '<div><template shadowrootmode="open"><b data-pillion="hide"><slot></slot></b></template>WORD<p>WORD</p></div>',
  'slotted by name':
    '<div><template shadowrootmode="open"><b class="secret"><i><slot name="s"></slot></i></b></template><p slot="s">WORD</p></div>',
  'what a slot falls back to':
    '<div><template shadowrootmode="open"><slot data-pillion="hide">WORD</slot></template></div>',
  dialog: '<dialog data-pillion="hide" open>WORD</dialog>',
  popover: '<div popover data-pillion="hide">WORD</div>',
  details: '<details data-pillion="hide" open><summary>WORD</summary>WORD</details>',
  table: '<table data-pillion="hide"><caption>WORD<tr><th abbr="WORD">WORD<td>WORD</table>',
  ruby: '<ruby data-pillion="hide">a<rt>WORD</rt></ruby>',
  'what is not displayed': '<div data-pillion="hide" hidden>WORD</div>',
  editor: '<div contenteditable data-pillion="hide">WORD</div>',
  video: '<video data-pillion="hide" poster="/picture?WORD" title="WORD">WORD</video>',
  object: '<object data-pillion="hide" data="/picture?WORD" title="WORD">WORD</object>',
  'frame of another origin':
    '<p data-pillion="hide"><iframe src="OTHER/foreign?WORD"></iframe></p>',
  'custom element': '<x-say data-pillion="hide">WORD</x-say>',
});
