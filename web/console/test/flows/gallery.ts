/** Every screen in every state: looked at by axe, and kept as pictures in artifacts/screenshots/console. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Console } from '../harness';
import { scenes } from './scenes';

const folder = fileURLToPath(
  new URL('../../../../artifacts/screenshots/console/', import.meta.url),
);
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

const variants: [string, BrowserContextOptions, boolean][] = [
  ['desktop-light', { ...desktop, colorScheme: 'light' }, false],
  ['phone-dark', { ...phone, colorScheme: 'dark' }, true],
];
if (process.env['ALL_SCREENSHOTS']) {
  variants.push(
    ['desktop-dark', { ...desktop, colorScheme: 'dark' }, false],
    ['phone-light', { ...phone, colorScheme: 'light' }, true],
    ['wide-light', { viewport: { width: 2200, height: 1100 }, colorScheme: 'light' }, false],
  );
}

describe('every screen', () => {
  test.each(variants)(
    'is accessible: %s',
    { timeout: 240_000 },
    async (variant, options, narrow) => {
      const axe = await readFile(axePath, 'utf8');
      await mkdir(folder, { recursive: true });
      await using console = await Console.signedIn({ ...options, reducedMotion: 'reduce' });
      const findings: string[] = [];
      for (const [scene, show] of Object.entries(scenes)) {
        console.world.clear();
        console.world.changed();
        await show(console, narrow);
        await console.page.evaluate(axe);
        const results = await console.page.evaluate(async () => {
          const { axe } = window as unknown as { axe: typeof import('axe-core') };
          return (await axe.run(document, {
            iframes: false,
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          })) as AxeResults;
        });
        for (const { id, nodes } of results.violations) {
          for (const node of nodes)
            findings.push(`${scene}: ${id}: ${node.html} ${node.failureSummary ?? ''}`);
        }
        // Nothing may make the page itself scroll sideways.
        const overflow = await console.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0)
          findings.push(`${scene}: the page is ${overflow} px wider than the window`);
        await console.page.screenshot({ path: `${folder}${scene}-${variant}.png` });
      }
      expect(findings).toEqual([]);
    },
  );
});
