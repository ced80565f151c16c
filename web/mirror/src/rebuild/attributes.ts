import { filterDeclarations } from './css';
import type { ElementPlan } from './elements';
import { isInlineByNature } from './elements';
import { dom } from './dom';
import { assetHash, assetUrl, imageUrl, isFragment } from './urls';

/** A link looks like a link and leads nowhere; it is never `:visited` either. */
const inertAddress = 'javascript:void 0';
const xlink = 'http://www.w3.org/1999/xlink';
const xml = 'http://www.w3.org/XML/1998/namespace';

/** Without a meaning to the browser, or with one that only shows. */
const plain = new Set(
  (
    'abbr align alt axis bgcolor border cellpadding cellspacing char charoff checked class clear ' +
    'color cols colspan compact contenteditable controls datetime default dir disabled exportparts ' +
    'face for form frame frameborder headers height hidden high hspace id inert label lang low ' +
    'marginheight marginwidth max maxlength min minlength multiple noshade nowrap open optimum part ' +
    'placeholder readonly required reversed role rows rowspan rules scope scrolling selected size ' +
    'slot span spellcheck start step summary tabindex text title translate type valign value vspace ' +
    'width wrap'
  ).split(' '),
);

/** Attributes of SVG and MathML whose value is no CSS and no address. */
const drawing = new Set(
  (
    'accumulate additive amplitude attributeType azimuth baseFrequency baseProfile begin bias ' +
    'calcMode clipPathUnits cx cy d depth diffuseConstant displaystyle divisor dur dx dy edgeMode ' +
    'elevation end exponent filterUnits fr fx fy gradientTransform gradientUnits intercept k1 k2 k3 ' +
    'k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle ' +
    'lspace markerHeight markerUnits markerWidth maskContentUnits maskUnits mathcolor mathvariant ' +
    'max min mode numOctaves offset operator order orient origin path pathLength ' +
    'patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ ' +
    'preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur ' +
    'restart result rotate rspace rx ry scale scriptlevel seed specularConstant specularExponent ' +
    'spreadMethod startOffset stdDeviation stitchTiles stretchy surfaceScale systemLanguage ' +
    'tableValues targetX targetY textLength version viewBox viewTarget x x1 x2 xChannelSelector y ' +
    'y1 y2 yChannelSelector z zoomAndPan in in2 linethickness columnalign rowalign columnspacing ' +
    'rowspacing notation fence separator symmetric movablelimits accent accentunder largeop open close'
  ).split(' '),
);

/** Values that are CSS: SVG's presentation attributes, and what SMIL writes into them. */
const styleValues = new Set(
  (
    'fill stroke filter mask cursor opacity color display overflow visibility transform isolation ' +
    'from to by values direction marker font clip'
  ).split(' '),
);

/** Names with a hyphen that do more than to be matched by a selector. */
const refusedHyphens = new Set(['http-equiv', 'accept-charset']);

/** Who may have a name: one on a frame, form or picture would shadow properties of the document. */
const named = new Set(
  'input select textarea button output fieldset details slot a map meta'.split(' '),
);

export interface AttributeContext {
  base: string;
  /** Whether this asset is a file of drawings that may be used. */
  isSprite(hash: string): Promise<boolean>;
}

/** Sets what may be set, and drops the rest so that no older value stays. */
export function setAttribute(
  element: Element,
  plan: ElementPlan,
  name: string,
  value: string,
  context: AttributeContext,
): void {
  const { base } = context;
  if (name.startsWith(':')) return setOwn(element, plan, name, value);
  const { namespace } = plan;
  const key = namespace === 'html' ? name.toLowerCase() : name;
  const safe = safeValue(plan, key, value, base);
  if (safe === null) {
    removeAttribute(element, plan, name);
    return;
  }
  if (key === 'src' && plan.tag === 'img') dom.removeAttribute(element, 'srcset');
  if (key === 'style') setStyle(element, safe);
  else if (plan.tag === 'use' && /href$/.test(key)) setUse(element, value.trim(), safe, context);
  else if (namespace !== 'html' && key === 'xlink:href')
    dom.setAttributeNS(element, xlink, key, safe);
  else if (namespace !== 'html' && key.startsWith('xml:'))
    dom.setAttributeNS(element, xml, key, safe);
  else dom.setAttribute(element, key, safe);
}

