import type { NodeWriter } from './nodes';
import { documentOf, hasContent, parentOf, roleOf, shadowOf } from './kinds';
import type { Mirrored, Tree } from './tree';

/** Deeper nodes are not sent; the other side reads no deeper than 512. */
const deepest = 500;
/** Nodes between two looks at the clock. */
const stride = 32;

interface Open {
  mirrored: Mirrored;
  children: Node[];
  at: number;
}

/**
 * Writes a node and all below it in document order, a slice at a time. Between slices the page may do
 * what it likes: a node that was not visited yet is simply not in the tree, a visited one that changes
 * becomes dirty and is put right by the next flush.
 */
export class Walk {
  readonly #open: Open[] = [];
  /** There was a pause: what was read of the page before it may be out of date. */
  #paused = false;

  constructor(
    private readonly tree: Tree,
    private readonly nodes: NodeWriter,
    /** Hears of nodes that are in the tree at another place: they are to be moved here. */
    private readonly onElsewhere: (node: Node) => void,
    /** Hears of one that was moved, or hidden, since its children began to be written. */
    private readonly onStale: (mirrored: Mirrored) => void,
  ) {}

  /** Begins with a node that is not in the tree. False when it is none that is sent. */
  begin(node: Node, parent: Mirrored | null, next: Mirrored | null): boolean {
    return this.#visit(node, parent, next);
  }

  /** Goes on until everything is written, which is true, or until `deadline` (performance.now). */
  run(deadline: number): boolean {
    for (const { mirrored } of this.#paused ? this.#open : []) {
      const { node, parent, hidden } = mirrored;
      const there = parentOf(node) === (parent?.node ?? parentOf(node));
      if (there && this.nodes.hides(node, parent) === hidden) continue;
      this.onStale(mirrored);
      break;
    }
    for (let steps = 0; ; steps++) {
      const top = this.#open.at(-1);
      if (!top) return true;
      if (steps % stride === stride - 1 && performance.now() >= deadline) {
        this.#paused = true;
        return false;
      }
      const child = top.children[top.at++];
      if (!child) {
        this.nodes.close();
        this.#open.pop();
      } else {
        this.#child(child, top.mirrored);
      }
    }
  }

  /** Leaves out what is not written yet; `later` hears of it, so that it comes with the next flush. */
  abandon(later: (node: Node) => void): void {
    for (let top = this.#open.pop(); top; top = this.#open.pop()) {
      for (; top.at < top.children.length; top.at++) later(top.children[top.at]!);
      this.nodes.close();
    }
  }

  #child(child: Node, parent: Mirrored): void {
    // The list of children may be older than the last slice, and the parent may be gone since.
    if (this.#paused && (!this.tree.has(parent) || !isChild(child, parent.node))) return;
    if (this.tree.get(child)) this.onElsewhere(child);
    else this.#visit(child, parent, null);
  }

  #visit(node: Node, parent: Mirrored | null, next: Mirrored | null): boolean {
    const role = roleOf(node);
    if (!this.nodes.isSent(node, parent, role)) return false;
    const mirrored = this.nodes.open(node, role, parent, next);
    if (!this.nodes.nests(role)) return true;
    const children = this.#open.length < deepest ? childrenOf(mirrored) : [];
    this.#open.push({ mirrored, children, at: 0 });
    return true;
  }
}

function childrenOf({ node, role, hidden }: Mirrored): Node[] {
  if (role === 'frame') {
    const document = documentOf(node);
    return document?.documentElement ? [document] : [];
  }
  const children: Node[] = [];
  const shadow = shadowOf(node);
  if (shadow) children.push(shadow);
  if (!hasContent(node, role, hidden)) return children;
  // Much cheaper than a list of child nodes, which the browser would have to keep for each of them.
  for (let at = node.firstChild; at; at = at.nextSibling) children.push(at);
  return children;
}

function isChild(child: Node, parent: Node): boolean {
  switch (child.nodeType) {
    case 9:
      return documentOf(parent) === child;
    case 11:
      return shadowOf(parent) === child && parent.isConnected;
    default:
      return child.parentNode === parent && parent.isConnected;
  }
}
