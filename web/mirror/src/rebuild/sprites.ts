/** What draws, and neither brings in anything nor uses something else, which may be itself: that has no end. */
const drawing = new Set(
  (
    'svg symbol g defs path rect circle ellipse line polyline polygon text tspan title desc metadata ' +
    'linearGradient radialGradient stop clipPath mask pattern marker style'
  ).split(' '),
);
const svg = 'http://www.w3.org/2000/svg';
const loading = /^http:\/\/www\.w3\.org\/(?:1999\/xhtml|1998\/Math\/MathML)$/;
const ownParts = /\burl\(\s*["']?#[\w.:-]+["']?\s*\)/gi;
const addresses = /url\(|src\(|image(?:-set)?\(|cross-fade\(|[\\@]/i;
/** Read as something else than UTF-8 it could be another file than the one that is looked at here. */
const otherEncoding = /[\0\ufffd]|^\s*<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])/i;

/** The parser runs no handler, but the browser speaks of each to the page's policy. */
const handlers = /[\s"']on\w+\s*=|<!ENTITY/i;

/**
 * True for a file of drawings that may be used in a page. What such a file asks for is asked for by the
 * browser without a look at the page's policy, so it may not ask for anything.
 */
export function isSprite(text: string): boolean {
  if (otherEncoding.test(text) || handlers.test(text)) return false;
  const file = new DOMParser().parseFromString(text, 'image/svg+xml');
  const instructed = [...file.childNodes].some(
    ({ nodeType }) => nodeType === Node.PROCESSING_INSTRUCTION_NODE,
  );
  return !instructed && [...file.querySelectorAll('*')].every(isHarmless);
}

function isHarmless(element: Element): boolean {
  const { namespaceURI, localName, attributes } = element;
  // Of names that nobody knows nothing is drawn; drawing programs leave many of them.
  if (namespaceURI !== svg) return !loading.test(namespaceURI ?? '');
  if (!drawing.has(localName)) return false;
  if (localName === 'style' && !namesNothing(element.textContent)) return false;
  return [...attributes].every(({ localName: name, value }) => {
    if (name === 'href') return value.startsWith('#');
    return name !== 'base' && !name.startsWith('on') && namesNothing(value);
  });
}

function namesNothing(css: string): boolean {
  return !addresses.test(css.replace(ownParts, ''));
}
