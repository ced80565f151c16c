import type { OpWriter } from '../wire/writer';
import { depthOf, hasContent, parentOf, roleOf } from './kinds';
import type { NodeWriter } from './nodes';
import type { Mirrored, Tree } from './tree';
import { Walk } from './walk';

/** Nodes between two looks at the clock. */
const stride = 16;
const maxRow = 512;
/** Nodes with all below them that a flush places at least. */
const leastSteps = 64;

/** Forces an attribute to be written whatever it was before. */
const always = Symbol('always');

/**
 * Knows what is dirty and turns it into operations. Mutation records only say where to look; what is
 * written is how the page is at the flush, so it does not matter in what order things happened or how
 * often, and a flush may wait for as long as it likes.
 */
export class Changes {
  /** Nodes that were put somewhere: to insert, to move, or to leave as they are. */
  #placed = new Set<Node>();
  /** The same by depth, as long as nothing was put anywhere since. */
  #levels: Node[][] | null = null;
  /** Where a long row goes on that was not placed to its end, and what comes behind it; as long as that. */
  #rest: { node: Node | undefined; next: Mirrored | null } | null = null;
  /** Nodes that are gone; they are no longer in the tree but still linked where the other side has them. */
  #gone: { mirrored: Mirrored; kept: boolean }[] = [];
  #attributes = new Map<Mirrored, Map<string, string | null | typeof always>>();
  /** Those of them that were not looked at yet for whether they are hidden now. */
  #unsure = new Set<Mirrored>();
  #texts = new Map<Mirrored, string | null>();
  #steps = 0;

  constructor(
    private readonly tree: Tree,
    private readonly writer: OpWriter,
    private readonly nodes: NodeWriter,
  ) {}

  get dirty(): boolean {
    return this.#placed.size + this.#gone.length + this.#attributes.size + this.#texts.size > 0;
  }

  /** Takes note of records. Returns the elements whose attributes changed. */
  note(records: readonly MutationRecord[]): void {
    const removed = new Set<Node>();
    for (const record of records) {
      const target = this.tree.get(record.target);
      if (record.type === 'childList') {
        this.#levels = null;
        const { addedNodes, removedNodes } = record;
        for (let i = 0; i < removedNodes.length; i++) removed.add(removedNodes[i]!);
        if (!target || !hasContent(record.target, target.role, target.hidden)) continue;
        for (let i = 0; i < addedNodes.length; i++) this.#placed.add(addedNodes[i]!);
        // Of hidden texts in a row only the first is sent.
        if (target.hidden && record.nextSibling) this.#placed.add(record.nextSibling);
      } else if (record.type === 'attributes') {
        this.#noteAttribute(record, target);
      } else if (target && !this.#texts.has(target)) {
        this.#texts.set(target, record.oldValue);
      }
    }
    for (const node of removed) this.#noteRemoved(node);
  }

