import type { Probe } from '../probe';

export const drawing: Probe[] = [
  {
    name: 'SVG and its case',
    html: '<svg id="a" viewBox="0 0 9 9" width="40" height="40"><linearGradient id="g"><stop offset="1" stop-color="red"/></linearGradient><rect id="r" width="9" height="9" fill="url(#g)"/></svg>',
    read: ({ $ }) => [
      $<SVGSVGElement>('#a').viewBox.baseVal.width,
      $('#g').tagName,
      $('#r').namespaceURI,
    ],
    picture: '#a',
  },
  {
    name: 'SVG by script',
    html: '<svg id="a" viewBox="0 0 20 20" width="40" height="40"></svg>',
    act: ({ $, d }) => {
      const circle = d.createElementNS('http://www.w3.org/2000/svg', 'circle');
      for (const name of ['cx', 'cy', 'r']) circle.setAttribute(name, '9');
      circle.setAttribute('fill', 'rgb(1,120,3)');
      $('#a').append(circle);
    },
    read: ({ $ }) => $<SVGCircleElement>('circle').r.baseVal.value,
    picture: '#a',
  },
  {
    name: 'geometry that changes',
    html: '<svg id="a" viewBox="0 0 40 40" width="40" height="40"><path id="p" d="M0 0h10v10z"/></svg>',
    act: ({ $ }) => {
      $('#p').setAttribute('d', 'M0 0h30v30z');
      $('#p').setAttribute('transform', 'translate(5 5)');
    },
    read: ({ box }) => box('#p'),
    picture: '#a',
  },
  {
    name: 'SVG styled by CSS',
    html: '<style>#r{fill:rgb(1,2,3);transform:translateX(3px)}</style><svg width="40" height="40"><rect id="r" width="9" height="9"/></svg>',
    read: ({ style, box }) => [style('#r', 'fill'), box('#r')],
  },
  {
    name: 'use of a symbol in the page',
    html: '<svg style="display:none"><symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10" fill="rgb(0,9,200)"/></symbol></svg><svg id="a" width="30" height="30"><use href="#s"/></svg>',
    read: ({ $ }) => $<SVGUseElement>('use').href.baseVal,
    picture: '#a',
  },
  {
    name: 'use with the old xlink:href, by script',
    html: '<svg style="display:none"><symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10" fill="rgb(0,9,200)"/></symbol><symbol id="t" viewBox="0 0 10 10"><rect width="10" height="10" fill="rgb(200,9,0)"/></symbol></svg><svg id="a" width="30" height="30"><use id="u" xlink:href="#s"/></svg>',
    act: ({ $ }) => $('#u').setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', '#t'),
    read: ({ $ }) => $<SVGUseElement>('#u').href.baseVal,
    picture: '#a',
  },
  {
    name: 'use of a sprite file',
    html: '<svg id="a" width="30" height="30"><use href="/sprite.svg#star"/></svg>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'an image in SVG',
    html: '<svg id="a" width="30" height="30"><image href="/red.bmp" width="20" height="20"/></svg>',
    read: ({ box }) => box('image'),
    picture: '#a',
  },
  {
    name: 'HTML in SVG',
    html: '<svg id="a" width="90" height="40"><foreignObject width="90" height="40"><p xmlns="http://www.w3.org/1999/xhtml">text</p></foreignObject></svg>',
    read: ({ $ }) => [$('p').namespaceURI, $('p').textContent],
    picture: '#a',
  },
  {
    name: 'filters, masks and clips',
    html: '<svg id="a" width="60" height="60"><defs><clipPath id="c"><circle cx="30" cy="30" r="20"/></clipPath><filter id="f"><feGaussianBlur stdDeviation="3"/></filter></defs><rect width="60" height="60" fill="rgb(0,90,90)" clip-path="url(#c)" filter="url(#f)"/></svg>',
    read: ({ box }) => box('rect'),
    picture: '#a',
  },
  {
    name: 'text in SVG',
    html: '<svg id="a" width="160" height="40"><path id="w" d="M5 30h150" fill="none"/><text font-size="20"><textPath href="#w">along a path</textPath></text></svg>',
    read: ({ $ }) => $('text').textContent,
    picture: '#a',
  },
  {
    name: 'SMIL',
    html: '<svg id="a" width="60" height="20"><rect id="r" width="9" height="9"><animate attributeName="x" from="40" to="40" dur="9s" repeatCount="indefinite"/></rect></svg>',
    read: ({ $ }) => $<SVGRectElement>('#r').x.animVal.value,
  },
  {
    name: 'MathML',
    html: '<math id="a"><mfrac><mi>a</mi><msqrt><mn>2</mn></msqrt></mfrac></math>',
    read: ({ $, box }) => [$('#a').namespaceURI, $('mfrac').namespaceURI, box('#a')],
    picture: '#a',
  },
  {
    name: 'MathML by script',
    html: '<math id="a"><mi>x</mi></math>',
    act: ({ $, d }) => {
      const made = d.createElementNS('http://www.w3.org/1998/Math/MathML', 'msup');
      made.innerHTML = '<mi>y</mi><mn>2</mn>';
      $('#a').append(made);
    },
    read: ({ $ }) => [$('msup').namespaceURI, $('#a').textContent],
  },
];
