// Pillion's rebuild in a page like the viewer's.
import { createRebuild } from '../../../../web/mirror/src/rebuild/index';
import { decodePointer, inflateRaw } from '../../../../web/protocol/src/index';
import { receive } from '../receiver.mjs';

const frame = document.createElement('iframe');
frame.sandbox = 'allow-same-origin';
frame.style.border = '0';
document.body.append(frame);
let shown = () => {};
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
  async build(messages) {
    const picture = new Promise((resolve) => (shown = resolve));
    messages.forEach(take);
    await order;
    await picture;
  },
});
