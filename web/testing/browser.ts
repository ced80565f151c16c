import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

// The same Chromium without a browser's window around it starts and paints in half of the processor's time.
const shell = '/usr/bin/chromium-headless-shell';
const whole = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const light = !process.env['CHROMIUM'] && existsSync(shell) ? shell : whole;

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium for tests. `without` takes away switches that Playwright sets by itself; `backForwardCache` is for
 * tests that need it, which takes the whole browser.
 */
export function launchBrowser({
  args = [] as string[],
  without = [] as string[],
  backForwardCache = false,
} = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: backForwardCache ? whole : light,
    ignoreDefaultArgs: backForwardCache ? [...without, '--disable-back-forward-cache'] : without,
    args: [...quiet, ...args],
  });
}
