import type { Probe } from '../probe';

export const frames: Probe[] = [
  {
    name: 'srcdoc',
    html: '<iframe id="a" srcdoc="<p id=inside>in</p>"></iframe>',
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'a page of the same origin',
    html: '<iframe id="a" src="/framed"></iframe>',
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'changes in a frame',
    html: '<iframe id="a" src="/framed"></iframe>',
    act: ({ $ }) => {
      const d = $<HTMLIFrameElement>('#a').contentDocument!;
      d.querySelector('#inside')!.textContent = 'changed';
      d.querySelector<HTMLInputElement>('#field')!.value = 'typed';
    },
    read: ({ $ }) => {
      const d = $<HTMLIFrameElement>('#a').contentDocument!;
      return [
        d.querySelector('#inside')!.textContent,
        d.querySelector<HTMLInputElement>('#field')!.value,
      ];
    },
  },
  {
    name: 'a frame that goes to another page',
    html: '<iframe id="a" src="/framed"></iframe>',
    act: async ({ $ }) => {
      $<HTMLIFrameElement>('#a').src = '/second';
      await new Promise((resolve) => ($('#a').onload = resolve));
    },
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'a frame put in later',
    html: '<div id="f"></div>',
    act: ({ $ }) => ($('#f').innerHTML = '<iframe id="a" src="/framed"></iframe>'),
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'document.write into a frame',
    html: '<iframe id="a"></iframe>',
    act: ({ $ }) => {
      const d = $<HTMLIFrameElement>('#a').contentDocument!;
      d.open();
      d.write('<!doctype html><p id=inside>written</p>');
      d.close();
    },
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'changes in a frame after document.write',
    html: '<iframe id="a"></iframe>',
    act: async ({ $ }) => {
      const d = $<HTMLIFrameElement>('#a').contentDocument!;
      d.open();
      d.write('<!doctype html><p id=inside>written</p>');
      d.close();
      await new Promise((resolve) => setTimeout(resolve, 400));
      d.querySelector('#inside')!.append(' more');
    },
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
  },
  {
    name: 'a frame within a frame',
    html: '<iframe id="a" srcdoc="<iframe srcdoc=\'<p>deep</p>\'></iframe>"></iframe>',
    read: ({ $ }) =>
      $<HTMLIFrameElement>('#a')
        .contentDocument!.querySelector('iframe')!
        .contentDocument!.querySelector('p')!.textContent,
  },
  {
    name: 'a frame moved',
    html: '<div id="f"><iframe id="a" srcdoc="<p id=inside>in</p>"></iframe></div><div id="g"></div>',
    act: ({ $ }) => $('#g').append($('#a')),
    read: ({ $ }) => [
      $('#g iframe').id,
      $<HTMLIFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
    ],
  },
  {
    name: 'styles of a frame',
    html: '<iframe id="a" srcdoc="<style>p{color:rgb(1,2,3)}</style><link rel=stylesheet href=/linked.css><p>x</p><b class=linked>y</b>"></iframe>',
    read: ({ $ }) => {
      const d = $<HTMLIFrameElement>('#a').contentDocument!;
      const color = (name: string) => d.defaultView!.getComputedStyle(d.querySelector(name)!).color;
      return [color('p'), color('b')];
    },
  },
  {
    name: 'quirks mode of a frame',
    html: '<iframe id="a" srcdoc="<!doctype html><p>x"></iframe><iframe id="b"></iframe>',
    read: ({ $ }) => [
      $<HTMLIFrameElement>('#a').contentDocument!.compatMode,
      $<HTMLIFrameElement>('#b').contentDocument!.compatMode,
    ],
  },
  {
    name: 'a frame in a shadow root',
    html: '<div id="a"></div>',
    act: ({ $ }) => {
      $('#a').attachShadow({ mode: 'open' }).innerHTML =
        '<iframe srcdoc="<p>in a root</p>"></iframe>';
    },
    read: ({ $ }) =>
      $('#a').shadowRoot!.querySelector('iframe')!.contentDocument!.querySelector('p')!.textContent,
  },
  {
    name: 'a frame of another origin keeps its place',
    html: '<iframe id="a" src="OTHER/other" width="120" height="60" style="border:0"></iframe><p id="b">after</p>',
    read: ({ box }) => [box('#a'), box('#b')],
  },
  {
    name: 'a frame of another origin that carries the snippet',
    html: `<iframe id="a" src="OTHER/embedded" width="300" height="120"></iframe><p id="b">after</p>`,
    picture: '#a',
    read: ({ box }) => [box('#a'), box('#b')],
  },
  ...['text', 'value', 'go'].map((what): Probe => {
    const change = { [what]: what === 'go' ? '/embedded-next' : 'other' };
    return {
      name: `a frame of another origin that carries the snippet: ${what}`,
      html: `<iframe id="a" src="OTHER/embedded"></iframe><script>
        addEventListener('message', ({ data }) => { if (data.told) window.told = data.told });
        window.change = () => document.querySelector('#a').contentWindow.postMessage(${JSON.stringify(change)}, '*');
      </script>`,
      act: ({ w }) =>
        new Promise<void>((done) => {
          w.addEventListener('message', ({ data }: MessageEvent<{ told?: string }>) => {
            if (data.told && data.told !== 'embedded') done();
          });
          (w as unknown as { change(): void }).change();
        }),
      // The page around can't look into it; the page in it tells what it shows.
      read: ({ $, w }) => {
        const d = $<HTMLIFrameElement>('#a').contentDocument;
        if (!d) return (w as unknown as { told: string }).told;
        return (
          d.querySelector('#inside')!.textContent +
          d.querySelector<HTMLInputElement>('#field')!.value
        );
      },
    };
  }),
  {
    name: 'frameset',
    page: '<html><frameset cols="30%,*"><frame id="a" src="/framed"><frame id="b" src="/second"></frameset></html>',
    read: ({ $, box }) => [
      box('#b'),
      $<HTMLFrameElement>('#a').contentDocument!.querySelector('#inside')!.textContent,
      $<HTMLFrameElement>('#b').contentDocument!.querySelector('#inside')!.textContent,
    ],
  },
];
