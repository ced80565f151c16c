import { OpWriter } from '../wire/writer';
import type { Animations } from './animations';
import { Assets } from './assets';
import type { Canvases } from './canvases';
import { Changes } from './changes';
import type { Embeds } from './embeds';
import { Forms } from './forms';
import { documentOf, noteClosed, shadowOf } from './kinds';
import { Layers } from './layers';
import { Looks } from './looks';
import { isEditor, Masking } from './masking';
import { isStateful, isUnderWay, NodeWriter } from './nodes';
import type { CaptureOptions } from './options';
import { Patrol } from './patrol';
import { Pictures } from './pictures';
import { Roots, type RootEvents } from './roots';
import { Sheets } from './sheets';
import { Tree, type Mirrored } from './tree';
import { Views } from './views';

/** What a capture is made of, put together for one page. */
export interface Parts {
  masking: Masking;
  tree: Tree;
  writer: OpWriter;
  nodes: NodeWriter;
  changes: Changes;
  roots: Roots;
  sheets: Sheets;
  forms: Forms;
  layers: Layers;
  views: Views;
  looks: Looks;
  /** Null until a script animates something. */
  animations(): Animations | null;
  /** Looks at what scripts animate; true when something of it is to be written. */
  animated(): boolean;
  patrol: Patrol;
  /** Null until a page has a canvas. */
  canvases(): Canvases | null;
  /** Null until there is a frame that can't be read, and pages of the site to ask. */
  embeds(): Embeds | null;
  /** There is such a frame. */
  embed(): void;
  pictures: Pictures;
  assets: Assets;
  /** Custom elements without an open shadow root: one can be attached without a sign. */
  hosts: Set<Mirrored>;
  frames: Set<Mirrored>;
  /** Their labels are looked at again: nothing tells when one comes to name a secret. */
  editors: Set<Mirrored>;
  /** Looks again at the states of elements. */
  restate(): void;
}

