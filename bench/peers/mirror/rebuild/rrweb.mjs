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
  build: (messages) =>
    new Promise((resolve) => {
      replayer.on('fullsnapshot-rebuilded', resolve);
      messages.forEach(take);
    }),
});
