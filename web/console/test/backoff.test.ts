import { expect, test } from 'vitest';
import { afterClose, backoff } from '../src/live/backoff';

test.each([
  [4400, 'not_understood'],
  [4403, 'forbidden'],
  [4404, 'not_found'],
  [4409, 'superseded'],
  [4413, 'too_large'],
] as const)('code %i stops: %s', (code, why) => {
  expect(afterClose(code, 0, 0.5)).toEqual({ action: 'stop', why });
});

test('4401 asks for a new token at once, and with patience when that one fails too', () => {
  expect(afterClose(4401, 1, 1)).toEqual({ action: 'retry', mint: true, delayMs: 0 });
  expect(afterClose(4401, 2, 1)).toMatchObject({ mint: true, delayMs: 1000 });
});

test('1001 retries at once, unless the server keeps going away', () => {
  expect(afterClose(1001, 0, 1)).toMatchObject({ action: 'retry', mint: false, delayMs: 0 });
  expect(afterClose(1001, 3, 1)).toMatchObject({ delayMs: 2000 });
});

test('4429 waits long from the start', () => {
  expect(afterClose(4429, 0, 1)).toMatchObject({ action: 'retry', delayMs: 8000 });
});

test.each([1006, 1011, 4408, 4999])('code %i retries with backoff', (code) => {
  expect(afterClose(code, 1, 1)).toEqual({ action: 'retry', mint: false, delayMs: 500 });
});

test('backoff doubles from 250 ms to 8 s, half of it by chance', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 1000].map((failures) => backoff(failures, 1));
  expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
  expect(backoff(0, 0)).toBe(125);
});
