/**
 * The payload of a keyframe or delta: a run of operations, each an op code and its fields.
 *
 * A keyframe begins with `page`, which also empties the string dictionary and the node ids of the
 * rebuilding side. Ids are given by the capture, are above 0 and never used twice in an epoch. The
 * operations of one payload are applied in order; positions name the node that comes next, 0 for the end.
 * The ids of `form` and `sheets` are written as the distance, zigzag, to that of the last one of them.
 */
export const OpCode = {
  page: 1,
  insert: 2,
  remove: 3,
  move: 4,
  attribute: 5,
  noAttribute: 6,
  text: 7,
  form: 8,
  scroll: 9,
  sheets: 10,
  viewport: 11,
  layer: 12,
  look: 13,
  selection: 14,
  animations: 15,
  digest: 16,
  embedded: 17,
} as const;

/**
 * Opens or closes a node of a subtree, which is written in document order, as `code * 2`, one more when
 * an id follows, zigzag, as the distance to the id before; without one it is the id after that.
 *
 * Codes from `shape` on are elements whose namespace, name and names of attributes were written before, in
 * this keyframe or since, each as the next `element` then was. The values of the attributes follow.
 */
export const NodeCode = {
  end: 0,
  element: 1,
  text: 2,
  maskedText: 3,
  comment: 4,
  shadowRoot: 5,
  document: 6,
  shape: 7,
} as const;

export type Namespace = 'html' | 'svg' | 'mathml';
export const namespaces: readonly Namespace[] = ['html', 'svg', 'mathml'];

export const namespaceUris: Record<Namespace, string> = {
  html: 'http://www.w3.org/1999/xhtml',
  svg: 'http://www.w3.org/2000/svg',
  mathml: 'http://www.w3.org/1998/Math/MathML',
};

/**
 * Attributes with a leading colon are the mirror's own:
 * `:box` is `<width>x<height>` in CSS pixels, for an element whose content is not sent;
 * `:masked` marks an element whose content is hidden; `:label` says what a placeholder stands for;
 * `:is` names the states of an element that style sheets ask for and only its own browser knows;
 * `:natural` is the size of an image that its address alone does not tell; `:scheme` is the `content` of a
 * page's `color-scheme`.
 */
export type Attribute = readonly [name: string, value: string];

export type NodeData =
  | {
      kind: 'element';
      id: number;
      namespace: Namespace;
      tag: string;
      attributes: Attribute[];
      children: NodeData[];
    }
  | { kind: 'text'; id: number; text: string }
  | { kind: 'maskedText'; id: number }
  | { kind: 'comment'; id: number }
  | { kind: 'shadowRoot'; id: number; children: NodeData[] }
  | { kind: 'document'; id: number; quirks: boolean; children: NodeData[] };

/** What style sheets ask of a visitor's device, by name of the media feature and its value. */
export const mediaQueries = [
  'prefers-color-scheme:dark',
  'prefers-reduced-motion:reduce',
  'prefers-contrast:more',
  'prefers-contrast:less',
  'prefers-reduced-transparency:reduce',
  'forced-colors:active',
  'inverted-colors:inverted',
  'hover:hover',
  'any-hover:hover',
  'pointer:fine',
  'pointer:coarse',
  'any-pointer:fine',
  'any-pointer:coarse',
  'display-mode:standalone',
  'display-mode:fullscreen',
] as const;

/**
 * CSS pixels. `scrollbarX` and `scrollbarY` are the space that scroll bars take from the viewport; `left`
 * and `top` are where the part begins that a pinch has brought closer, by `scale` thousandths.
 */
export interface Viewport {
  width: number;
  height: number;
  scrollbarX: number;
  scrollbarY: number;
  scale: number;
  left: number;
  top: number;
  /** One bit for each of `mediaQueries`, the first one lowest. */
  media: number;
}

/**
 * Looks that come from where a visitor is and what they do there, each with the one element it begins
 * with; `hover` and `active` are also of what is around that. `ring`: the focus is to be seen.
 */
