/**
 * What the console and the viewer say to each other. The viewer page announces itself with
 * `ViewerHello`; the console answers with `ViewerConnect` and a MessagePort; all else goes through that
 * port. The viewer shows hostile pages, so the console takes nothing it says for more than its types.
 */

export type ViewerTheme = 'light' | 'dark';

/** Viewer page to its parent window, once it listens. */
export interface ViewerHello {
  type: 'pillion:viewer-ready';
}

/** Parent window to the viewer page, with one MessagePort. A later one replaces the earlier. */
export interface ViewerConnect {
  type: 'pillion:connect';
  /** Where assets are on the viewer's origin, as the session's welcome says: `/assets/<...>/`. */
  assets: string;
  theme: ViewerTheme;
}

export type ViewerTool = 'none' | 'laser';
export type ViewerZoom = 'fit' | 'actual';
export type ViewerState = 'live' | 'reconnecting' | 'ended';

/** Console to viewer. */
export type ToViewer =
  /** One frame as received: a keyframe, delta, pointer or drawing; parts are joined by the viewer. */
  | { type: 'frame'; bytes: ArrayBuffer }
  | { type: 'tool'; tool: ViewerTool }
  | { type: 'zoom'; zoom: ViewerZoom }
  | { type: 'state'; state: ViewerState }
  | { type: 'theme'; theme: ViewerTheme };

/** Viewer to console. */
export type FromViewer =
  /** The port is open: frames may flow. */
  | { type: 'ready' }
  /** This ordered frame is in the picture. */
  | { type: 'applied'; epoch: number; seq: number }
  /** The first picture of an epoch is painted. */
  | { type: 'rendered' }
  /** The visitor's viewport, in CSS pixels. */
  | { type: 'viewport'; width: number; height: number }
  /** Where the agent points while the laser is on; at most every 16 ms. */
  | { type: 'pointer'; node: number; fx: number; fy: number }
  | { type: 'pointer'; node: null }
  /** The stream can't be followed any more; deltas are ignored until the next keyframe. */
  | { type: 'needKeyframe'; reason: KeyframeReason; times: number };

/**
 * `damaged`: a frame made no sense. `gap`: one is missing. `overflow`: too much is waiting. `drift`: the
 * picture is not what the visitor has. `times` is how often it was that since this port was opened.
 */
export type KeyframeReason = 'damaged' | 'gap' | 'overflow' | 'drift';
