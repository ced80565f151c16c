/// <reference lib="dom" />
// In the page: random changes of a tree, whoever made it.
import { random } from '../../../../testing/random';
import { seed } from './churn';

const [fewest, most] = [20, 60];
const below = random(seed);
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;

/** Elements that are out of the page for a while. */
const aside: Element[] = [];

function everything(area: Element): (Element | ShadowRoot)[] {
  const found: (Element | ShadowRoot)[] = [];
  const visit = (root: Element | ShadowRoot) => {
    found.push(root);
    for (const child of root.children) visit(child);
    if ('shadowRoot' in root && root.shadowRoot) visit(root.shadowRoot);
  };
  visit(area);
  return found;
}

function inside(outer: Node, node: Node): boolean {
  for (let at: Node | null = node; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
    if (at === outer) return true;
  }
  return false;
}

function fresh(): Element {
  const element = document.createElement(pick(['div', 'p', 'b', 'ul', 'x-y']));
  if (below(3) === 0) element.append(`text ${below(100)}`);
  if (below(4) === 0) element.append(document.createElement('i'), document.createComment('c'));
  if (below(5) === 0 && /^(?:div|p|x-y)$/.test(element.localName)) {
    element.attachShadow({ mode: 'open' }).append(document.createElement('u'));
  }
  return element;
}

function swap(one: Element, other: Element): void {
  if (inside(one, other) || inside(other, one) || !one.parentNode || !other.parentNode) return;
  const mark = document.createTextNode('');
  one.replaceWith(mark);
  other.replaceWith(one);
  mark.replaceWith(other);
}

function change(area: Element): void {
  const nodes = everything(area);
  const elements = nodes.filter((node): node is Element => node !== area && node.nodeType === 1);
  const place = pick(nodes);
  const other = pick([...elements, fresh()]);
  const next = pick([...place.childNodes, null]);
  if (nodes.length < fewest) {
    place.insertBefore(fresh(), next);
    return;
  }
  switch (below(16)) {
    case 0:
    case 1:
      place.insertBefore(fresh(), next);
      break;
    case 2:
      if (nodes.length > most / 2) other.remove();
      break;
    case 3:
    case 4:
      if (!inside(other, place) && next !== other) place.insertBefore(other, next);
      break;
    case 5:
      if (other.parentNode) {
        const wrapper = fresh();
        other.replaceWith(wrapper);
        wrapper.append(other);
      }
      break;
    case 6:
      if (other.parentNode) other.replaceWith(...other.childNodes);
      break;
    case 7:
      if (below(2)) other.setAttribute('title', String(below(9)));
      else other.removeAttribute('title');
      break;
    case 8:
      place.insertBefore(document.createTextNode(`t${below(9)}`), next);
      break;
    case 9:
      if (nodes.length > most) {
        place.replaceChildren(...[...place.childNodes].slice(below(3)));
      }
      break;
    case 10: {
      const away = aside.pop();
      if (away) {
        away.append(document.createElement('s'));
        if (!inside(away, place)) place.insertBefore(away, next);
      } else if (other.parentNode) {
        other.remove();
        aside.push(other);
      }
      break;
    }
    case 11:
      swap(other, pick(elements.length > 0 ? elements : [other]));
      break;
    case 12:
      other.className = pick(['', 'a', 'b c', 'a b']);
      break;
    case 13: {
      const { style } = other as HTMLElement;
      if (below(3)) style.setProperty(pick(['color', 'margin-left', '--x']), pick(['red', '3px']));
      else style.cssText = pick(['', 'top: 1px; color: blue']);
      break;
    }
    case 14: {
      const text = pick([...place.childNodes, null].filter((node) => node?.nodeType === 3));
      if (text) (text as Text).data = `t${below(99)}`;
      break;
    }
    case 15:
      if (other.querySelectorAll('*').length < 4) other.innerHTML = pick(['', '<b>x</b>y', 'z']);
  }
}

window.churn = {
  tick(changes) {
    const area = document.querySelector('main')!;
    for (let left = changes; left > 0; left--) change(area);
  },
};
