// Pillion's rebuild in a page like the viewer's.
import { createRebuild } from '../../../../web/mirror/src/rebuild/index';
import { decodePointer, inflateRaw } from '../../../../web/protocol/src/index';
import { OpWriter } from '../../../../web/mirror/src/wire/writer';
import { receive } from '../receiver.mjs';

const frame = document.createElement('iframe');
frame.sandbox = 'allow-same-origin';
frame.style.border = '0';
document.body.append(frame);
let shown = () => {};
const writer = new OpWriter();
const rebuild = createRebuild({
  frame,
  assets: '/assets/',
  onViewport() {},
  onPicture: () => shown(),
  onProblem: (problem) => console.warn(problem.message),
});
let order = Promise.resolve();

function take(message) {
  const [kind] = message;
  const payload = message.subarray(1);
  if (kind === 2) {
    const at = decodePointer(payload);
    window.pointer = at && rebuild.locate(at);
    return;
  }
  order = order.then(async () => rebuild.apply(kind === 1 ? await inflateRaw(payload) : payload));
}

receive({
  take,
  page: () => frame.contentDocument,
  view: () => frame.contentWindow,
  pointer: () => window.pointer,
  churn(from, count) {
    if (from === 0) {
      writer.page({
        width: 1280,
        height: 800,
        scrollbarX: 0,
        scrollbarY: 0,
        scale: 1000,
        left: 0,
        top: 0,
        media: 0,
      });
      writer.document(1, false);
      for (const [index, tag] of ['html', 'body', 'p'].entries()) {
        writer.element(index + 2, 'html', tag, []);
      }
      writer.textNode(5, 'begin');
      for (let open = 4; open > 0; open--) writer.end();
      rebuild.apply(writer.take());
    }
    for (let i = from; i < from + count; i++) {
      writer.textChange(5, `Change number ${i}`);
      rebuild.apply(writer.take());
    }
  },
  async build(messages) {
    const picture = new Promise((resolve) => (shown = resolve));
    messages.forEach(take);
    await order;
    await picture;
  },
});
