import type { Capture, CaptureOptions, CaptureSink } from '@pillion/mirror/capture/options';

/** What a test sees of a capture in the page: `captures.at(-1)`. */
export interface ScriptedCapture {
  sink: CaptureSink;
  calls: string[];
  isOwn(node: Node): boolean;
}

declare global {
  interface Window {
    captures: ScriptedCapture[];
  }
}

const keyframe = new TextEncoder().encode('keyframe');

/** A capture whose only frames of its own are keyframes; a test emits the rest through its sink. */
export function createCapture({ sink, isOwn }: CaptureOptions): Capture {
  const calls: string[] = [];
  let paused = false;
  let asked = false;
  (window.captures ??= []).push({ sink, calls, isOwn });
  const makeKeyframe = () => {
    asked = paused;
    if (!paused) sink.ordered('keyframe', keyframe);
  };
  return {
    start() {
      calls.push('start');
      makeKeyframe();
    },
    keyframe() {
      calls.push('keyframe');
      makeKeyframe();
    },
    pause() {
      calls.push('pause');
      paused = true;
    },
    resume() {
      calls.push('resume');
      paused = false;
      if (asked) makeKeyframe();
    },
    unseen: () =>
      Promise.resolve(() => [{ x: 40, y: 120, width: 200, height: 60, missing: false }]),
    locate: ({ fx, fy }) => ({ x: innerWidth * fx, y: innerHeight * fy }),
    stop() {
      calls.push('stop');
    },
  };
}
