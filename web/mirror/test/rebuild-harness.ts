import { createRebuild, MirrorError, type NodePoint, type Rebuild } from '../src/rebuild';

/** Runs inside the test page, which has the security headers of the viewer's origin. */
export interface Harness {
  rebuild: Rebuild;
  frame: HTMLIFrameElement;
  problems: string[];
  /** Pages in frames that could not be followed. */
  lost: { message: string; drift: boolean }[];
  pictures: number;
  viewports: { width: number; height: number }[];
  /** 'applied', 'refused: ...' for a MirrorError, 'broken: ...' for anything else. */
  apply(base64: string): string;
  document(): Document;
  locate(point: NodePoint): { x: number; y: number } | null;
}

declare global {
  interface Window {
    harness: Harness;
    ran: string[];
  }
}

window.ran = [];
const frame = document.querySelector('iframe')!;
const problems: string[] = [];
const lost: Harness['lost'] = [];
const viewports: Harness['viewports'] = [];
const rebuild = createRebuild({
  frame,
  assets: '/assets/session/',
  onViewport: ({ width, height }) => viewports.push({ width, height }),
  onPicture: () => window.harness.pictures++,
  onProblem: (problem) => problems.push(problem.message),
  onLost: ({ message, drift }) => lost.push({ message, drift }),
});

window.harness = {
  rebuild,
  frame,
  problems,
  lost,
  viewports,
  pictures: 0,
  apply(base64) {
    try {
      rebuild.apply(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
      return 'applied';
    } catch (problem) {
      const kind = problem instanceof MirrorError ? 'refused' : 'broken';
      return `${kind}: ${String(problem)}`;
    }
  },
  document: () => frame.contentDocument!,
  locate: (point) => rebuild.locate(point),
};
