// rrweb's replayer in live mode, with its defaults.
import { Replayer } from 'rrweb';
import { receive } from '../receiver.mjs';

const replayer = new Replayer([], { liveMode: true, root: document.body });
replayer.startLive();
const decoder = new TextDecoder();
const take = (message) =>
  replayer.addEvent(JSON.parse(typeof message === 'string' ? message : decoder.decode(message)));

receive({
  take,
  page: () => replayer.iframe.contentDocument,
  view: () => replayer.iframe.contentWindow,
  pointer() {
    const { left, top } = document.querySelector('.replayer-mouse').style;
    return left ? { x: parseFloat(left), y: parseFloat(top) } : null;
  },
  churn(from, count) {
    const element = (id, tagName, childNodes) => ({
      type: 2,
      tagName,
      attributes: {},
      childNodes,
      id,
    });
    const add = (type, data) => replayer.addEvent({ type, data, timestamp: Date.now() });
    if (from === 0) {
      const text = { type: 3, textContent: 'begin', id: 6 };
      const body = element(4, 'body', [element(5, 'p', [text])]);
      const html = element(3, 'html', [element(7, 'head', []), body]);
      add(4, { href: location.href, width: 1280, height: 800 });
      add(2, { node: { type: 0, childNodes: [html], id: 1 }, initialOffset: { top: 0, left: 0 } });
    }
    for (let i = from; i < from + count; i++) {
      const texts = [{ id: 6, value: `Change number ${i}` }];
      add(3, { source: 0, texts, attributes: [], removes: [], adds: [] });
    }
  },
  build: (messages) =>
    new Promise((resolve) => {
      replayer.on('fullsnapshot-rebuilded', resolve);
      messages.forEach(take);
    }),
});
