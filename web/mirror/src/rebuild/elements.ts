import type { Namespace } from '../wire/ops';

/**
 * The elements that are rebuilt as themselves. Everything else becomes an inert stand-in that keeps the
 * place in the tree (so positions and ids stay right) and does nothing: a list of what is known to be
 * harmless stays safe when browsers learn new elements.
 */
const html = new Set(
  (
    'a abbr acronym address area article aside audio b bdi bdo big blockquote body br button canvas ' +
    'caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em ' +
    'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup ' +
    'hr html i iframe img input ins kbd label legend li main map mark menu meta meter nav nobr ol ' +
    'optgroup option output p picture pre progress q rp rt ruby s samp search section select slot ' +
    'small span strike strong style sub summary sup table tbody td template textarea tfoot th thead ' +
    'time title tr tt u ul var video wbr'
  ).split(' '),
);

const svg = new Set(
  (
    'svg a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend ' +
    'feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting ' +
    'feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR ' +
    'feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight ' +
    'feSpecularLighting feSpotLight feTile feTurbulence filter foreignObject g image line ' +
    'linearGradient marker mask metadata mpath path pattern polygon polyline radialGradient rect set ' +
    'stop style switch symbol text textPath title tspan use view'
  ).split(' '),
);

const mathml = new Set(
  (
    'math annotation maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded ' +
    'mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr ' +
    'munder munderover none semantics'
  ).split(' '),
);

/** Never shown, whatever the page's own styles say. */
const invisible = new Set('base link meta noscript param script source track'.split(' '));

const customElement = /^[a-z][a-z0-9._]*-[a-z0-9._-]*$/;

/** How an element is rebuilt: `tag` to create, and for a stand-in whether it is shown. */
export interface ElementPlan {
  readonly tag: string;
  readonly namespace: Namespace;
  /** Custom elements are never defined here, so their attributes mean nothing to the browser. */
  readonly custom: boolean;
  readonly standIn: 'hidden' | 'shown' | null;
}

const plans = new Map<string, ElementPlan>();
/** A page that makes up names gets each of its plans anew. */
const maxPlans = 1_024;

export function planElement(namespace: Namespace, tag: string): ElementPlan {
  const key = `${namespace} ${tag}`;
  let plan = plans.get(key);
  if (!plan) {
    plan = Object.freeze(makePlan(namespace, tag));
    if (plans.size < maxPlans) plans.set(key, plan);
  }
  return plan;
}

function makePlan(namespace: Namespace, tag: string): ElementPlan {
  if (namespace === 'html') {
    const name = tag.toLowerCase();
    // A link is there for its sheet alone, which a style element holds without fetching anything.
    if (name === 'link') return { tag: 'style', namespace, custom: false, standIn: null };
    if (html.has(name)) return { tag: name, namespace, custom: false, standIn: null };
    if (name.length <= 128 && customElement.test(name) && !name.startsWith('pillion-')) {
      return { tag: name, namespace, custom: true, standIn: null };
    }
    return standIn(namespace, invisible.has(name));
  }
  const known = namespace === 'svg' ? svg : mathml;
  if (known.has(tag)) return { tag, namespace, custom: false, standIn: null };
  return standIn(namespace, invisible.has(tag.toLowerCase()));
}

function standIn(namespace: Namespace, hidden: boolean): ElementPlan {
  // Inside SVG an unknown element is never drawn; inside MathML a row is the neutral container.
  const tag = namespace === 'html' ? 'pillion-inert' : namespace === 'svg' ? 'g' : 'mrow';
  return { tag, namespace, custom: true, standIn: hidden ? 'hidden' : 'shown' };
}

/** Elements that hold a document of their own. */
export function isFrame(tag: string | undefined): boolean {
  return tag === 'iframe' || tag === 'frame';
}

/** Elements that take a size as they are; all others are inline by nature. */
const blocks = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup ' +
    'option p pre search section summary table tbody td tfoot th thead tr ul ' +
    'audio button iframe frame input meter progress select textarea video'
  ).split(' '),
);

export function isInlineByNature(tag: string): boolean {
  return !blocks.has(tag);
}
