import { expect, test } from 'vitest';
import { EventParser } from '../src/lobby/sse';

const stream =
  'event: lobby\ndata: {"a":\ndata: 1}\n\n: still here\n\nevent: other\r\ndata:x\r\n\r\n';
const events = [
  { event: 'lobby', data: '{"a":\n1}' },
  { event: 'other', data: 'x' },
];

test('reads events with names, several data lines, comments and both line ends', () => {
  expect(new EventParser().push(stream)).toEqual(events);
});

test('does not care where the stream is cut', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const parser = new EventParser();
    const found = [...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))];
    expect(found, `cut at ${cut}`).toEqual(events);
  }
});

test('an event that is not ended is not given', () => {
  expect(new EventParser().push('event: lobby\ndata: {}\n')).toEqual([]);
});

test('an event without an end is bounded', () => {
  const parser = new EventParser();
  const line = `data: ${'x'.repeat(1024 * 1024)}\n`;
  expect(() => {
    for (let lines = 0; lines < 20; lines++) parser.push(line);
  }).toThrow(RangeError);
});