export const lookKinds = ['focus', 'ring', 'hover', 'active', 'target'] as const;
export type LookKind = (typeof lookKinds)[number];

/** A style sheet of an owner: its text, or the hash of the asset that holds it. */
export interface SheetData {
  asset: boolean;
  value: string;
  media: string;
  disabled: boolean;
}

export const formKinds = [
  'value',
  'maskedValue',
  'checked',
  'indeterminate',
  'selected',
  'open',
] as const;
/** `value` has a text; `maskedValue` says whether there is one; the others are on or off. */
export type FormKind = (typeof formKinds)[number];

export const layerModes = ['closed', 'dialog', 'modal', 'popover', 'fullscreen'] as const;
export type LayerMode = (typeof layerModes)[number];

export type Op =
  | { op: 'page'; viewport: Viewport; root: NodeData }
  | { op: 'insert'; parent: number; next: number; node: NodeData }
  | { op: 'remove'; id: number }
  | { op: 'move'; id: number; parent: number; next: number }
  | { op: 'attribute'; id: number; name: string; value: string }
  | { op: 'noAttribute'; id: number; name: string }
  /** A text of null is masked. */
  | { op: 'text'; id: number; text: string | null }
  | { op: 'form'; id: number; kind: FormKind; value: string; on: boolean }
  /** Position in CSS pixels of a scrolling box; a document's id means its page. */
  | { op: 'scroll'; id: number; x: number; y: number }
  /** The sheets of a `style` or `link` element, or the adopted ones of a document or shadow root. */
  | { op: 'sheets'; id: number; sheets: SheetData[] }
  | { op: 'viewport'; viewport: Viewport }
  | { op: 'layer'; id: number; mode: LayerMode }
  /** 0: nothing has that look. */
  | { op: 'look'; kind: LookKind; id: number }
  /** From a place in one node to a place in another, both 0: nothing. In a field, places in its value. */
  | { op: 'selection'; from: number; start: number; to: number; end: number }
  /** What scripts animate an element with now, as JSON of `AnimationData[]`; it replaces what was before. */
  | { op: 'animations'; id: number; list: string }
  /** What the nodes from one id up, this many of them, come to: see `wire/digest.ts`. */
  | { op: 'digest'; first: number; count: number; sum: number }
  /**
   * What the capture of the page in a frame wrote: a keyframe or delta with ids, texts and digests of its own.
   * Nothing: that page is not shown any more.
   */
  | { op: 'embedded'; id: number; payload: Uint8Array };

/**
 * An animation that a script made: keyframes as the browser computes them; its timing, without end where
 * `iterations` is null; how it composes; of which pseudo-element; where it is, in milliseconds, or null;
 * and how fast it goes on from there, 0 while it rests.
 */
export type AnimationData = readonly [
  frames: Record<string, string | number | null>[],
  timing: EffectTiming,
  composite: string,
  pseudo: string | null,
  at: number | null,
  rate: number,
];

/** What a payload may ask of the rebuilding side at most. */
export const limits = {
  depth: 512,
  nodes: 1_000_000,
  attributes: 256,
  /** Attributes and sheets of one payload: a byte or two each, but not so in memory. */
  values: 4_000_000,
  /** Operations of one payload. */
  ops: 2_000_000,
  sheets: 1_024,
  /** One keyframe or delta of the page in a frame, and how deep such frames may be in each other. */
  embeddedBytes: 16 * 1024 * 1024,
  embeddedDepth: 4,
  /** Nodes that one digest is made of. */
  digestNodes: 4_096,
  stringBytes: 16 * 1024 * 1024,
  dictionaryEntries: 20_000,
  /** Elements that differ in their name, or in the names of their attributes. */
  shapes: 4_096,
  /** Longer texts are not worth a place in the dictionary. */
  dictionaryTextUnits: 96,
  /** Farthest scroll position and largest viewport, in CSS pixels. */
  pixels: 100_000_000,
} as const;
