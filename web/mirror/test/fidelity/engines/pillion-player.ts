/// <reference lib="dom" />
import { decodePointer, type PointerAt } from '@pillion/protocol';
import { createRebuild, type Rebuild } from '../../../src/rebuild';

const problems: string[] = [];
let rebuild: Rebuild | null = null;
let frame: HTMLIFrameElement | null = null;
let at: PointerAt | null = null;
let pinch = [1, 0, 0];

window.player = {
  problems,
  restart() {
    rebuild?.dispose();
    frame?.remove();
    frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.style.cssText = 'border:0;position:absolute;left:0;top:0';
    document.body.append(frame);
    at = null;
    rebuild = createRebuild({
      frame,
      assets: '/assets/session/',
      onViewport: ({ scale, left, top }) => (pinch = [scale / 1000, left, top]),
      onProblem: (problem) => problems.push(problem.message),
    });
  },
  push(items) {
    for (const { kind, bytes } of items as { kind: string; bytes: string }[]) {
      const payload = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
      if (kind === 'pointer') at = decodePointer(payload);
      else {
        try {
          rebuild?.apply(payload);
        } catch (problem) {
          // What comes until the next keyframe is refused as well.
          problems.push(String(problem));
          return true;
        }
      }
    }
    return false;
  },
  frame: () => frame,
  selection: () => rebuild?.selection() ?? '',
  pinch: () => pinch,
  pointer: () => at && (rebuild?.locate(at) ?? null),
};
