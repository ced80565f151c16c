import { nodeSum } from '../wire/digest';
import { dom } from './dom';
import type { Tree } from './tree';

/** What the nodes with these ids come to here; compare `Patrol` of the capture. */
export function digest(tree: Tree, first: number, count: number): number {
  let sum = 0;
  for (let id = first; id < first + count; id++) {
    const node = tree.find(id);
    if (node) sum = (sum + sumOf(tree, id, node)) >>> 0;
  }
  return sum;
}

function sumOf(tree: Tree, id: number, node: Node): number {
  const kind = tree.kindOf(node);
  let next = 0;
  if (kind !== 'shadowRoot' && kind !== 'document') {
    for (let at = dom.nextSibling(node); at && !next; at = dom.nextSibling(at)) {
      next = tree.idOf(at) ?? 0;
    }
  }
  const outer = tree.outer(node);
  const parent = outer ? (tree.idOf(outer) ?? 0) : 0;
  let text: string | null = null;
  if (kind === 'text' || kind === 'maskedText') text = (node as Text).data;
  else if (kind === 'element') text = dom.attribute(node as Element, 'class');
  return nodeSum(id, parent, next, text || null);
}
