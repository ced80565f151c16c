/// <reference lib="dom" />
import { Replayer } from 'rrweb';

const problems: string[] = [];
let replayer: Replayer | null = null;
let host: HTMLElement | null = null;

window.player = {
  problems,
  restart() {
    replayer?.destroy();
    host?.remove();
    host = document.createElement('div');
    document.body.append(host);
    replayer = new Replayer([], {
      liveMode: true,
      root: host,
      mouseTail: false,
      showWarning: false,
      showDebug: false,
      logger: {
        log: () => undefined,
        warn: (...all) => problems.push(all.join(' ').slice(0, 200)),
      },
    });
    replayer.startLive();
    // Two defaults that would spoil every picture: a border, and a place in the flow.
    const style = document.createElement('style');
    style.textContent =
      'body{margin:0} iframe{border:0!important;position:absolute;left:0;top:0} .replayer-wrapper{position:relative}';
    host.append(style);
  },
  push(items) {
    for (const item of items) replayer?.addEvent(item as Parameters<Replayer['addEvent']>[0]);
    return false;
  },
  frame: () => replayer?.iframe ?? null,
  pointer() {
    const mouse = host?.querySelector<HTMLElement>('.replayer-mouse');
    if (!mouse?.style.left) return null;
    return { x: parseFloat(mouse.style.left), y: parseFloat(mouse.style.top) };
  },
};
