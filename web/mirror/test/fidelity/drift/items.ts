// In the page: a list that changes as lists of applications do, for the frameworks that draw it.
import { random } from '../../../../testing/random';
import { seed } from './churn';

export interface Item {
  /** The key by which a framework knows it again. */
  id: number;
  text: string;
  done: boolean;
  /** What it is drawn as; another element when it changes. */
  kind: 'row' | 'link';
  items: Item[];
}

const most = 40;
const below = random(seed);
let ids = 0;

export function item(): Item {
  const id = ++ids;
  return { id, text: `item ${id}`, done: below(3) === 0, kind: 'row', items: [] };
}

export const some = (count: number) => Array.from({ length: count }, item);

/** A copy of the list with so many random changes. */
export function changed(list: readonly Item[], changes: number): Item[] {
  let items = structuredClone(list) as Item[];
  for (let left = changes; left > 0; left--) items = change(items);
  return items;
}

function change(items: Item[]): Item[] {
  const at = below(items.length);
  const one = items[at];
  if (!one) return some(5);
  switch (below(11)) {
    case 0:
    case 1:
      if (items.length < most) items.splice(at, 0, item());
      return items;
    case 2:
      items.splice(at, 1);
      return items;
    case 3:
      items.splice(at, 1);
      items.splice(below(items.length + 1), 0, one);
      return items;
    case 4: {
      const other = below(items.length);
      [items[at], items[other]] = [items[other]!, one];
      return items;
    }
    case 5:
      return items.reverse();
    case 6:
      return items.sort((a, b) => a.text.localeCompare(b.text));
    case 7:
      one.text = `changed ${below(1000)}`;
      return items;
    case 8:
      one.done = !one.done;
      return items;
    case 9:
      one.kind = one.kind === 'row' ? 'link' : 'row';
      return items;
    default: {
      const host = items[below(items.length)]!;
      if (host !== one && host.items.length < 5) {
        items.splice(at, 1);
        host.items.push(one);
      } else if (one.items.length > 0) items.push(...one.items.splice(0));
      return items;
    }
  }
}
