import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { expect, useBrowser } from './support/fixture';
import { until } from './support/until';

/** Counts what is at work in a page, from its first script on. */
function count(): void {
  const active = { observers: new Set<unknown>(), intervals: new Set<unknown>() };
  Object.defineProperty(window, 'active', { value: active });
  for (const name of ['MutationObserver', 'ResizeObserver', 'IntersectionObserver'] as const) {
    const { prototype } = window[name];
    const { observe, disconnect } = prototype as MutationObserver;
    prototype.observe = function (this: MutationObserver, ...args: never[]) {
      active.observers.add(this);
      (observe as (...args: never[]) => void).apply(this, args);
    };
    prototype.disconnect = function (this: MutationObserver) {
      active.observers.delete(this);
      disconnect.call(this);
    };
  }
  const { setInterval, clearInterval } = window;
  window.setInterval = ((...args: Parameters<typeof setInterval>) => {
    const timer = setInterval(...args);
    active.intervals.add(timer);
    return timer;
  }) as typeof setInterval;
  window.clearInterval = (timer) => {
    active.intervals.delete(timer);
    clearInterval(timer);
  };
}

/** Everything that hangs on a global of the browser, to be compared by identity. */
function remember(): void {
  const found = new Map<string, unknown>();
  for (const name of Object.getOwnPropertyNames(window)) {
    const value = (window as unknown as Record<string, unknown>)[name];
    if (typeof value !== 'function') continue;
    found.set(name, value);
    const prototype = value.prototype as object | undefined;
    for (const key of prototype ? Reflect.ownKeys(prototype) : []) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key)!;
      for (const [part, what] of Object.entries({ value, get, set })) {
        if (typeof what === 'function') found.set(`${name}.${String(key)} ${part}`, what);
      }
    }
  }
  const before = (window as { remembered?: typeof found }).remembered;
  if (!before) Object.defineProperty(window, 'remembered', { value: found });
  const changed = before && [...before].filter(([name, what]) => found.get(name) !== what);
  Object.assign(window, { changed: changed?.map(([name]) => name) });
}

async function atWork(page: Page): Promise<{ observers: number; intervals: number }> {
  return page.evaluate(() => {
    const { active } = window as unknown as { active: Record<string, Set<unknown>> };
    return { observers: active.observers!.size, intervals: active.intervals!.size };
  });
}

describe('when a session is over', () => {
  const stage = useBrowser({ capture: 'mirror' });

  test('no observer, timer, patch or attribute is left', async () => {
    const it = await stage();
    await it.page.addInitScript(count);
    await it.open();
    const visit = await it.server.visit(1);
    const { page } = it;
    await page.evaluate(() => {
      const cells = Array.from({ length: 2_000 }, (_, i) => `<p class="c">${i} <b>cell</b></p>`);
      document.body.insertAdjacentHTML('beforeend', `<main>${cells.join('')}</main>`);
    });
    await page.evaluate(remember);
    const markup = await page.evaluate(() => document.documentElement.outerHTML);
    const before = await atWork(page);

    visit.event({ type: 'offer', invitation: it.server.offer() });
    await it.ui.press('button', 'Accept');
    await visit.orderedUpTo(1, 1);
    expect((await atWork(page)).observers).toBeGreaterThan(before.observers);
    await page.evaluate(() => document.querySelectorAll('.c').forEach((one) => one.append('!')));
    await visit.orderedUpTo(1, 2);
    await it.ui.press('button', 'End sharing');
    await until('no host', async () => (await page.locator('pillion-ui').count()) === 0, {
      within: 9000,
    });

    expect(await atWork(page)).toEqual(before);
    await page.evaluate(remember);
    expect(await page.evaluate(() => (window as { changed?: string[] }).changed)).toEqual([]);
    const after = await page.evaluate(() => document.documentElement.outerHTML);
    expect(after.replaceAll('!</p>', '</p>')).toBe(markup);
  });
});
