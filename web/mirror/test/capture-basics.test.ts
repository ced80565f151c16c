import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePointer } from '@pillion/protocol';
import { Harness } from './support/harness';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

test('a keyframe is the page, and deltas keep it so', async () => {
  const mirrored = await harness.open(
    `<!doctype html><html lang="en"><head><title>t</title><style>p{color:red}</style></head>
     <body><h1 title="head">Hello</h1><p id="a">one <b>two</b></p><!-- c --><script>1</script>
     <svg viewBox="0 0 1 1"><path d="M0 0"/></svg></body></html>`,
  );
  await mirrored.start();
  expect(mirrored.model.outline()).toBe(
    await mirrored.page.evaluate(() => window.pillion.outline()),
  );
  expect(mirrored.model.viewport).toMatchObject({ width: 1000, height: 700 });

  await mirrored.page.evaluate(() => {
    document.querySelector('#a')!.append(' three');
    document.querySelector('h1')!.firstChild!.nodeValue = 'Bye';
    document.body.className = 'wide';
  });
  const body = () => [...mirrored.model.all()].find(({ tag }) => tag === 'body');
  await mirrored.until('the change', () => body()?.attributes.get('class') === 'wide');
  expect(mirrored.model.textOf('a')).toBe('one two three');
  expect(mirrored.model.outline()).toBe(
    await mirrored.page.evaluate(() => window.pillion.outline()),
  );
  expect(await mirrored.problems()).toEqual([]);
  await mirrored.close();
});

test('the pointer names the node below it, and locate finds the spot again', async () => {
  const mirrored = await harness.open(
    `<body style="margin:0"><div id="box" style="position:absolute;left:100px;top:50px;width:200px;height:100px"></div>
     <iframe id="frame" srcdoc="<body style='margin:0'><p id=in style='margin:0;height:50px'>x</p>"
       style="position:absolute;left:400px;top:200px;width:300px;height:200px;border:5px solid"></iframe></body>`,
  );
  await mirrored.start();
  await mirrored.until('the frame', () => mirrored.model.find('in') !== undefined);
  await mirrored.page.mouse.move(150, 75);
  await mirrored.until('a pointer', () => mirrored.pointers.length > 0);
  const at = decodePointer(mirrored.pointers.at(-1)!)!;
  expect(at.node).toBe(mirrored.model.find('box')!.id);
  expect(at.fx).toBeCloseTo(0.25);
  expect(at.fy).toBeCloseTo(0.25);
  const spot = (point: typeof at) =>
    mirrored.page.evaluate((point) => window.pillion.capture.locate(point), point);
  expect(await spot(at)).toEqual({ x: 150, y: 75 });
  expect(await spot({ ...at, node: 99_999 })).toBeNull();

  await mirrored.page.mouse.move(405 + 30, 205 + 10);
  const inner = mirrored.model.find('in')!.id;
  await mirrored.until('a pointer in the frame', () =>
    mirrored.pointers.some((bytes) => decodePointer(bytes)?.node === inner),
  );
  const inside = (await spot(decodePointer(mirrored.pointers.at(-1)!)!))!;
  expect(inside.x).toBeCloseTo(435, 3);
  expect(inside.y).toBeCloseTo(215, 3);
  await mirrored.close();
});

test('a pause holds frames back; what happened meanwhile is one delta', async () => {
  const mirrored = await harness.open('<body><p id="a">0</p></body>');
  await mirrored.start();
  const frames = await mirrored.page.evaluate(async () => {
    const { pillion } = window;
    pillion.drain();
    pillion.capture.pause();
    for (let i = 1; i <= 5; i++) {
      document.querySelector('#a')!.textContent = String(i);
      // Longer than from one flush to the next.
      for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    }
    return pillion.drain().length;
  });
  expect(frames).toBe(0);
  const before = mirrored.ops.length;
  await mirrored.page.evaluate(() => window.pillion.capture.resume());
  await mirrored.until('the last text', () => mirrored.model.textOf('a') === '5');
  const told = mirrored.ops.slice(before).filter(({ op }) => op !== 'digest');
  expect(told.map(({ op }) => op).sort()).toEqual(['insert', 'remove']);

  await mirrored.page.evaluate(() => {
    window.pillion.capture.pause();
    window.pillion.capture.keyframe();
  });
  await mirrored.page.evaluate(() => window.pillion.capture.resume());
  await mirrored.until('a keyframe', () => mirrored.keyframes === 2);
  expect(mirrored.model.textOf('a')).toBe('5');
  await mirrored.close();
});
