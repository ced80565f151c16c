import type { Probe } from '../probe';

export const pictures: Probe[] = [
  {
    name: 'an image',
    html: '<img id="a" src="/red.bmp">',
    read: ({ $ }) => [$<HTMLImageElement>('#a').naturalWidth, $<HTMLImageElement>('#a').width],
    picture: '#a',
  },
  {
    name: 'an image that changes',
    html: '<img id="a" src="/red.bmp" width="20" height="20">',
    act: ({ $ }) => $('#a').setAttribute('src', '/drawing.svg'),
    read: ({ $ }) => $<HTMLImageElement>('#a').naturalWidth,
    picture: '#a',
  },
  {
    name: 'srcset and sizes',
    html: '<img id="a" src="/red.bmp" srcset="/blue.bmp 100w" sizes="40px">',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'picture with sources',
    html: '<picture><source media="(max-width:800px)" srcset="/blue.bmp"><img id="a" src="/red.bmp" width="30" height="30"></picture>',
    drive: (page) => page.setViewportSize({ width: 700, height: 700 }),
    read: ({ w }) => w.innerWidth,
    picture: '#a',
  },
  {
    name: 'an image that is not there',
    html: '<img id="a" src="/missing.bmp" width="40" height="30">',
    read: ({ box }) => box('#a'),
  },
  {
    name: 'a lazy image further down',
    html: '<div style="height:9000px"></div><img id="a" loading="lazy" src="/red.bmp" width="40" height="30">',
    act: ({ $ }) => $('#a').scrollIntoView({ behavior: 'instant', block: 'center' }),
    read: ({ $, box }) => [$<HTMLImageElement>('#a').naturalWidth, box('#a')],
    picture: '#a',
  },
  {
    name: 'a blob: image',
    html: '<img id="a">',
    act: async ({ $, w }) => {
      const blob = await (await w.fetch('/red.bmp')).blob();
      $<HTMLImageElement>('#a').src = w.URL.createObjectURL(blob);
    },
    read: ({ $ }) => $<HTMLImageElement>('#a').naturalWidth,
    picture: '#a',
  },
  {
    name: 'a blob: image whose address is revoked',
    html: '<img id="a">',
    act: async ({ $, w }) => {
      const blob = await (await w.fetch('/red.bmp')).blob();
      const image = $<HTMLImageElement>('#a');
      image.src = w.URL.createObjectURL(blob);
      await image.decode();
      w.URL.revokeObjectURL(image.src);
    },
    read: ({ $ }) => $<HTMLImageElement>('#a').naturalWidth,
    picture: '#a',
  },
  {
    name: 'a data: image',
    html: '<img id="a" src="data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==" width="20" height="20">',
    read: ({ $ }) => $<HTMLImageElement>('#a').naturalWidth,
    picture: '#a',
  },
  {
    name: 'an SVG image',
    html: '<img id="a" src="/drawing.svg">',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'an image of another origin',
    html: '<img id="a" src="OTHER/red.bmp">',
    read: ({ $ }) => $<HTMLImageElement>('#a').naturalWidth,
    picture: '#a',
  },
  {
    name: 'a background of a rule',
    html: '<style>#a{width:30px;height:30px;background:url("/red.bmp")}</style><div id="a"></div>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a background of the style attribute',
    html: '<div id="a" style="width:30px;height:30px"></div>',
    act: ({ $ }) => ($('#a').style.backgroundImage = 'url("/blue.bmp")'),
    read: ({ style }) => style('#a', 'background-image').replace(/".*"/, ''),
    picture: '#a',
  },
  {
    name: 'a background through a custom property',
    html: '<style>:root{--i:url("/red.bmp")} #a{width:30px;height:30px;background:var(--i)}</style><div id="a"></div>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'image-set, border-image, mask and list-style',
    html: '<style>#a{width:40px;height:40px;background:image-set(url("/red.bmp") 1x);border:8px solid;border-image:url("/blue.bmp") 2;mask:url("/drawing.svg") 0 0/200px 100px}</style><div id="a"></div>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'content: url() of a pseudo-element',
    html: '<style>#a::before{content:url("/red.bmp")}</style><p id="a">x</p>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'an image button',
    html: '<input id="a" type="image" src="/red.bmp" width="25" height="15">',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a video before it plays shows its poster',
    html: '<video id="a" width="60" height="40" poster="/red.bmp"></video>',
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a video as a still',
    html: '<video id="a" muted width="60" height="40" style="background:rgb(9,9,9)"></video>',
    act: async ({ $, d }) => {
      const canvas = d.createElement('canvas');
      canvas.width = 60;
      canvas.height = 40;
      const context = canvas.getContext('2d')!;
      const paint = () => {
        context.fillStyle = 'rgb(200,60,0)';
        context.fillRect(0, 0, 60, 40);
      };
      paint();
      const video = $<HTMLVideoElement>('#a');
      video.srcObject = canvas.captureStream(10);
      setInterval(paint, 50);
      await video.play();
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'the controls of an audio element',
    html: '<audio id="a" controls></audio><p id="b">after</p>',
    read: ({ box }) => [box('#a'), box('#b')],
    picture: '#a',
  },
  {
    name: 'object and embed keep their size',
    html: '<object id="a" type="image/svg+xml" data="/drawing.svg" width="70" height="30"></object><embed id="b" type="image/svg+xml" src="/drawing.svg" width="50" height="20"><p id="c">after</p>',
    read: ({ box }) => [box('#a'), box('#b'), box('#c')],
  },
];

export const canvas: Probe[] = [
  {
    name: 'a canvas',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: ({ $ }) => {
      const context = $<HTMLCanvasElement>('#a').getContext('2d')!;
      context.fillStyle = 'rgb(200,0,0)';
      context.fillRect(10, 10, 40, 20);
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a canvas that is empty takes its place',
    html: '<canvas id="a" width="60" height="40">fallback</canvas><p id="b">after</p>',
    read: ({ box }) => [box('#a'), box('#b')],
  },
  {
    name: 'a canvas painted again',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    before: ({ $ }) => $<HTMLCanvasElement>('#a').getContext('2d')!.fillRect(0, 0, 60, 40),
    act: async ({ $ }) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      const context = $<HTMLCanvasElement>('#a').getContext('2d')!;
      context.fillStyle = 'rgb(0,0,200)';
      context.fillRect(0, 0, 60, 40);
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a canvas with a border, padding and another size',
    html: '<canvas id="a" width="60" height="40" style="width:120px;height:80px;border:5px solid rgb(0,99,0);padding:4px"></canvas>',
    act: ({ $ }) => $<HTMLCanvasElement>('#a').getContext('2d')!.fillRect(0, 0, 30, 40),
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a canvas whose size changes',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: ({ $ }) => {
      $<HTMLCanvasElement>('#a').width = 90;
      $<HTMLCanvasElement>('#a').getContext('2d')!.fillRect(0, 0, 45, 40);
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'WebGL that is painted in a loop',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: ({ $, w }) => {
      const gl = $<HTMLCanvasElement>('#a').getContext('webgl')!;
      const paint = () => {
        gl.clearColor(0, 0.6, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        w.requestAnimationFrame(paint);
      };
      paint();
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'WebGL that is painted once',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: async ({ $, w }) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const gl = $<HTMLCanvasElement>('#a').getContext('webgl')!;
      w.requestAnimationFrame(() => {
        gl.clearColor(0.8, 0.6, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
      });
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a canvas that a worker paints',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: ({ $, w }) => {
      const code =
        'onmessage=({data:c})=>{const x=c.getContext("2d");x.fillStyle="rgb(0,120,120)";x.fillRect(0,0,60,40)}';
      const worker = new w.Worker(w.URL.createObjectURL(new w.Blob([code])));
      const canvas = $<HTMLCanvasElement>('#a').transferControlToOffscreen();
      worker.postMessage(canvas, [canvas]);
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
  {
    name: 'a bitmap canvas',
    html: '<canvas id="a" width="60" height="40"></canvas>',
    act: async ({ $, w }) => {
      const bitmap = await w.createImageBitmap(await (await w.fetch('/red.bmp')).blob());
      $<HTMLCanvasElement>('#a').getContext('bitmaprenderer')!.transferFromImageBitmap(bitmap);
    },
    read: ({ box }) => box('#a'),
    picture: '#a',
  },
];