  #noteAttribute(
    { target, attributeName, attributeNamespace, oldValue }: MutationRecord,
    known?: Mirrored,
  ) {
    const name = attributeName!;
    if (name === 'type' && oldValue?.toLowerCase() === 'password') {
      this.nodes.masking.noteSecret(target as Element);
    }
    if (!known) {
      // A link may become a style sheet.
      if (this.tree.get(target.parentNode)) this.place(target);
      return;
    }
    const names = this.#attributes.get(known) ?? new Map<string, string | null | typeof always>();
    this.#attributes.set(known, names);
    this.#unsure.add(known);
    if (attributeNamespace) names.set(name, always);
    else if (!names.has(name)) names.set(name, oldValue);
  }

  #noteRemoved(node: Node): void {
    const mirrored = this.tree.get(node);
    if (!mirrored) {
      if (!node.isConnected) this.#placed.delete(node);
    } else if (node.isConnected) {
      // Moved, perhaps to where no record is made of it.
      this.#placed.add(node);
    } else {
      // From here on nothing tells what happens below it, so it counts as new should it come back.
      this.drop(mirrored);
    }
  }

  /** The node is not shown any more, or has to be written anew. */
  drop(mirrored: Mirrored): void {
    this.#placed.delete(mirrored.node);
    const kept = this.tree.forget(mirrored, mirrored.parent?.role !== 'document');
    this.#gone.push({ mirrored, kept });
  }

  /** Writes the node and all below it anew, because what is hidden in it has changed. */
  renew(mirrored: Mirrored): void {
    this.tree.forget(mirrored, false);
    this.#gone.push({ mirrored, kept: false });
    this.place(mirrored.node);
    // What is shown in slots of it is elsewhere in the tree.
    const { host } = mirrored.node.getRootNode() as Partial<ShadowRoot>;
    host?.childNodes.forEach((slotted) => this.recheck(slotted));
  }

  /** Looks again at whether a node is hidden. */
  recheck(node: Node): void {
    const mirrored = this.tree.get(node);
    if (mirrored && this.nodes.hides(node, mirrored.parent) !== mirrored.hidden) {
      this.renew(mirrored);
    }
  }

  place(node: Node): void {
    this.#levels = null;
    this.#placed.add(node);
  }

  attribute(mirrored: Mirrored, name: string): void {
    const names =
      this.#attributes.get(mirrored) ?? new Map<string, string | null | typeof always>();
    this.#attributes.set(mirrored, names.set(name, always));
    this.#unsure.add(mirrored);
  }

  /** Forgets what is dirty; a keyframe writes everything. */
  clear(): void {
    this.#levels = null;
    this.#placed.clear();
    this.#gone = [];
    this.#attributes.clear();
    this.#unsure.clear();
    this.#texts.clear();
  }

  /** Writes until everything is written or `deadline` passed; what is left stays dirty. */
  flush(deadline: number): void {
    this.#steps = 0;
    this.#remask();
    const later: Mirrored[] = [];
    const gone = this.#gone;
    this.#gone = [];
    for (const { mirrored, kept } of gone) {
      // What was moved out of it must leave it first.
      if (kept) later.push(mirrored);
      else this.#remove(mirrored);
    }
    this.#place(deadline, later);
    if (this.#placed.size > 0) this.#gone = later.map((mirrored) => ({ mirrored, kept: true }));
    else for (const mirrored of later) this.#remove(mirrored);
    this.#flushAttributes(deadline);
    let steps = 0;
    for (const [mirrored, before] of this.#texts) {
      if (++steps % stride === 0 && performance.now() > deadline) return;
      this.#texts.delete(mirrored);
      const text = mirrored.node.nodeValue;
      if (this.tree.has(mirrored) && mirrored.role === 'text' && text !== before) {
        const sent = this.nodes.textOf(mirrored);
        // That a hidden text changes, and how often, would tell how long it is.
        if (!mirrored.hidden || sent !== (/\S/.test(before ?? '') ? null : ' ')) {
          this.writer.textChange(mirrored.id, sent);
        }
      }
    }
  }

  #remove(mirrored: Mirrored): void {
    // Gone together with what it was in.
    if (!mirrored.parent) return;
    this.tree.unlink(mirrored);
    this.writer.remove(mirrored.id);
    unlinkAll(mirrored);
  }

  /** Before anything is written: elements that are hidden now, or no longer, are written anew. */
  #remask(): void {
    const unsure = this.#unsure;
    this.#unsure = new Set();
    for (const mirrored of unsure) {
      if (!this.tree.has(mirrored)) continue;
      const { node, role } = mirrored;
      const turned = roleOf(node) !== role;
      if (turned || this.nodes.hides(node as Element, mirrored.parent) !== mirrored.hidden) {
        this.#attributes.delete(mirrored);
        this.renew(mirrored);
      }
    }
  }

  /**
   * From the top of the page down, so that a node's ancestors are always where they belong before it is
   * put below them, and no move ever makes a circle.
   */
  #place(deadline: number, later: Mirrored[]): void {
    const pending = this.#placed;
    if (!this.#levels) this.#rest = null;
    const levels = (this.#levels ??= sorted(pending));
    const elsewhere = (node: Node) => {
      if (pending.has(node)) return;
      pending.add(node);
      (levels[depthOf(node)] ??= []).push(node);
    };
    for (let depth = 0; depth < levels.length; depth++) {
      const nodes = levels[depth] ?? [];
      for (let node = nodes.at(-1); node; node = nodes.at(-1)) {
        if (!pending.has(node)) nodes.pop();
        else if (this.#isLate(deadline)) return;
        else this.#placeRun(node, pending, later, elsewhere, deadline);
      }
    }
  }

  /** Places a node and those beside it that wait too, the last one first: then each one's next is known. */
  #placeRun(
    node: Node,
    pending: Set<Node>,
    later: Mirrored[],
    elsewhere: (node: Node) => void,
    deadline: number,
  ): void {
    const parent = this.tree.get(parentOf(node));
    if (!parent || !this.#holds(parent, node)) {
      pending.delete(node);
      const mirrored = this.tree.get(node);
      if (mirrored) {
        this.tree.forget(mirrored, false);
        later.push(mirrored);
      }
      return;
    }
    if (node.nodeType === 11) {
      pending.delete(node);
      if (!this.tree.get(node)) this.#insert([node], parent, parent.first, elsewhere, deadline);
      return;
    }
    let first = node;
    for (let at = node.previousSibling; at && pending.has(at); at = at.previousSibling) first = at;
    const run: Node[] = [];
    let isNew = true;
    let next: Mirrored | null = null;
    let rest: Node | undefined;
    const known = this.#rest?.node === first ? this.#rest : null;
    for (let at: Node | null = first; at; at = at.nextSibling) {
      if (!pending.has(at)) {
        if ((next = this.#childOf(parent, at))) break;
      } else if (run.length < maxRow || !isNew) {
        // New ones in a row need nothing of each other, so of a long row only a part is taken at a time.
        isNew &&= !this.tree.get(at);
        run.push(at);
      } else {
        rest ??= at;
        // The way to the end of a long row is gone but once.
        if (known && (!known.next || this.#childOf(parent, known.next.node) === known.next)) {
          next = known.next;
          break;
        }
      }
    }
    this.#rest = isNew ? { node: rest, next } : null;
    for (let left = run.length; left > 0; left = run.length) {
      if (this.#isLate(deadline)) return;
      let from = left;
      while (from > 0 && !this.tree.get(run[from - 1]!)) from--;
      if (from < left) {
        const row = run.splice(from);
        next = this.#insert(row, parent, next, elsewhere, deadline) ?? next;
        if (pending.has(row.at(-1)!)) {
          if (this.#rest) this.#rest.node = row.find((one) => pending.has(one));
          return;
        }
      } else {
        const at = run.pop()!;
        pending.delete(at);
        next = this.#placeOne(at, parent, next, elsewhere, deadline) ?? next;
      }
    }
  }

  /** Writes new nodes that stand in a row, as many as there is time for; returns the first of them. */
  #insert(
    row: Node[],
    parent: Mirrored,
    next: Mirrored | null,
    elsewhere: (node: Node) => void,
    deadline: number,
  ): Mirrored | undefined {
    const walk = new Walk(this.tree, this.nodes, elsewhere, () => undefined);
    let first: Mirrored | undefined;
    let steps = 0;
    for (const node of row) {
      if (++steps % stride === 0 && performance.now() > deadline) break;
      this.#placed.delete(node);
      if (!this.nodes.isSent(node, parent)) continue;
      if (!first) this.writer.insert(parent.id, next?.id ?? 0);
      walk.begin(node, parent, next);
      first ??= this.tree.get(node);
      if (walk.run(deadline)) continue;
      walk.abandon(elsewhere);
      break;
    }
    if (first) this.writer.end();
    return first;
  }

  #placeOne(
    node: Node,
    parent: Mirrored,
    next: Mirrored | null,
    elsewhere: (node: Node) => void,
    deadline: number,
  ): Mirrored | undefined {
    const mirrored = this.tree.get(node);
    if (mirrored) {
      const stays =
        this.nodes.isSent(node, parent) && this.nodes.hides(node, parent) === mirrored.hidden;
      if (stays) {
        if (mirrored.parent !== parent || mirrored.next !== next) {
          this.writer.move(mirrored.id, parent.id, next?.id ?? 0);
          this.tree.link(mirrored, parent, next);
        }
        return mirrored;
      }
      this.tree.forget(mirrored, false);
      this.#remove(mirrored);
    }
    return this.#insert([node], parent, next, elsewhere, deadline);
  }

  /** A browser that others keep waiting gets on all the same. */
  #isLate(deadline: number): boolean {
    return ++this.#steps > leastSteps && performance.now() > deadline;
  }

  #holds(parent: Mirrored, node: Node): boolean {
    return node.nodeType >= 9 || hasContent(parent.node, parent.role, parent.hidden);
  }

  #childOf(parent: Mirrored, node: Node): Mirrored | null {
    const mirrored = this.tree.get(node);
    return mirrored?.parent === parent ? mirrored : null;
  }

  #flushAttributes(deadline: number): void {
    let steps = 0;
    for (const [mirrored, names] of this.#attributes) {
      if (++steps % stride === 0 && performance.now() > deadline) return;
      this.#attributes.delete(mirrored);
      if (!this.tree.has(mirrored)) continue;
      const element = mirrored.node as Element;
      for (const [name, before] of names) {
        if (before === always || before !== element.getAttribute(name)) {
          this.nodes.attribute(mirrored, name);
        }
      }
    }
  }
}

/** Nodes by their depth, in each level the first one last. */
function sorted(nodes: Iterable<Node>): Node[][] {
  const levels: Node[][] = [];
  const depths = new Map<Node | null, number>();
  for (const node of nodes) {
    const parent = parentOf(node);
    let depth = depths.get(parent);
    if (depth === undefined) depths.set(parent, (depth = depthOf(node)));
    (levels[depth] ??= []).push(node);
  }
  for (const level of levels) level?.reverse();
  return levels;
}

/** So that what was below a removed node is not removed once more. */
function unlinkAll(top: Mirrored): void {
  const left = [top];
  for (let at = left.pop(); at; at = left.pop()) {
    for (let child = at.first; child;) {
      const { next } = child;
      left.push(child);
      child.parent = child.prev = child.next = null;
      child = next;
    }
    at.first = at.last = null;
  }
}
