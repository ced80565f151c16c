import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness, policy, type Mirrored } from './support/harness';
import type { Model, ModelNode } from './support/model';

/** A part of a page, and the form in which it is sent. `html` is there before the capture starts. */
interface Part {
  name: string;
  html: string;
  act?: () => unknown;
  holds(model: Model, mirrored: Mirrored): unknown;
}

const at = (model: Model, id: string): ModelNode | undefined => model.find(id);
const attribute = (model: Model, id: string, name: string) => at(model, id)?.attributes.get(name);
const css = (model: Model, mirrored: Mirrored) =>
  [...model.all()].map((node) => mirrored.sheetText(node)).join('\n');
const parts: Part[] = [
  {
    name: 'attributes that are allowed',
    html: '<p id="aa" lang="de" dir="rtl" hidden aria-expanded="true" tabindex="0">x</p>',
    holds: (m) =>
      ['lang', 'dir', 'hidden', 'aria-expanded', 'tabindex'].every((n) =>
        at(m, 'aa')?.attributes.has(n),
      ),
  },
  {
    name: 'attributes that are not',
    html: '<p id="an" onclick="x()" data-secret="s" foo="bar" nonce="n">x</p><a id="an2" href="/secret" ping="/p" download="f" target="x">l</a><form id="an3" action="/a"></form>',
    holds: (m) =>
      !['onclick', 'data-secret', 'foo', 'nonce'].some((n) => at(m, 'an')?.attributes.has(n)) &&
      attribute(m, 'an2', 'href') === '' &&
      at(m, 'an2')?.attributes.size === 2 &&
      at(m, 'an3')?.attributes.size === 1,
  },
  {
    name: 'data attributes that a sheet selects by',
    html: '<style>[data-state="open"]{color:red} [data-flag]{color:red} #dl::after{content:attr(data-label)}</style><p id="ds" data-state="shut" data-flag="secret" data-other="o">x</p><p id="dl" data-label="shown">x</p>',
    act: () => (document.querySelector<HTMLElement>('#ds')!.dataset['state'] = 'open'),
    holds: (m) =>
      attribute(m, 'ds', 'data-state') === 'open' &&
      attribute(m, 'ds', 'data-flag') === '' &&
      attribute(m, 'ds', 'data-other') === undefined &&
      attribute(m, 'dl', 'data-label') === 'shown',
  },
  {
    name: 'a linked sheet of another origin',
    html: '<link rel="stylesheet" href="OTHER/foreign.css" id="l2">',
    holds: (m, r) => r.sheetText(at(m, 'l2')).includes('.probe-foreign'),
  },
  {
    name: 'a large sheet is an asset',
    html: '<link rel="stylesheet" href="/large.css" id="l3">',
    holds: (m, r) =>
      at(m, 'l3')?.sheets[0]?.asset && r.sheetText(at(m, 'l3')).includes('.probe-large-199'),
  },
  {
    name: 'addresses in sheets become assets',
    html: '<style id="su">.bg { background: url("/pixel.png") } .unused { background: url("/never.png") }</style><p class="bg">x</p>',
    holds: (m, r) => {
      const text = r.sheetText(at(m, 'su'));
      return (
        /url\("asset:[0-9a-f]{64}"\)/.test(text) &&
        !text.includes('pixel') &&
        !text.includes('never')
      );
    },
  },
  {
    name: 'fonts',
    html: '<style id="sf">@font-face { font-family: probe; src: url("/probe.woff2") } .f { font-family: probe }</style><p class="f">x</p>',
    holds: (m, r) => /url\("asset:/.test(r.sheetText(at(m, 'sf'))),
  },
  {
    name: 'images',
    html: '<img id="im" src="/pixel.png" alt="a" srcset="/pixel.png?2 2x">',
    holds: (m) =>
      /^asset:/.test(attribute(m, 'im', 'src') ?? '') &&
      !at(m, 'im')?.attributes.has(':box') &&
      !at(m, 'im')?.attributes.has('srcset'),
  },
  {
    name: 'small data: images stay as they are',
    html: '<img id="da" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">',
    holds: (m) => attribute(m, 'da', 'src')?.startsWith('data:image/gif'),
  },
  {
    name: 'images of SVG',
    html: '<svg><image id="si" href="/pixel.png" width="5" height="5"/><use id="us" href="#g"/><use id="uf" href="/sprite.svg#i"/></svg>',
    holds: (m) =>
      /^asset:/.test(attribute(m, 'si', 'href') ?? '') &&
      attribute(m, 'us', 'href') === '#g' &&
      attribute(m, 'uf', 'href') === undefined,
  },
  {
    name: 'background of an element',
    html: '<p id="be" style="color: red; background: url(/pixel.png)">x</p>',
    holds: (m) => /color: red.*url\("asset:/.test(attribute(m, 'be', 'style') ?? ''),
  },
  {
    name: 'canvas',
    html: '<canvas id="ca" width="30" height="20"></canvas>',
    act: () =>
      document.querySelector<HTMLCanvasElement>('#ca')!.getContext('2d')!.fillRect(0, 0, 20, 20),
    holds: (m) =>
      /width:30px;height:20px;background:url\("asset:/.test(attribute(m, 'ca', 'style') ?? ''),
  },
  {
    name: 'a video that shows nothing yet is a box',
    html: '<video id="vi" width="64" height="48" src="/v.mp4"><track src="t"></video>',
    holds: (m) => attribute(m, 'vi', ':box') === '64x48' && at(m, 'vi')?.children.length === 0,
  },
  {
    name: 'a frame of another origin',
    html: '<iframe id="xf" src="OTHER/framed" width="120" height="60" style="border:0"></iframe>',
    holds: (m) =>
      attribute(m, 'xf', ':box') === '120x60' &&
      attribute(m, 'xf', ':label') === 'iframe' &&
      at(m, 'xf')?.children.length === 0,
  },
  {
    name: 'scripts, templates and hidden fields keep nothing but their place',
    html: '<div id="no"><script>1</script><noscript>2</noscript><template>3</template><input type="hidden" name="t" value="4"><p>5</p></div>',
    holds: (m) =>
      at(m, 'no')?.children.length === 5 &&
      at(m, 'no')
        ?.children.slice(0, 4)
        .every((c) => c.children.length + c.attributes.size === 0) &&
      !at(m, 'no')?.children.some(({ tag }) => tag === 'input'),
  },
  {
    name: 'a hidden field that becomes visible',
    html: '<div id="hv"><input type="hidden" value="v"></div>',
    act: () => document.querySelector('#hv input')!.setAttribute('type', 'text'),
    holds: (m) =>
      at(m, 'hv')?.children[0]?.tag === 'input' && at(m, 'hv')?.children[0]?.form.value === 'v',
  },
  {
    name: "Pillion's own elements are left out",
    html: '<div id="ow"><div data-own>mine</div>page</div>',
    act: () =>
      document.querySelector('#ow')!.insertAdjacentHTML('beforeend', '<i data-own>mine</i>!'),
    holds: (m) => m.textOf('ow') === 'page!',
  },
];

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

test('what is sent of a page, and in which form', async () => {
  harness.serve('/pixel.png', 'image/png', pixel);
  harness.serve('/probe.woff2', 'application/octet-stream', Buffer.from('wOF2 of a kind'));
  harness.serve('/foreign.css', 'text/css', '.probe-foreign { color: red }', {
    'access-control-allow-origin': '*',
  });
  const large = Array.from({ length: 200 }, (_, i) => `.probe-large-${i} { color: red }`);
  harness.serve('/large.css', 'text/css', large.join('\n'));
  harness.serve('/framed', 'text/html', '<p>SECRET of another origin</p>');
  const html = parts
    .map(({ html }) => html)
    .join('\n')
    .replaceAll('OTHER', harness.otherOrigin);
  const mirrored = await harness.open(
    `<!doctype html><html><head></head><body>${html}</body></html>`,
  );
  await mirrored.start(policy('open'));
  const failed: string[] = [];
  for (const { name, act, holds } of parts) {
    if (act) await mirrored.page.evaluate(act);
    await mirrored
      .until(name, () => Boolean(holds(mirrored.model, mirrored)))
      .catch((problem: Error) => failed.push(problem.message.split('\n')[0]!));
  }
  expect(failed).toEqual([]);
  expect(css(mirrored.model, mirrored)).not.toMatch(/https?:/);
  expect(await mirrored.problems()).toEqual([]);

  await mirrored.agree('in the end');
  await mirrored.page.evaluate(() => window.pillion.capture.keyframe());
  await mirrored.until('another keyframe', () => mirrored.keyframes === 2);
  await mirrored.agree('after another keyframe');
  await mirrored.close();
}, 60_000);