/** `soon`: something is dirty. */
export function assemble(
  o: CaptureOptions,
  on: RootEvents,
  soon: () => void,
  onProblem: (problem: unknown) => void,
  signal: AbortSignal,
): Parts {
  const { window, policy, isOwn } = o;
  const writer = new OpWriter();
  const masking = new Masking(policy, window.document, onProblem);
  const hosts = new Set<Mirrored>();
  const frames = new Set<Mirrored>();
  const editors = new Set<Mirrored>();
  const stateful = new Map<Mirrored, string | null>();
  const watched = new WeakSet<Window>();
  const tree: Tree = new Tree((mirrored, keyframe) => drop(mirrored, keyframe));
  const roots = new Roots(window, on);
  const touch = (element: Node, name: string) => {
    const mirrored = tree.get(element);
    if (!mirrored) return;
    changes.attribute(mirrored, name);
    soon();
  };
  const assets: Assets = new Assets(
    window,
    o,
    (url) => {
      pictures.settled(url);
      sheets.settled(url);
      soon();
    },
    onProblem,
    (image) => nodes.hidesNow(image),
  );
  const pictures: Pictures = new Pictures(window, assets, touch);
  let canvases: Canvases | null = null;
  const early = new Set<Mirrored>();
  // Most pages have no canvas, so what reads them is loaded with the first one.
  const addCanvas = (mirrored: Mirrored) => {
    if (canvases) return canvases.add(mirrored);
    if (early.add(mirrored).size > 1) return;
    import('./canvases').then((module) => {
      canvases = new module.Canvases(
        window,
        ({ bytes, type }) => assets.put(bytes, type),
        ({ node }) => touch(node, ':box'),
        onProblem,
        ({ node }) => nodes.hidesNow(node),
        isUnderWay,
      );
      for (const one of early) if (tree.has(one)) canvases.add(one);
      early.clear();
    }, onProblem);
  };
  const sheets = new Sheets({
    base: window.document.baseURI,
    put: (bytes, type) => assets.put(bytes, type),
    at: (url) => assets.at(url, null),
    isUsed: (url) => isUsed(window, url),
    fetchText: async (url) => {
      try {
        const response = await window.fetch(url, { credentials: 'omit', cache: 'force-cache' });
        return response.ok ? await response.text() : null;
      } catch {
        return (await o.fetchOpaque?.(url, 'sheet')) ?? null;
      }
    },
    newSheet: () => new window.CSSStyleSheet(),
    hideAll: masking.base,
    shows: (text) => masking.text(text) !== null,
    onReady: soon,
    onRead: (name) => {
      for (const root of roots.all()) {
        for (const element of (root as ParentNode).querySelectorAll(`[${CSS.escape(name)}]`)) {
          touch(element, name);
        }
      }
    },
    onProblem,
  });
  const nodes: NodeWriter = new NodeWriter({
    tree,
    writer,
    masking,
    isOwn,
    onOpen: (mirrored) => open(mirrored),
    resources: {
      use: (name) => sheets.use(name),
      imageUrl: (element) => pictures.imageUrl(element),
      canvasStyle: (element) => canvases?.style(element as HTMLElement) ?? null,
      inlineStyle: (element, hidden) => pictures.inlineStyle(element, hidden),
      addressOf: (element, url) => pictures.addressOf(element, url),
      statesOf,
      isEmbedded: (frame) => !!embeds?.has(frame),
      box: (element) => pictures.box(element),
    },
  });
  const changes = new Changes(tree, writer, nodes);
  const forms = new Forms(tree, writer, masking, (mirrored) => {
    changes.renew(mirrored);
    soon();
  });
  const layers = new Layers(window, tree, writer);
  const views = new Views(window, tree, writer);
  /** Whether a hidden field is valid tells something of what is in it. */
  function statesOf(element: Element, hidden: boolean): string | null {
    const names = [...sheets.states].filter(
      (name) =>
        !(hidden && name !== 'defined') && element.matches(`:${name}`) !== (name === 'defined'),
    );
    return masking.text(names.join(' ')) || null;
  }
  let embeds: Embeds | null = null;
  let embedding = !o.embed?.origins.length;
  const embed = () => {
    if (embedding) return;
    embedding = true;
    import('./embeds').then((module) => {
      if (signal.aborted) return;
      embeds = new module.Embeds({
        options: o,
        tree,
        writer,
        frames,
        isReadable: (frame) => !!documentOf(frame),
        touch: (frame) => touch(frame, ':box'),
        point: on.pointer,
        soon,
      });
    }, onProblem);
  };
  let animations: Animations | null = null;
  let animates = false;
  const scripted = () => [...roots.all()].flatMap(scriptedIn);
  const animated = () => {
    if (!animates && scripted().length > 0) {
      animates = true;
      import('./animations').then((module) => {
        animations = new module.Animations(tree, writer, masking, scripted);
        if (animated()) soon();
      }, onProblem);
    }
    return animations?.look() ?? false;
  };
  const looks = new Looks(
    window,
    tree,
    writer,
    () => roots.all(),
    (text, node) => masking.text(text, node),
  );

  function restate(): void {
    if (sheets.states.size === 0) return;
    for (const [mirrored, before] of stateful) {
      const now = statesOf(mirrored.node as Element, mirrored.hidden);
      if (now === before) continue;
      stateful.set(mirrored, now);
      changes.attribute(mirrored, ':is');
    }
  }

  function open(mirrored: Mirrored): void {
    const { node, role } = mirrored;
    if (role === 'text' || role === 'comment') return;
    views.opened(mirrored);
    mirrored.noted = role !== 'plain';
    // Nothing is kept of most elements, which have neither attributes nor a shadow root.
    const element = node as Element;
    const custom = !mirrored.noted && element.localName.includes('-');
    const states = role === 'control' || (role === 'plain' && isStateful(element));
    if (!mirrored.noted && !states && !element.hasAttributes()) return;
    if (role === 'document' || role === 'shadowRoot') {
      roots.add(mirrored);
      sheets.addOwner(mirrored);
      const { defaultView: view } = node as Document;
      if (view && !watched.has(view)) {
        watched.add(view);
        noteClosed(view, signal, (root) => {
          if (!tree.get(root.host)) return;
          changes.place(root);
          soon();
        });
      }
    } else {
      const note = (set: Set<Mirrored>) => (mirrored.noted = !!set.add(mirrored));
      if (custom && !shadowOf(element)) note(hosts);
      if (states) {
        mirrored.noted = true;
        stateful.set(mirrored, statesOf(element, mirrored.hidden));
      }
      layers.add(mirrored);
      if (isEditor(element)) note(editors);
      if (role === 'sheet') sheets.addOwner(mirrored);
      else if (role === 'control' || role === 'option') forms.add(mirrored);
      else if (role === 'frame') frames.add(mirrored);
      if (role === 'canvas') addCanvas(mirrored);
      if (isBoxed(mirrored)) pictures.watch(element);
    }
  }

  function drop(mirrored: Mirrored, keyframe: boolean): void {
    const { node, role } = mirrored;
    // A keyframe comes back to nearly all of them, and listening anew would cost more than the rest.
    if ((role === 'document' || role === 'shadowRoot') && !keyframe) roots.drop(node);
    sheets.dropOwner(mirrored);
    forms.drop(mirrored);
    layers.drop(mirrored);
    stateful.delete(mirrored);
    animations?.drop(mirrored);
    canvases?.drop(mirrored);
    hosts.delete(mirrored);
    frames.delete(mirrored);
    editors.delete(mirrored);
    if (isBoxed(mirrored)) pictures.unwatch(node as Element);
  }

  return {
    masking,
    tree,
    writer,
    nodes,
    changes,
    roots,
    sheets,
    forms,
    layers,
    views,
    looks,
    animations: () => animations,
    animated,
    patrol: new Patrol(tree, writer, nodes, changes),
    canvases: () => canvases,
    embeds: () => embeds,
    embed,
    pictures,
    assets,
    hosts,
    frames,
    editors,
    restate,
  };
}

