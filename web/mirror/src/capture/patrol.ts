import { bullets, nodeSum } from '../wire/digest';
import type { OpWriter } from '../wire/writer';
import type { Changes } from './changes';
import { hasContent, parentOf } from './kinds';
import type { NodeWriter } from './nodes';
import type { Mirrored, Tree } from './tree';

/** Ids that one step looks at. */
const stride = 500;

/**
 * Goes round the page, a few nodes at a time. What no mutation record told of is put right from here; and
 * what the nodes come to is sent where it has changed, so that the other side finds out when it has
 * something else.
 */
export class Patrol {
  #next = 1;
  #sums = new Map<number, number>();

  constructor(
    private readonly tree: Tree,
    private readonly writer: OpWriter,
    private readonly nodes: NodeWriter,
    private readonly changes: Changes,
  ) {}

  /** A keyframe has been written: the other side has nothing to compare yet. */
  begin(): void {
    this.#sums.clear();
  }

  /** To be called when everything that is known to have changed is written. */
  step(): void {
    const { tree, changes } = this;
    const first = this.#next;
    let sum = 0;
    for (let id = first; id < first + stride; id++) {
      const mirrored = tree.byId(id);
      if (!mirrored) continue;
      this.#mend(mirrored);
      sum = (sum + this.#sumOf(mirrored)) >>> 0;
    }
    this.#next = first + stride > tree.lastId ? 1 : first + stride;
    if (changes.dirty || sum === (this.#sums.get(first) ?? 0)) return;
    this.#sums.set(first, sum);
    this.writer.digest(first, stride, sum);
  }

  #mend(mirrored: Mirrored): void {
    const { node, role, hidden, parent } = mirrored;
    if (role !== 'document' && !node.isConnected) this.changes.drop(mirrored);
    else if (parent && parentOf(node) !== parent.node) this.changes.place(node);
    if (!hasContent(node, role, hidden)) return;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (!this.tree.get(child) && this.nodes.isSent(child, mirrored)) this.changes.place(child);
    }
  }

  #sumOf({ id, node, role, parent, hidden }: Mirrored): number {
    let next = 0;
    for (let at = node.nextSibling; at && role !== 'shadowRoot' && !next; at = at.nextSibling) {
      const beside = this.tree.get(at);
      if (beside?.parent === parent) next = beside?.id ?? 0;
    }
    let text: string | null = null;
    if (role === 'text') {
      text = this.nodes.textOf({ node, hidden } as Mirrored) ?? bullets;
    } else if (node.nodeType === 1 && role !== 'inert') {
      const name = (node as Element).getAttribute('class');
      text = name && this.nodes.masking.text(name);
    }
    return nodeSum(id, parent?.id ?? 0, next, text || null);
  }
}
