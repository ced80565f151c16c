/** What the pages of the probes load. */
const bmp = (color: readonly [number, number, number]) => {
  // 8x8 in one colour; a BMP can be written without an encoder.
  const bytes = Buffer.alloc(54 + 8 * 8 * 3);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(8, 18);
  bytes.writeInt32LE(8, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let at = 54; at < bytes.length; at += 3) {
    bytes.set([color[2], color[1], color[0]], at);
  }
  return bytes;
};

const image = (...color: [number, number, number]) => ({ type: 'image/bmp', body: bmp(color) });
const css = (body: string) => ({ type: 'text/css', body });
const html = (body: string) => ({ type: 'text/html', body: `<!doctype html><body>${body}` });
const svg = (body: string) => ({ type: 'image/svg+xml', body });

const embedded = (text: string) => `<script src="/framed.js"></script>
  <link rel="stylesheet" href="/linked.css"><style>body { background: rgb(240, 248, 255); margin: 6px }</style>
  <p id="inside" class="linked">${text}</p><input id="field"><img src="/red.bmp">
  <script>
    const tell = () => parent.postMessage({ told: document.querySelector('#inside').textContent + document.querySelector('#field').value }, '*');
    addEventListener('message', ({ data }) => {
      if (data.text) document.querySelector('#inside').textContent = data.text;
      if (data.value) document.querySelector('#field').value = data.value;
      if (data.go) location.href = data.go;
      else tell();
    });
    tell();
  </script>`;

export const materials: Record<
  string,
  { type: string; body: string | Buffer; headers?: Record<string, string> }
> = {
  '/red.bmp': image(200, 20, 20),
  '/blue.bmp': image(20, 20, 200),
  '/linked.css': css('.linked { color: rgb(1, 2, 3) }'),
  '/imported.css': css('.imported { color: rgb(4, 5, 6) }'),
  '/importing.css': css('@import "imported.css"; .importing { color: rgb(7, 8, 9) }'),
  '/large.css': css(
    Array.from({ length: 400 }, (_, i) => `.large-${i} { color: rgb(${i % 256}, 1, 2) }`).join(
      '\n',
    ),
  ),
  '/framed': html('<p id="inside">inside</p><input id="field">'),
  '/second': html('<p id="inside">second</p>'),
  // Pages of another origin that carry the snippet, and tell the page around what they show.
  '/embedded': html(embedded('embedded')),
  '/embedded-next': html(embedded('next')),
  '/other': html('<style>body{background:rgb(0,120,60)}</style><p>another origin</p>'),
  '/sprite.svg': svg(
    '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="star" viewBox="0 0 10 10"><rect width="10" height="10" fill="rgb(200,0,100)"/></symbol></svg>',
  ),
  '/drawing.svg': svg(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="rgb(0,100,200)"/></svg>',
  ),
};
