import { PageCapture } from './capture';
import type { Capture, CaptureOptions } from './options';

export type { Capture, CaptureOptions, CaptureSink, NodePoint } from './options';

/** A capture of the page in `options.window`; nothing happens before `start`. */
export function createCapture(options: CaptureOptions): Capture {
  return new PageCapture(options);
}
