export type SessionFeedState = 'live' | 'reconnecting' | 'ended';
export type ToViewer =
  | { type: 'frame'; bytes: Uint8Array }
  | { type: 'tool'; tool: 'none' | 'laser' }
  | { type: 'zoom'; zoom: 'fit' | 'actual' }
  | { type: 'state'; state: SessionFeedState }
  | { type: 'theme'; theme: 'light' | 'dark' };
export type FromViewer =
  | { type: 'ready' }
  | { type: 'applied'; epoch: number; seq: number }
  | { type: 'rendered' }
  | { type: 'viewport'; width: number; height: number }
  | { type: 'pointer'; node: number; fx: number; fy: number }
  | { type: 'pointer'; node: null }
  | { type: 'needKeyframe'; reason: string };
