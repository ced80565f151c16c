// OpenReplay's tracker against an ingest point that takes whatever comes. It encodes in a worker, so
// what it sends is counted there; what it emits here only says that it is still at work.
import Tracker from '@openreplay/tracker';
import { drive } from '../driver.mjs';

let tracker = null;

async function start(emit) {
  tracker ??= new Tracker({
    projectKey: 'bench',
    ingestPoint: `${location.origin}/ingest`,
    __DISABLE_SECURE_MODE: true,
    respectDoNotTrack: false,
    obscureTextNumbers: false,
    obscureTextEmails: false,
    network: { disabled: true },
  });
  const whole = new Promise((resolve) => {
    tracker.app.attachCommitCallback(() => {
      emit('');
      resolve();
    });
  });
  await tracker.start();
  await whole;
}

drive({
  name: 'openreplay',
  start,
  async flush() {
    if (!tracker) return;
    tracker.forceFlushBatch();
    // The worker tells nobody when it has sent; nothing else is on its way by now.
    await new Promise((resolve) => setTimeout(resolve, 300));
  },
  async keyframe(emit) {
    await tracker.stop();
    await start(emit);
  },
  stop: () => tracker?.stop(),
});
