import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, encodePointer } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { avery } from './support/liveServer';
import { share, useBrowser, type Stage } from './support/fixture';
import { until } from './support/until';

declare const Pillion: PillionApi;

const folder = fileURLToPath(new URL('../../../artifacts/screenshots/snippet/', import.meta.url));

const shop = `
  <style>
    :root { color-scheme: light dark } body { margin: 0; font: 16px/1.6 system-ui, sans-serif }
    header { padding: 18px 32px; border-bottom: 1px solid #8884; font-weight: 700 }
    main { max-width: 760px; margin: 32px auto; padding: 0 24px }
    article { display: flex; gap: 20px; padding: 18px 0; border-bottom: 1px solid #8883 }
    article i { flex: none; width: 84px; height: 84px; border-radius: 10px; background: #88888833 }
    button { padding: 12px 22px; font: inherit }
  </style>
  <header>Harbour Goods</header>
  <main><h1>Your cart</h1>
    <article><i></i><div><b>Enamel kettle, 1.5 l</b><br>Dark green, in stock<br>48.00</div></article>
    <article><i></i><div><b>Linen tea towel</b><br>Set of two<br>19.50</div></article>
    <article><i></i><div><b>Oak board</b><br>Oiled, 40 by 25 cm<br>35.00</div></article>
    <p>Subtotal 102.50</p><button>Check out</button></main>`;

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  'phone-dark': {
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  },
  narrow: { colorScheme: 'light', viewport: { width: 320, height: 480 } },
  contrast: {
    colorScheme: 'light',
    forcedColors: 'active',
    viewport: { width: 900, height: 700 },
  },
} as const;

/** Saves a picture, and fails when anything of ours reaches beyond the window. */
async function shoot({ page, ui }: Stage, name: string): Promise<void> {
  await ui.settled();
  await page.screenshot({ path: `${folder}${name}.png` });
}

describe.each(Object.keys(looks) as (keyof typeof looks)[])('looks: %s', (look) => {
  const stage = useBrowser();
  mkdirSync(folder, { recursive: true });

  async function set(): Promise<Stage> {
    const it = await stage({ ...looks[look], reducedMotion: 'reduce' });
    it.site.pages.set('/', it.site.page('Your cart', shop));
    return it;
  }

  /** Both corners of what a role and name find are inside the window. */
  async function fits({ ui, page }: Stage, role: string, name: string | RegExp): Promise<void> {
    const { left, top, right, bottom } = await ui.box(role, name);
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    expect({
      left: left >= 0,
      top: top >= 0,
      right: right <= width,
      bottom: bottom <= height,
    }).toEqual({ left: true, top: true, right: true, bottom: true });
  }

  test('the question', async () => {
    const it = await set();
    it.server.offer({ capabilities: ['view', 'point', 'scroll', 'click'] });
    await it.open();
    await it.ui.wait('dialog', /Avery/);
    await shoot(it, `prompt-${look}`);
    await fits(it, 'dialog', /Avery/);
    await fits(it, 'button', 'Accept');
    await fits(it, 'button', 'Decline');
  });

  test('a shared page, and one that lost its connection', async () => {
    const it = await set();
    it.server.agents = [avery];
    await share(it);
    const visit = await it.server.visit(1);
    visit.send(Kind.pointer, encodePointer({ node: 1, fx: 0.4, fy: 0.35, pressed: false }));
    await until('the name', async () => (await it.ui.text('.laser')) === 'Avery Moss');
    await shoot(it, `active-${look}`);
    await fits(it, 'region', 'Page sharing');
    await it.ui.press('button', 'Hidden parts');
    await until('the box', async () => (await it.ui.boxes('.unseen div')).length > 0);
    await shoot(it, `unseen-${look}`);
    await fits(it, 'button', 'Hidden parts');
    await fits(it, 'button', 'End sharing');
    it.server.refuse = 1013;
    visit.socket.terminate();
    await until('the pill', async () => (await it.ui.text()).includes('Reconnecting'));
    await shoot(it, `reconnecting-${look}`);
    await fits(it, 'region', 'Page sharing');
  });

  test('a join code', async () => {
    const it = await set();
    await it.open();
    const visit = await it.server.visit(1);
    await it.page.evaluate(() => void Pillion.showCode());
    const { id } = await visit.request('code');
    const expires = new Date(Date.now() + 19 * 60_000).toISOString();
    visit.event({ type: 'code', id, code: '482913', expires });
    await it.ui.wait('image', /4 8 2 9 1 3/);
    await shoot(it, `code-${look}`);
    await fits(it, 'dialog', 'Your join code');
    await fits(it, 'button', 'Copy code');
  });
});
