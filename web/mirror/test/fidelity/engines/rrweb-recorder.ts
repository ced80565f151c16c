/// <reference lib="dom" />
import { record } from 'rrweb';

let items: unknown[] = [];

window.recorder = {
  start() {
    // Everything that it can record, as often as it can.
    record({
      emit: (event) => void items.push(event),
      recordCanvas: true,
      collectFonts: true,
      inlineImages: true,
      inlineStylesheet: true,
      recordCrossOriginIframes: true,
      sampling: { mousemove: 16, mousemoveCallback: 33, scroll: 16, media: 100, canvas: 2 },
    });
  },
  take() {
    const taken = items;
    items = [];
    return taken;
  },
  keyframe: () => record.takeFullSnapshot(),
};