function isBoxed({ role }: Mirrored): boolean {
  return role === 'image' || role === 'canvas' || role === 'box' || role === 'frame';
}

/** Asks the browser, which has to know all styles for it. */
function scriptedIn(root: Node): Animation[] {
  const all = (root as Document).getAnimations as unknown;
  return typeof all !== 'function'
    ? []
    : (all.call(root) as Animation[]).filter(
        (one) => !('animationName' in one || 'transitionProperty' in one),
      );
}

/** Entries of the browser's list of loads; when it is full, or was emptied, it tells nothing. */
const fullListOfLoads = 250;

/** True when the page has loaded an address itself: what it does not show is not brought over. */
function isUsed(window: Window, url: string): boolean {
  const { performance } = window;
  const loads = performance.getEntriesByType('resource').length;
  return (
    !/^https?:/i.test(url) ||
    loads === 0 ||
    loads >= fullListOfLoads ||
    performance.getEntriesByName(url, 'resource').length > 0
  );
}

/** Shadow roots and frame documents that came without a mutation record. */
export function findHidden({ changes, tree, hosts, frames, embed }: Parts): void {
  for (const host of hosts) {
    const shadow = shadowOf(host.node);
    if (!shadow) continue;
    hosts.delete(host);
    if (!tree.get(shadow)) changes.place(shadow);
  }
  for (const frame of frames) {
    const found = documentOf(frame.node);
    if (!found) embed();
    const document = found?.documentElement ? found : null;
    const known = frame.first;
    if ((known?.node ?? null) === document) continue;
    if (known) changes.drop(known);
    if (document) changes.place(document);
    changes.attribute(frame, ':box');
  }
}
