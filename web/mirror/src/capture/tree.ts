import type { Role } from './kinds';

/**
 * One node of the page as the other side has it. The links say where it was put there, which is not
 * always where it is in the page now: the flush turns the difference into operations.
 */
export interface Mirrored {
  readonly id: number;
  readonly node: Node;
  readonly role: Role;
  /** True when texts and values in it are hidden. */
  readonly hidden: boolean;
  /** Someone keeps state of it, and wants to hear when it leaves. */
  noted: boolean;
  /** The keyframe in whose tree it is; 0 when it has left. */
  turn: number;
  parent: Mirrored | null;
  first: Mirrored | null;
  last: Mirrored | null;
  prev: Mirrored | null;
  next: Mirrored | null;
}

/** The mirrored tree: by node, by id, and in its order. */
export class Tree {
  /**
   * Also those that a keyframe has not come to yet: ids stay with their node from keyframe to keyframe, so
   * that an agent's pointer stays valid across one.
   */
  readonly #byNode = new Map<Node, Mirrored>();
  #byId = new Map<number, Mirrored>();
  lastId = 0;
  #turn = 1;

  /** `onDrop` hears of the noted nodes that leave the tree, perhaps for a keyframe to come back to. */
  constructor(private readonly onDrop: (dropped: Mirrored, keyframe: boolean) => void) {}

  get(node: Node | null): Mirrored | undefined {
    const mirrored = node ? this.#byNode.get(node) : undefined;
    return mirrored?.turn === this.#turn ? mirrored : undefined;
  }

  byId(id: number): Mirrored | undefined {
    return this.#byId.get(id);
  }

  get size(): number {
    return this.#byId.size;
  }

  all(): IterableIterator<Mirrored> {
    return this.#byId.values();
  }

  has(mirrored: Mirrored): boolean {
    return mirrored.turn === this.#turn;
  }

  add(
    node: Node,
    role: Role,
    hidden: boolean,
    parent: Mirrored | null,
    next: Mirrored | null,
  ): Mirrored {
    const id = this.#byNode.get(node)?.id ?? ++this.lastId;
    const mirrored: Mirrored = {
      id,
      node,
      role,
      hidden,
      noted: false,
      turn: this.#turn,
      parent: null,
      first: null,
      last: null,
      prev: null,
      next: null,
    };
    this.#byNode.set(node, mirrored);
    this.#byId.set(id, mirrored);
    if (parent) this.link(mirrored, parent, next);
    return mirrored;
  }

  /** Puts a node before `next`, or at the end, of a parent; takes it from where it was. */
  link(mirrored: Mirrored, parent: Mirrored, next: Mirrored | null): void {
    this.unlink(mirrored);
    const prev = next ? next.prev : parent.last;
    mirrored.parent = parent;
    mirrored.prev = prev;
    mirrored.next = next;
    if (prev) prev.next = mirrored;
    else parent.first = mirrored;
    if (next) next.prev = mirrored;
    else parent.last = mirrored;
  }

  unlink(mirrored: Mirrored): void {
    const { parent, prev, next } = mirrored;
    if (!parent) return;
    if (prev) prev.next = next;
    else parent.first = next;
    if (next) next.prev = prev;
    else parent.last = prev;
    mirrored.parent = mirrored.prev = mirrored.next = null;
  }

  /**
   * Forgets a node and all below it, so that they count as new wherever they come up again; the links
   * stay until `unlink`. With `keepConnected`, nodes that were moved out to another place of the page
   * in the meantime are kept, and true says that there were some.
   */
  forget(top: Mirrored, keepConnected: boolean): boolean {
    let kept = false;
    const left: [Mirrored, boolean][] = [[top, keepConnected]];
    for (let entry = left.pop(); entry; entry = left.pop()) {
      const [mirrored, keep] = entry;
      // A frame's document is connected to itself wherever its frame is.
      const moved = mirrored.role !== 'document' && mirrored.node.isConnected;
      if (keep && mirrored !== top && moved) {
        kept = true;
        continue;
      }
      if (this.has(mirrored)) {
        this.#byNode.delete(mirrored.node);
        // An id is never given twice within an epoch, so a node that comes back gets another one.
        this.#byId.delete(mirrored.id);
        mirrored.turn = 0;
        if (mirrored.noted) this.onDrop(mirrored, false);
      }
      const below = keep && mirrored.role !== 'document';
      for (let child = mirrored.first; child; child = child.next) left.push([child, below]);
    }
    return kept;
  }

  /** After a keyframe: forgets the nodes that it has not come to. */
  prune(): void {
    for (const [node, { turn }] of this.#byNode) if (turn < this.#turn) this.#byNode.delete(node);
  }

  /** Empties the tree for a new keyframe; nodes keep their ids. */
  reset(): void {
    for (const mirrored of this.#byId.values()) if (mirrored.noted) this.onDrop(mirrored, true);
    this.#byId = new Map();
    this.#turn++;
  }
}
