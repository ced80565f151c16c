import { afterAll, beforeAll, expect, test } from 'vitest';
import { Flag, Kind } from '@pillion/protocol';
import { OpCode } from '../../mirror/src/wire/ops';
import { Harness } from '../../mirror/test/support/harness';
import { openStage, type Stage } from './support';

let harness: Harness;
let stage: Stage;

beforeAll(async () => {
  harness = await Harness.start();
  stage = await openStage(harness.browser);
});
afterAll(async () => {
  await stage?.close();
  await harness?.stop();
});

const corruptions: Record<string, (body: HTMLElement) => void> = {
  'a text': (body) => {
    body.querySelector('#b')!.firstChild!.nodeValue = 'Pay nothing';
  },
  'a class': (body) => {
    body.querySelector('#b')!.className = 'other';
  },
  'a node that is gone': (body) => body.querySelector('#c')!.remove(),
  'two nodes that changed places': (body) => {
    body.querySelector('#list')!.append(body.querySelector('#a')!);
  },
  'a node in another place': (body) => body.append(body.querySelector('#b')!),
};

test('a picture that has come to differ is found out, counted, and made anew', async () => {
  const visitor = await harness.open(
    '<body><ul id="list"><li id="a">One</li><li id="b" class="item">Pay now</li><li id="c">Two</li></ul><p id="clock">0</p>',
  );
  await visitor.start();
  let passed = 0;
  let seq = 0;
  /** Passes on what was captured since. */
  const pass = async () => {
    await visitor.drain();
    for (; passed < visitor.payloads.length; passed++) {
      // A digest may come just ahead of the keyframe that was asked for.
      const keyframe = visitor.payloads[passed]![0] === OpCode.page;
      await stage.frame(
        keyframe ? Kind.keyframe : Kind.delta,
        1,
        ++seq,
        visitor.payloads[passed]!,
        keyframe ? Flag.keyframe : 0,
      );
    }
  };
  /** The visitor's page changes somewhere, and its patrol has gone round once since. */
  const patrolled = async () => {
    const before = visitor.ops.filter(({ op }) => op === 'digest').length;
    await visitor.page.evaluate(() => {
      const clock = document.querySelector('#clock')!;
      clock.textContent = `${Number(clock.textContent) + 1}`;
    });
    await visitor.until(
      'a digest',
      () => visitor.ops.filter(({ op }) => op === 'digest').length > before,
    );
    await pass();
  };
  const outline = async () => (await stage.mirrored()).evaluate(() => document.body.innerHTML);

  await patrolled();
  await stage.said('applied', { seq });
  const good = await outline();
  expect((await stage.all()).filter(({ type }) => type === 'needKeyframe')).toEqual([]);

  let times = 0;
  for (const [what, corrupt] of Object.entries(corruptions)) {
    await (await stage.mirrored()).locator('body').evaluate(corrupt);
    expect(await outline(), what).not.toBe(good);
    await patrolled();
    const { reason } = await stage.said('needKeyframe', { times: ++times });
    expect(reason, what).toBe('drift');

    const before = visitor.keyframes;
    await visitor.page.evaluate(() => window.pillion.capture.keyframe());
    await visitor.until('a keyframe', () => visitor.keyframes > before);
    await pass();
    await stage.said('applied', { seq });
    const clock = (text: string) => text.replace(/>\d+</, '><');
    expect(clock(await outline()), what).toBe(clock(good));
  }
}, 60_000);

test('what goes with its shadow root, and an emptied secret, are no drift', async () => {
  const visitor = await harness.open(
    `<body><ul><li id="a"></li><li>Two</li></ul><input id="secret" type="password" /><p id="clock">0</p>
    <script>document.querySelector('#a').attachShadow({ mode: 'open' }).innerHTML = '<b class="stars">Five</b>';</script>`,
    '/shadows',
  );
  await visitor.start();
  await visitor.page.locator('#secret').fill('correct horse');
  await visitor.page.locator('#secret').fill('');
  await visitor.page.evaluate(() => document.querySelector('#a')!.remove());
  const rounds = visitor.ops.filter(({ op }) => op === 'digest').length + 2;
  let clock = 0;
  while (visitor.ops.filter(({ op }) => op === 'digest').length < rounds) {
    const before = visitor.ops.filter(({ op }) => op === 'digest').length;
    await visitor.page.evaluate((now) => {
      document.querySelector('#clock')!.textContent = `${now}`;
    }, ++clock);
    await visitor.until(
      'a digest',
      () => visitor.ops.filter(({ op }) => op === 'digest').length > before,
    );
  }

  const other = await openStage(harness.browser);
  await visitor.drain();
  let seq = 0;
  for (const payload of visitor.payloads) {
    const keyframe = payload[0] === OpCode.page;
    await other.frame(
      keyframe ? Kind.keyframe : Kind.delta,
      1,
      ++seq,
      payload,
      keyframe ? Flag.keyframe : 0,
    );
  }
  await other.said('applied', { seq });
  expect((await other.all()).filter(({ type }) => type === 'needKeyframe')).toEqual([]);
  await other.close();
}, 60_000);
