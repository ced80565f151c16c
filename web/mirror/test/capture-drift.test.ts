import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Harness } from './support/harness';

vi.setConfig({ testTimeout: 60_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

/** Runs in the page: `count` random changes of the tree in one task. */
function mutate({ seed, count }: { seed: number; count: number }): void {
  let state = seed >>> 0;
  const random = (bound: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
  const area = document.querySelector('main')!;
  const own = window as unknown as { aside: Element[] };
  own.aside ??= [];
  const all = () => {
    const found: (Element | ShadowRoot)[] = [];
    const visit = (root: Element | ShadowRoot) => {
      found.push(root);
      for (const child of root.children) visit(child);
      if ('shadowRoot' in root && root.shadowRoot) visit(root.shadowRoot);
    };
    visit(area);
    return found;
  };
  const pick = <T>(list: T[]): T => list[random(list.length)]!;
  const inside = (outer: Node, node: Node) => {
    for (let at: Node | null = node; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
      if (at === outer) return true;
    }
    return false;
  };
  const fresh = () => {
    const element = document.createElement(pick(['div', 'p', 'b', 'ul', 'x-y']));
    if (random(3) === 0) element.append(`text ${random(100)}`);
    if (random(4) === 0) element.append(document.createElement('i'), document.createComment('c'));
    if (random(5) === 0 && /^(?:div|p|x-y)$/.test(element.localName))
      element.attachShadow({ mode: 'open' }).append(document.createElement('u'));
    return element;
  };
  for (let i = 0; i < count; i++) {
    const nodes = all();
    const place = pick(nodes);
    const other = pick(
      nodes.filter((n): n is Element => n !== area && n.nodeType === 1).concat(fresh()),
    );
    const next = place.childNodes.length > 0 ? pick([...place.childNodes, null]) : null;
    switch (random(11)) {
      case 0:
      case 1:
        place.insertBefore(fresh(), next);
        break;
      case 2:
        if (nodes.length > 30) other.remove();
        break;
      case 3:
      case 4:
        if (!inside(other, place) && next !== other) place.insertBefore(other, next);
        break;
      case 5: {
        const wrapper = fresh();
        if (other.parentNode) {
          other.replaceWith(wrapper);
          wrapper.append(other);
        }
        break;
      }
      case 6:
        if (other.parentNode) other.replaceWith(...other.childNodes);
        break;
      case 7:
        if (random(2)) other.setAttribute('title', String(random(9)));
        else other.removeAttribute('title');
        break;
      case 8:
        place.insertBefore(document.createTextNode(`t${random(9)}`), next);
        break;
      case 9:
        if (nodes.length > 60) place.replaceChildren(...[...place.childNodes].slice(random(3)));
        break;
      case 10: {
        // Out of the page for a while, changed there, and back.
        const away = own.aside.pop();
        if (away) {
          away.append(document.createElement('s'));
          if (!inside(away, place)) place.insertBefore(away, next);
        } else if (other.parentNode) {
          other.remove();
          own.aside.push(other);
        }
      }
    }
  }
}

test.each([
  [1, 60],
  [3, 60],
  [10, 50],
  [30, 40],
])('%i changes a tick, up to %i ticks: the mirror never drifts', async (count, ticks) => {
  const mirrored = await harness.open(
    '<!doctype html><body><main><p>one</p><p>two <b>three</b></p></main></body>',
  );
  await mirrored.start();
  // A slow machine tries less, but never nothing.
  const enough = Date.now() + 2_000;
  for (let tick = 0; tick < ticks && (tick < 10 || Date.now() < enough); tick++) {
    await mirrored.page.evaluate(mutate, { seed: count * 1_000 + tick, count });
    await mirrored.agree(`tick ${tick} of ${count} changes`);
  }
  expect(await mirrored.problems()).toEqual([]);
  expect(mirrored.keyframes).toBe(1);
  expect(mirrored.ops.filter(({ op }) => op === 'move').length).toBeGreaterThan(0);
  await mirrored.close();
});

test('changes during a keyframe and in slices of a delta are not lost', async () => {
  const rows = Array.from({ length: 1_500 }, (_, i) => `<p>${i} <b>x</b></p>`).join('');
  const mirrored = await harness.open(`<!doctype html><body><main>${rows}</main></body>`);
  // Mutates in tasks of its own all the while the keyframe is walked in slices.
  await mirrored.page.evaluate((source) => {
    const mutate = new Function(`return ${source}`)() as (o: object) => void;
    let tick = 0;
    const step = () => {
      mutate({ seed: ++tick, count: 5 });
      const pages = document.querySelectorAll('main > p');
      pages[(tick * 991) % pages.length]?.remove();
      pages[0]?.before(pages[pages.length - 1]!);
      if (tick < 25) setTimeout(step, 1);
      else (window as unknown as { done: boolean }).done = true;
    };
    step();
  }, mutate.toString());
  await mirrored.start();
  await mirrored.page.waitForFunction(() => (window as unknown as { done: boolean }).done);
  await mirrored.agree('after the keyframe');

  await mirrored.page.evaluate((html) => {
    document.querySelector('main')!.insertAdjacentHTML('afterbegin', `<section>${html}</section>`);
  }, rows);
  await mirrored.agree('after a large insertion');
  expect(await mirrored.problems()).toEqual([]);
  await mirrored.close();
});
