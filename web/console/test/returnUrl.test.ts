import { expect, test } from 'vitest';
import { safeReturnUrl } from '../src/auth/returnUrl';

const origin = 'https://pillion.test';

test.each([
  '/oauth/authorize?client_id=console&state=a%20b',
  '/console/conversations/1?x=1#y',
  '/',
])('follows %s', (url) => {
  expect(safeReturnUrl(url, origin)).toBe(url);
});

test.each([
  null,
  '',
  'https://example.test/',
  'https://pillion.test/console/',
  '//example.test',
  '/\\example.test',
  '/\t/example.test',
  '\\\\example.test',
  'javascript:alert(1)',
  'console',
  '//',
])('opens the console instead of %j', (url) => {
  expect(safeReturnUrl(url, origin)).toBe('/console/');
});