/** A drawing of another file is shown once that file has been looked at. */
function setUse(element: Element, value: string, href: string, context: AttributeContext): void {
  dom.removeAttribute(element, 'href');
  dom.setAttribute(element, 'pillion-use', value);
  const hash = assetHash(value);
  if (!hash) return dom.setAttribute(element, 'href', href);
  void context.isSprite(hash).then((is) => {
    if (is && dom.attribute(element, 'pillion-use') === value) {
      dom.setAttribute(element, 'href', href);
    }
  });
}

export function removeAttribute(element: Element, plan: ElementPlan, name: string): void {
  if (name === ':box') {
    dom.removeAttribute(element, 'pillion-box');
    setStyle(element, dom.attribute(element, 'style') ?? '');
  } else if (/^:(?:masked|label|is|natural|scheme)$/.test(name)) {
    dom.removeAttribute(element, `pillion-${name.slice(1)}`);
    if (name === ':natural') dom.removeAttribute(element, 'srcset');
  } else if (!/^pillion-/i.test(name)) {
    dom.removeAttribute(element, plan.namespace === 'html' ? name.toLowerCase() : name);
    if (name === 'style') setStyle(element, '');
    if (plan.tag === 'use' && /href$/i.test(name)) {
      dom.removeAttribute(element, 'href');
      dom.removeAttribute(element, 'pillion-use');
    }
  }
}

/** The value as it may be set, or null when the attribute may not be. */
function safeValue(plan: ElementPlan, name: string, value: string, base: string): string | null {
  // Most attributes are one of these two, which mean the same everywhere.
  if (name === 'class' || name === 'id') return value;
  const { tag, namespace, custom } = plan;
  if (!/^[A-Za-z_][\w.:-]{0,255}$/.test(name) || /^(?:on|pillion-)/i.test(name)) return null;
  const lower = name.toLowerCase();
  if (lower === 'style') return filterDeclarations(value, base);
  if (lower === 'href' || lower === 'xlink:href') return safeHref(plan, value, base);
  if (lower === 'src') {
    return namespace === 'html' && (tag === 'img' || tag === 'input')
      ? imageUrl(value, base)
      : null;
  }
  if (lower === 'poster') return tag === 'video' ? assetUrl(value, base) : null;
  if (lower === 'background') return namespace === 'html' ? assetUrl(value, base) : null;
  if (lower === 'attributename') return /href|src|style|^on/i.test(value) ? null : value;
  if (lower.startsWith('xml:')) return lower === 'xml:space' || lower === 'xml:lang' ? value : null;
  if (lower.includes(':')) return null;
  if (tag === 'style' && (lower === 'media' || lower === 'type' || lower === 'disabled'))
    return null;
  if (namespace === 'html') {
    if (lower === 'popover') return 'manual';
    if (lower === 'name') return metaSafe(tag, value) && named.has(tag) ? value : null;
    if (lower === 'content') return tag === 'meta' && /^[a-z ]{0,64}$/i.test(value) ? value : null;
    if (lower === 'open' && tag === 'dialog') return null;
    if (plain.has(lower)) return value;
  } else if (plain.has(name) || drawing.has(name)) return value;
  if (styleValues.has(lower)) return filterDeclarations(value, base);
  if (lower.includes('-')) {
    if (refusedHyphens.has(lower)) return null;
    // On SVG elements these are presentation attributes, which is CSS.
    return namespace === 'html' ? value : filterDeclarations(value, base);
  }
  return custom && !isActive(lower) ? value : null;
}

