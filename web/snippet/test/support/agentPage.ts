/// <reference lib="dom" />
import { createRebuild } from '@pillion/mirror/rebuild';

declare global {
  interface Window {
    agent: {
      /** Returns what went wrong. */
      apply(payloads: string[]): string[];
      text(ids: string[]): string | null;
      frame(id: string): { box: boolean; sandbox: string | null; width: number };
    };
  }
}

const frame = document.querySelector('iframe')!;
let problems: string[] = [];
const rebuild = createRebuild({
  frame,
  assets: '/assets/',
  onViewport: () => undefined,
  onProblem: () => undefined,
  onLost: (problem) => problems.push(`lost: ${problem.message}`),
});

const find = (document: Document, id: string) =>
  document.querySelector<HTMLIFrameElement>(`iframe#${id}`);

window.agent = {
  apply(payloads) {
    problems = [];
    for (const text of payloads) {
      try {
        rebuild.apply(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
      } catch (problem) {
        problems.push(String(problem));
      }
    }
    return problems;
  },
  text(ids) {
    let document: Document | null | undefined = frame.contentDocument;
    for (const id of ids) document = document && find(document, id)?.contentDocument;
    return document?.body?.textContent?.replace(/\s+/g, ' ').trim() ?? null;
  },
  frame(id) {
    const found = find(frame.contentDocument!, id)!;
    return {
      box: found.hasAttribute('pillion-box'),
      sandbox: found.getAttribute('sandbox'),
      width: found.getBoundingClientRect().width,
    };
  },
};
