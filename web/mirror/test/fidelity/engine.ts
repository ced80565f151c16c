/** What an engine's script in the visitor's page offers, as `window.recorder`. Items are plain JSON. */
export interface Recorder {
  start(): void;
  /** What was recorded since the last call. */
  take(): unknown[];
  /** Begins anew for somebody who joins late; what `take` gives from then on stands for itself. */
  keyframe(): void;
}

/** What an engine's script in the agent's page offers, as `window.player`. */
export interface Player {
  /** Forgets everything; the next item begins a picture. */
  restart(): void;
  /** True when it has to begin anew, and asks the visitor's side for that. */
  push(items: unknown[]): boolean;
  frame(): HTMLIFrameElement | null;
  /** Where it differs from a page's own. */
  selection?(): string;
  pointer(): { x: number; y: number } | null;
  pinch?(): number[];
  problems: string[];
}

export interface Asset {
  hash: string;
  type: string;
  /** Base64. */
  bytes: string;
}

/** An engine to be scored: its scripts, and what the agent's page may load. */
export interface Engine {
  name: string;
  recorder: string;
  player: string;
  /** What pages of other origins carry in frames. */
  framed: string;
  /** Security headers of the agent's page. */
  csp?: string;
  /** Takes assets out of the items: they go to the store that the agent's page reads. */
  assets?(items: unknown[]): { items: unknown[]; assets: Asset[] };
  /** True for an item from which a picture can begin. */
  begins(item: unknown): boolean;
}

declare global {
  interface Window {
    recorder: Recorder;
    player: Player;
  }
}
