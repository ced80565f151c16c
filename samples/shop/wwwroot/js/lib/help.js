import { toast } from './toast.js';

/**
 * Calls Pillion, or leaves the call for it when its script is still on its way: it reads what waits in
 * the array when it arrives.
 */
export function pillion(method, ...args) {
  const there = window.Pillion;
  if (there && method in there) return there[method](...args);
  (window.Pillion ??= []).push([method, ...args]);
  return undefined;
}

/** The help button: shows the code that a visitor reads to an agent. */
export async function getHelp() {
  const there = window.Pillion;
  if (!there || !('showCode' in there)) {
    toast('Help is not at hand right now. Please call +1 555 0100.');
    return;
  }
  try {
    await there.showCode();
  } catch (problem) {
    toast(
      problem instanceof Error && problem.message
        ? problem.message
        : 'Help is not at hand right now.',
    );
  }
}