/** The one thing that a meta element may say here is which colour schemes the page knows. */
function metaSafe(tag: string, value: string): boolean {
  return tag !== 'meta' || value.trim().toLowerCase() === 'color-scheme';
}

/** Global attributes that act on any element, so that custom elements don't get them either. */
function isActive(name: string): boolean {
  return /^(?:autofocus|accesskey|is|nonce|item.*|popover.*|command.*|interest.*|shadowroot.*|src.*|action|form.*|target|ping|data|srcdoc|integrity|manifest|anchor)$/.test(
    name,
  );
}

function safeHref({ tag, namespace }: ElementPlan, value: string, base: string): string | null {
  if (namespace === 'html') return tag === 'a' || tag === 'area' ? inertAddress : null;
  if (namespace !== 'svg') return null;
  if (tag === 'a') return inertAddress;
  if (tag === 'use' && assetUrl(value, base)) return assetUrl(value, base);
  if (tag === 'image' || tag === 'feImage') {
    return imageUrl(value, base) ?? (isFragment(value) ? value : null);
  }
  return isFragment(value) ? value : null;
}

/** The mirror's own attributes: they become attributes that no payload can name. */
function setOwn(element: Element, plan: ElementPlan, name: string, value: string): void {
  if (name === ':masked') dom.setAttribute(element, 'pillion-masked', '');
  else if (name === ':label') {
    const label = value.slice(0, 200);
    dom.setAttribute(element, 'pillion-label', label);
    if (plan.namespace === 'html' && plan.tag === 'img') dom.setAttribute(element, 'alt', label);
  } else if (name === ':is' && /^[\w() -]{1,512}$/.test(value)) {
    dom.setAttribute(element, 'pillion-is', value);
  } else if (name === ':scheme' && /^[a-z ]{1,64}$/.test(value)) {
    dom.setAttribute(element, 'pillion-scheme', value);
  } else if (name === ':natural' && /^\d{1,6}x\d{1,6}$/.test(value)) {
    dom.setAttribute(element, 'pillion-natural', value);
    setDensity(element as HTMLImageElement);
  } else if (name === ':box' && /^\d{1,7}(?:\.\d+)?x\d{1,7}(?:\.\d+)?$/.test(value)) {
    const inline = plan.namespace === 'html' && isInlineByNature(plan.tag);
    dom.setAttribute(element, 'pillion-box', inline ? 'inline' : '');
    dom.setAttribute(element, 'pillion-size', value);
    setStyle(element, dom.attribute(element, 'style') ?? '');
  }
}

/**
 * An image that was chosen for a screen of another density is shown smaller, or larger, than it is; how
 * large it is, is known once it is loaded.
 */
export function setDensity(image: HTMLImageElement): void {
  const natural = dom.attribute(image, 'pillion-natural');
  const source = dom.attribute(image, 'src');
  if (!natural || !source || /\s/.test(source)) return;
  if (dom.attribute(image, 'srcset') !== null || !image.naturalWidth) return;
  const density = image.naturalWidth / parseInt(natural, 10);
  if (density === 1 || !Number.isFinite(density)) return;
  dom.setAttribute(image, 'srcset', `${source} ${density}x`);
}

/** The page's own style, and after it the size of a placeholder. */
function setStyle(element: Element, css: string): void {
  const marker = ';--pillion-width:';
  const page = css.split(marker)[0]!;
  const size = dom.attribute(element, 'pillion-box') === null ? null : sizeOf(element);
  if (size) {
    const [width, height] = size;
    dom.setAttribute(element, 'style', `${page}${marker}${width}px;--pillion-height:${height}px`);
  } else if (page) dom.setAttribute(element, 'style', page);
  else dom.removeAttribute(element, 'style');
}

function sizeOf(element: Element): [string, string] | null {
  const [width, height] = (dom.attribute(element, 'pillion-size') ?? '').split('x');
  return width && height ? [width, height] : null;
}
