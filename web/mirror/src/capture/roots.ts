import type { Mirrored, Tree } from './tree';

export interface RootEvents {
  records(records: MutationRecord[]): void;
  scroll(target: Node): void;
  /** Something that no record tells of: a field, the focus, a layer. */
  state(): void;
  /** An image, sheet or frame has loaded. */
  load(target: Node): void;
  /** Just before something is typed. */
  typing(target: Node): void;
  /** A dialog or popover opens. */
  opens(target: Node): void;
  pointer(event: PointerEvent | null): void;
}

const stateEvents = [
  'input',
  'change',
  'reset',
  'focusin',
  'focusout',
  'toggle',
  'close',
  'cancel',
  'fullscreenchange',
  'selectionchange',
];
const pointerEvents = ['pointermove', 'pointerover', 'pointerdown', 'pointerup', 'pointercancel'];

/**
 * The documents and open shadow roots of a page. Each one is watched for itself, because neither
 * mutation records nor events such as `scroll` and `change` leave a shadow root.
 */
export class Roots {
  readonly #observer: MutationObserver;
  readonly #known = new Map<Node, { stop: AbortController; top: Element | null }>();

  constructor(
    window: Window & typeof globalThis,
    private readonly on: RootEvents,
  ) {
    this.#observer = new window.MutationObserver((records) => on.records(records));
  }

  /** Records that were not delivered yet. */
  take(): MutationRecord[] {
    return this.#observer.takeRecords();
  }

  all(): Iterable<Node> {
    return this.#known.keys();
  }

  add({ node, role }: Mirrored): void {
    const top = (node as Partial<Document>).documentElement ?? null;
    const known = this.#known.get(node);
    if (known?.top === top) return;
    this.#observer.observe(node, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
    });
    known?.stop.abort();
    const stop = new AbortController();
    this.#known.set(node, { stop, top });
    const { on } = this;
    const options = { capture: true, passive: true, signal: stop.signal };
    const listen = (names: readonly string[], hear: (event: Event) => void) => {
      for (const name of names) node.addEventListener(name, hear, options);
    };
    listen(['scroll'], (event) => on.scroll(event.target as Node));
    listen(stateEvents, () => on.state());
    listen(['load', 'error'], (event) => on.load(event.target as Node));
    listen(['beforeinput'], (event) => on.typing(targetOf(event)));
    listen(['beforetoggle'], (event) => {
      if ((event as ToggleEvent).newState === 'open') on.opens(event.target as Node);
    });
    // To those outside an event in a closed root is one of its host.
    if (role !== 'document' && (node as ShadowRoot).mode !== 'closed') return;
    listen(pointerEvents, (event) => on.pointer(event as PointerEvent));
    listen(['pointerout'], (event) => {
      if (!(event as PointerEvent).relatedTarget) on.pointer(null);
    });
  }

  /** Watches documents again that were opened anew, since that takes all listeners away. */
  renew(tree: Tree): void {
    for (const [node, { top }] of this.#known) {
      const mirrored = tree.get(node);
      if (mirrored && top) this.add(mirrored);
    }
  }

  /** After a keyframe: forgets those that it has not come to. */
  prune(tree: Tree): void {
    for (const node of this.#known.keys()) if (!tree.get(node)) this.drop(node);
  }

  drop(node: Node): void {
    this.#known.get(node)?.stop.abort();
    this.#known.delete(node);
  }

  stop(): void {
    this.#observer.disconnect();
    for (const { stop } of this.#known.values()) stop.abort();
    this.#known.clear();
  }
}

/** The innermost node that an event is about, also within open shadow roots. */
export function targetOf(event: Event): Node {
  return (event.composedPath()[0] ?? event.target) as Node;
}
