import { expect, test } from 'vitest';
import { readable, refusalBody, refusalFrom } from '../src/api/refusal';

test('keeps every fault of a refusal', () => {
  const body = refusalBody(
    {
      message: '2 things are wrong with this request.',
      code: 'bad.request',
      status: 400,
      contextId: 'c',
      errors: [
        { code: 'a', message: 'A.', pointer: '/type', found: 'cobrowes', expected: ['cobrowse'] },
        { code: 'b', message: 'B.' },
      ],
    },
    400,
  );
  expect(body.errors).toHaveLength(2);
  expect(body.errors[0]).toMatchObject({ pointer: '/type', expected: ['cobrowse'] });
  expect(body.contextId).toBe('c');
});

test('says something readable for a body that is none of ours', async () => {
  const page = await refusalFrom(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(page.message).toBe('Pillion has a problem of its own. Try again in a moment.');
  expect(page.status).toBe(502);
  expect((await refusalFrom(new Response(null, { status: 404 }))).message).toContain('not exist');
});

test('reads what an OAuth endpoint says', () => {
  const body = refusalBody({ error: 'invalid_grant', error_description: 'The code is used.' }, 400);
  expect(body).toMatchObject({ message: 'The code is used.', code: 'invalid_grant' });
});

test('writes values as people do', () => {
  expect(readable(['view', 'point', 'draw'])).toBe('view, point or draw');
  expect(readable(['one'])).toBe('one');
  expect(readable('')).toBe('(empty)');
  expect(readable(12)).toBe('12');
  expect(readable({ a: 1 })).toBe('{"a":1}');
});
