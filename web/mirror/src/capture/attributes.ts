import type { Masking } from './masking';

/**
 * The attributes that are sent. An attribute that is not listed is not sent: what a page invents, or a
 * browser learns, stays in the visitor's tab until someone decides otherwise here.
 */
const words = (text: string) => new Set(text.split(' '));

/** Sent even of hidden elements: how it looks, never what it says. */
const looks = words(
  'class id style dir lang hidden type width height align valign colspan rowspan span cols rows size ' +
    'wrap nowrap border cellpadding cellspacing color face clear noshade hspace vspace frame rules ' +
    'bgcolor part slot exportparts popover inert disabled readonly required multiple open start reversed',
);

const plain = words(
  'role tabindex contenteditable draggable bgcolor scope headers axis value min max low high optimum ' +
    'step for controls loop',
);

/** Words for people: hidden with the element, and never sent when they hold a card number. */
const texts = words(
  'title alt placeholder label abbr summary aria-label aria-description aria-valuetext aria-valuenow ' +
    'aria-placeholder aria-roledescription',
);

/** Of these elements `value` is a length or a number in a list; anywhere else it is what was typed. */
const measured = words('li progress meter');

/** Elsewhere a type is an address's, and as free as that. */
const typed = words('input button ol ul li');

const svg = words(
  'viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength transform ' +
    'patternTransform gradientTransform patternUnits patternContentUnits gradientUnits spreadMethod ' +
    'offset clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY ' +
    'orient textLength lengthAdjust startOffset method spacing dx dy rotate fill fill-opacity fill-rule ' +
    'stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-dasharray stroke-dashoffset opacity stop-color stop-opacity color clip-path clip-rule mask ' +
    'marker-start marker-mid marker-end filter filterUnits primitiveUnits in in2 result mode operator ' +
    'k1 k2 k3 k4 stdDeviation edgeMode kernelMatrix order divisor bias targetX targetY preserveAlpha ' +
    'values tableValues slope intercept amplitude exponent scale xChannelSelector yChannelSelector ' +
    'surfaceScale specularConstant specularExponent diffuseConstant azimuth elevation pointsAtX ' +
    'pointsAtY pointsAtZ limitingConeAngle z radius baseFrequency numOctaves seed stitchTiles ' +
    'flood-color flood-opacity lighting-color color-interpolation color-interpolation-filters display ' +
    'visibility overflow paint-order vector-effect shape-rendering text-rendering image-rendering ' +
    'text-anchor dominant-baseline alignment-baseline baseline-shift font-family font-size font-weight ' +
    'font-style font-variant font-stretch letter-spacing word-spacing text-decoration writing-mode ' +
    'attributeName from to by begin dur end repeatCount repeatDur calcMode keyTimes keySplines keyPoints ' +
    'additive accumulate path',
);

const mathml = words(
  'mathvariant displaystyle display scriptlevel linethickness columnalign rowalign columnspan rowspan ' +
    'columnlines rowlines columnspacing rowspacing stretchy symmetric lspace rspace minsize maxsize ' +
    'movablelimits accent accentunder largeop form fence separator mathsize mathcolor mathbackground ' +
    'depth voffset notation',
);

/** Never sent on anyone's word: they run, load, or hold what a form sends. */
const never =
  /^(?:on|xmlns|xlink)|^(?:src|srcdoc|srcset|href|action|formaction|data|value|name|nonce)$/;

/** How a style sheet uses an attribute that is not on a list: in a selector, or as a text to show. */
export interface SheetNames {
  use(name: string): 'presence' | 'value' | 'text' | undefined;
}

/**
 * The value to send of an attribute, or null. Addresses, styles and states are written elsewhere; this
 * is for attributes that are sent as they stand.
 */
export function attributeValue(
  element: Element,
  namespace: string,
  name: string,
  value: string,
  hidden: boolean,
  masking: Masking,
  sheets: SheetNames,
): string | null {
  if (name === 'popover') return 'manual';
  if (name === 'name' && element.localName === 'slot') return masking.text(value);
  // The mirror shows a dialog in the way the page did, which the attribute alone doesn't tell.
  if (name === 'open' && element.localName === 'dialog') return null;
  const geometry =
    (namespace === 'svg' && svg.has(name)) || (namespace === 'mathml' && mathml.has(name));
  // What a hidden drawing shows is said by its shapes.
  if (geometry && hidden && element.localName !== 'svg' && namespace === 'svg') return null;
  if (geometry) return /url\(\s*["']?(?!["']?#)/i.test(value) ? null : value;
  if (name === 'type' && !typed.has(element.localName)) return null;
  if (looks.has(name)) return masking.text(value);
  if (hidden) return null;
  if (texts.has(name)) return masking.text(value);
  if (name === 'value') return measured.has(element.localName) ? masking.text(value) : null;
  if (plain.has(name) || name.startsWith('aria-')) return masking.text(value);
  if (name.startsWith('data-') || element.localName.includes('-')) {
    if (never.test(name) || name === 'data-pillion') return null;
    const use = sheets.use(name);
    if (use === 'presence') return '';
    return use ? masking.text(value) : null;
  }
  return null;
}
