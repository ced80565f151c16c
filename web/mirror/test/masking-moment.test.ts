import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Haystack } from './canary/search';
import { Harness, policy, type Mirrored } from './support/harness';

vi.setConfig({ testTimeout: 60_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

declare const scheduler: { postTask(act: () => void, options: object): unknown };

/** Colours of all pictures that were uploaded, at their centre, as a browser decodes them. */
async function colours({ page, assets }: Mirrored): Promise<string[]> {
  const pictures = [...assets.values()]
    .filter(({ type }) => type.startsWith('image/'))
    .map(({ type, bytes }) => `data:${type};base64,${bytes.toString('base64')}`);
  return page.evaluate(async (pictures) => {
    const found: string[] = [];
    for (const url of pictures) {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = new OffscreenCanvas(8, 8).getContext('2d')!;
      canvas.drawImage(image, 0, 0, 8, 8);
      const [r, g, b] = canvas.getImageData(4, 4, 1, 1).data;
      found.push([r!, g!, b!].map((part) => Math.round(part / 51)).join(''));
    }
    return found;
  }, pictures);
}

test.each(['hidden', 'moved', 'hidden in its middle'])(
  'what is %s between two slices of a keyframe is not in the next ones',
  async (how) => {
    const part = `<section><div>${'<p>text <b>bold</b></p>'.repeat(60)}</div></section>`;
    const mirrored = await harness.open(
      `<!doctype html><body>${`<article>${part.repeat(100)}</article>`.repeat(2)}
     <div class="secret" id="hole"></div><p id="end">-</p>`,
    );
    await mirrored.page.evaluate((how) => {
      // Between two slices the mirror asks for a task of its own; here the page gets there first.
      const later = scheduler.postTask.bind(scheduler);
      let gaps = 0;
      scheduler.postTask = ((act: () => void, options: object) =>
        later(() => {
          if (++gaps === 3) {
            for (const text of document.querySelectorAll('b')) text.textContent = 'canarymomentend';
            for (const article of document.querySelectorAll('article')) {
              if (how === 'hidden') article.className = 'secret';
              else if (how === 'moved') document.querySelector('#hole')!.append(article);
              else for (const part of article.children) part.setAttribute('data-pillion', 'hide');
            }
          }
          act();
        }, options)) as typeof scheduler.postTask;
      Object.assign(window, { gaps: () => gaps });
    }, how);
    await mirrored.start(policy('open', { hide: ['.secret'] }));
    await mirrored.page.evaluate(() => (document.querySelector('#end')!.textContent = 'done'));
    await mirrored.until('the last change', () => mirrored.model.textOf('end') === 'done');
    const gaps = await mirrored.page.evaluate(() => (window as never as { gaps(): number }).gaps());
    expect(gaps).toBeGreaterThan(3);
    expect(new Haystack(mirrored).find('canarymomentend')).toBe(null);
    const elements = () => mirrored.model.outline().match(/\bb\(/g)?.length;
    await mirrored.until('all of the page', () => elements() === 2 * 100 * 60);
    expect(await mirrored.problems()).toEqual([]);
    await mirrored.close();
  },
);

test('a canvas or picture that is hidden in the task in which it shows a secret is not read', async () => {
  const mirrored = await harness.open(`<!doctype html><body>
    <canvas id="shown" width="20" height="20"></canvas>
    ${Array.from({ length: 12 }, (_, i) => `<p><canvas class="c" id="c${i}" width="20" height="20"></canvas></p>`).join('')}
    <div class="secret"><canvas class="always" width="20" height="20"></canvas></div>
    <p id="end">-</p>`);
  await mirrored.page.evaluate(() => {
    const paint = (canvas: HTMLCanvasElement, colour: string) => {
      const context = canvas.getContext('2d')!;
      context.fillStyle = colour;
      context.fillRect(0, 0, 20, 20);
    };
    document.querySelectorAll<HTMLCanvasElement>('canvas').forEach((c) => paint(c, '#00ff00'));
    paint(document.querySelector('.always')!, '#ff0000');
    // The mirror reads canvases in animation frames; here some are hidden and painted right before it.
    const left = [...document.querySelectorAll<HTMLCanvasElement>('.c')];
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) =>
      ask((time) => {
        for (const canvas of left.splice(0, 4)) {
          canvas.parentElement!.className = 'secret';
          paint(canvas, '#ff0000');
        }
        if (left.length === 0) document.body.setAttribute('data-done', '');
        act(time);
      });
  });
  await mirrored.start(policy('open', { hide: ['.secret'] }));
  await mirrored.page.waitForFunction(() => document.body.hasAttribute('data-done'));
  await mirrored.page.evaluate(() => {
    const context = document.querySelector<HTMLCanvasElement>('#shown')!.getContext('2d')!;
    context.fillStyle = '#0000ff';
    context.fillRect(0, 0, 20, 20);
  });
  await mirrored.until('the last picture', () => mirrored.assets.size >= 2);
  const seen = await colours(mirrored);
  expect(seen).toContain('050');
  expect(seen).toContain('005');
  expect(seen).not.toContain('500');
  expect(await mirrored.problems()).toEqual([]);
  await mirrored.close();
});

test.each(['private', 'open'] as const)('pictures of every kind under %s', async (preset) => {
  const svg = (colour: string) =>
    `<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='20' height='20' fill='${colour}'/></svg>`;
  harness.serve('/red.svg', 'image/svg+xml', svg('rgb(255,0,0)'));
  harness.serve('/blue.svg', 'image/svg+xml', svg('rgb(0,0,255)'));
  const hidden = preset === 'private' ? '' : 'data-pillion="hide"';
  const mirrored = await harness.open(`<!doctype html><body>
    <img src="/blue.svg" data-pillion="show">
    <div ${hidden}><img src="/red.svg"><input type="image" src="/red.svg"><p style="background: url(/red.svg)">x</p>
    <svg><image href="/red.svg"/></svg><video poster="/red.svg"></video><canvas width="20" height="20"></canvas></div>
    <p id="end" data-pillion="show">-</p>`);
  await mirrored.page.evaluate(() => {
    const context = document.querySelector('canvas')!.getContext('2d')!;
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, 20, 20);
  });
  await mirrored.start(policy(preset));
  await mirrored.until('the shown picture', () => mirrored.assets.size > 0);
  await mirrored.page.evaluate(() => (document.querySelector('#end')!.textContent = 'done'));
  await mirrored.until('the last change', () => mirrored.model.textOf('end') === 'done');
  expect(await colours(mirrored)).toEqual(['005']);
  await mirrored.close();
});
