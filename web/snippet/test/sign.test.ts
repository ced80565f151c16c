import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { share, useBrowser } from './support/fixture';
import { until } from './support/until';

declare const Pillion: PillionApi;

/** Listeners by target and type, as the browser counts them. */
async function listeners(page: Page): Promise<Record<string, number>> {
  const cdp = await page.context().newCDPSession(page);
  const counts: Record<string, number> = {};
  for (const target of ['window', 'document', 'document.documentElement', 'document.body']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression: target });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', {
      objectId: result.objectId ?? '',
    });
    for (const { type } of listeners) {
      counts[`${target} ${type}`] = (counts[`${target} ${type}`] ?? 0) + 1;
    }
  }
  await cdp.detach();
  return counts;
}

const hosts = (page: Page) => page.locator('pillion-ui').count();

describe('the sign', () => {
  const stage = useBrowser();

  test('shifts nothing, takes no clicks but its own, and is no part of what is captured', async () => {
    const it = await stage({ viewport: { width: 900, height: 600 } });
    it.site.pages.set(
      '/corners',
      it.site.page(
        'Corners',
        `<style>body{margin:0} div{height:100vh} button{position:fixed;inset:0 auto auto 0}</style>
         <div id="d">text</div><button id="b" onclick="this.textContent='clicked'">b</button>`,
      ),
    );
    await it.open('/corners');
    const layout = () =>
      it.page.evaluate(() =>
        JSON.stringify([
          document.documentElement.scrollWidth,
          document.documentElement.scrollHeight,
          document.querySelector('#d')?.getBoundingClientRect(),
        ]),
      );
    const before = await layout();
    await share(it, '/corners');
    expect(await layout()).toBe(before);
    await it.page.mouse.click(1, 1);
    expect(await it.page.textContent('#b')).toBe('clicked');
    const own = await it.page.evaluate(() => {
      const capture = window.captures.at(-1);
      const host = document.querySelector('pillion-ui');
      return [host && capture?.isOwn(host), capture?.isOwn(document.body)];
    });
    expect(own).toEqual([true, false]);
  });

  test('resists the style sheets of the page', async () => {
    const it = await stage();
    await share(it);
    await it.page.addStyleTag({
      content: `* { display: none !important; opacity: 0 !important; font-size: 90px !important }
        pillion-ui { display: none !important; transform: scale(0) !important; left: -9999px !important }
        [popover] { visibility: hidden !important }
        html, body { display: block !important }`,
    });
    await it.page.evaluate(() => {
      document
        .querySelector('pillion-ui')
        ?.setAttribute('style', 'display: none !important; opacity: 0 !important');
    });
    const { x, y } = await it.ui.box('button', 'End sharing');
    expect(y).toBeGreaterThan(500);
    await it.page.mouse.click(x, y);
    await (await it.server.visit(1)).request('end');
  });

  test('comes back when the page removes it', async () => {
    const it = await stage();
    await share(it);
    await it.page.evaluate(() => document.querySelector('pillion-ui')?.remove());
    await until('the host', async () => (await hosts(it.page)) === 1);
    await it.ui.wait('button', 'End sharing');
    await it.page.evaluate(() => {
      (document.querySelector('pillion-ui') as HTMLElement).hidePopover();
    });
    await until('the popover', () =>
      it.page.evaluate(() => !!document.querySelector('pillion-ui:popover-open')),
    );
    expect(await it.page.evaluate(() => Pillion.state)).toBe('active');
  });

  test('ends sharing when the page keeps removing it', async () => {
    const it = await stage();
    await share(it);
    await it.page.evaluate(() => {
      const remove = () => {
        document.querySelector('pillion-ui')?.remove();
        requestAnimationFrame(remove);
      };
      remove();
    });
    const visit = await it.server.visit(1);
    await visit.request('end');
    expect(await it.page.evaluate(() => Pillion.state)).toBe('idle');
  });

  test('can be used while the page shows a modal dialog, and leaves with it', async () => {
    const it = await stage();
    await share(it);
    await it.page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<dialog id="one"><button>first</button></dialog><dialog id="two"><button>second</button></dialog>',
      );
      for (const dialog of document.querySelectorAll('dialog')) dialog.showModal();
    });
    const parent = () =>
      it.page.evaluate(() => {
        const above = document.querySelector('pillion-ui')?.parentElement;
        return above?.id || above?.localName;
      });
    await until('the move', async () => (await parent()) === 'two');
    await it.page.evaluate(() => document.querySelector<HTMLDialogElement>('#two')?.close());
    await until('the move', async () => (await parent()) === 'one');
    await it.page.evaluate(() => document.querySelector('#one')?.remove());
    await until('the move', async () => (await parent()) === 'html');
    await it.page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<dialog id="three">text</dialog>');
      document.querySelector<HTMLDialogElement>('#three')?.showModal();
    });
    await until('the move', async () => (await parent()) === 'three');
    await it.ui.press('button', 'End sharing');
    await (await it.server.visit(1)).request('end');
  });

  test('stays above popovers that the page opens later', async () => {
    const it = await stage();
    await share(it);
    await it.page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<div id="pop" popover style="inset:0;width:auto;height:auto">over everything</div>',
      );
      document.querySelector<HTMLElement>('#pop')?.showPopover();
    });
    const { x, y } = await it.ui.box('button', 'End sharing');
    await until('the host on top', () =>
      it.page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName === 'pillion-ui', [
        x,
        y,
      ] as const),
    );
  });

  test('keys and clicks on it are none of the page', async () => {
    const it = await stage();
    it.server.offer();
    await it.page.addInitScript(() => {
      Object.assign(window, { caught: [] });
      for (const type of ['click', 'keydown', 'pointerdown', 'focusin']) {
        document.addEventListener(type, () =>
          (window as unknown as { caught: string[] }).caught.push(type),
        );
      }
    });
    await it.open();
    await it.ui.press('dialog', /Avery/);
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.press('x');
    await it.ui.press('button', 'Accept');
    await (await it.server.visit(1)).request('accept');
    expect(
      await it.page.evaluate(() => (window as unknown as { caught: string[] }).caught),
    ).toEqual([]);
  });

  test.each([
    ['the visitor ends', true],
    ['the agent ends', false],
  ])('leaves no element, listener or global behind when %s', async (_, byVisitor) => {
    const it = await stage();
    await it.open();
    const visit = await it.server.visit(1);
    const names = () => it.page.evaluate(() => Object.getOwnPropertyNames(window).sort());
    const before = [await listeners(it.page), await names()];
    visit.event({ type: 'offer', invitation: it.server.offer() });
    await it.ui.press('button', 'Accept');
    await visit.orderedUpTo(1, 1);
    await it.ui.wait('button', 'End sharing');
    expect(await listeners(it.page)).not.toEqual(before[0]);
    if (byVisitor) await it.ui.press('button', 'End sharing');
    else visit.event({ type: 'ended', session: '3f0c', reason: 'agent_ended' });
    await until('an empty page', async () => (await hosts(it.page)) === 0, { within: 9000 });
    expect(await listeners(it.page)).toEqual(before[0]);
    expect((await names()).filter((name) => name !== 'captures')).toEqual(before[1]);
  });
});
