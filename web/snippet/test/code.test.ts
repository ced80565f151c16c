import { describe, expect, test } from 'vitest';
import type { PillionApi } from '../src/api';
import { useBrowser } from './support/fixture';

declare const Pillion: PillionApi;

describe('join code', () => {
  const stage = useBrowser();

  test('shows the code, copies it, and gives it to the page', async () => {
    const { server, page, ui, open, context, site } = await stage();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
    await open();
    const visit = await server.visit(1);
    const shown = page.evaluate(() => Pillion.showCode());
    const { id } = await visit.request('code');
    const expires = new Date(Date.now() + 600_000).toISOString();
    visit.event({ type: 'code', id, code: '482913', expires });
    expect(await shown).toEqual({ code: '482913', expires });
    await ui.wait('image', 'Your code is 4 8 2 9 1 3');
    await ui.press('button', 'Copy code');
    await ui.wait('button', 'Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('482913');
    await page.keyboard.press('Escape');
    await ui.gone('dialog');
  });

  test('says when there is no code, tries again, and ignored rejections stay silent', async () => {
    const { server, page, ui, open, noise } = await stage();
    await open();
    const visit = await server.visit(1);
    await page.evaluate(() => void Pillion.showCode());
    const { id } = await visit.request('code');
    visit.event({ type: 'refused', id, code: 'too.fast', message: 'Later.' });
    await ui.press('button', 'Try again');
    const again = await visit.request('code', (request) => request.id !== id);
    const expires = new Date(Date.now() + 1200).toISOString();
    visit.event({ type: 'code', id: again.id, code: '1234', expires });
    await ui.wait('button', 'Get a new code');
    expect(await ui.text()).toContain('expired');
    expect(noise).toEqual([]);
  });

  test('gives way to the question once an agent has used the code', async () => {
    const { server, page, ui, open } = await stage();
    await open();
    const visit = await server.visit(1);
    await page.evaluate(() => void Pillion.showCode());
    const { id } = await visit.request('code');
    visit.event({ type: 'code', id, code: '482913', expires: '2100-01-01T00:00:00.000Z' });
    await ui.wait('dialog', 'Your join code');
    visit.event({ type: 'offer', invitation: server.offer() });
    await ui.wait('dialog', /Avery Moss/);
    await ui.gone('dialog', 'Your join code');
  });
});
