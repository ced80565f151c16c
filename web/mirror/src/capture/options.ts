import type { PrivacyPolicy } from '@pillion/protocol';

/** Where a capture puts what it produces. Payloads are raw: the caller compresses and frames them. */
export interface CaptureSink {
  /** An ordered frame. A keyframe rebuilds the page from nothing, a delta changes it. */
  ordered(kind: 'keyframe' | 'delta', payload: Uint8Array): void;
  /** The visitor's pointer; beside the ordered stream, newest wins. */
  pointer(payload: Uint8Array): void;
  /**
   * Resolves to those of `hashes` (hex SHA-256) that the store does not have yet. The capture then
   * calls `asset` for each of them before it emits a frame that names one.
   */
  missing(hashes: string[]): Promise<Set<string>>;
  /**
   * Resolves once the asset is on its way ahead of every frame emitted from then on. Assets give way
   * to frames, so a frame that names this one is held back until then; other frames need not wait.
   */
  asset(hash: string, mediaType: string, bytes: Uint8Array): Promise<void>;
}

export interface CaptureOptions {
  window: Window & typeof globalThis;
  policy: PrivacyPolicy;
  sink: CaptureSink;
  /**
   * Gets what the page shows and its scripts may not read, where somebody else does that for this tab:
   * resolves to the hash of an asset that the store has then, or to the text of a sheet; null without it.
   */
  fetchOpaque?(url: string, as: 'asset' | 'sheet'): Promise<string | null>;
  /**
   * Whose frames are asked to show themselves: pages of this site on these origins, exactly. The token tells
   * them that this page is shared. `depth` is how many frames are around them, 1 without it.
   */
  embed?: { site: string; origins: readonly string[]; token: string; depth?: number };
  /** True for Pillion's own elements in the page; they are never captured. */
  isOwn(node: Node): boolean;
  /**
   * Hears what went wrong: a policy that can't be read, or a fault of the capture itself. Nothing is ever
   * thrown into the page. May hold content of the page, so it belongs into no log.
   */
  onProblem?(problem: unknown): void;
}

/** The place of a point in the page as an agent names it: a node, and a fraction of its box. */
export interface NodePoint {
  node: number;
  fx: number;
  fy: number;
}

/** A part of what is on the visitor's screen that the other side does not see; in CSS pixels. */
export interface UnseenBox {
  x: number;
  y: number;
  width: number;
  height: number;
  /** It is not hidden: it could not be brought over. */
  missing: boolean;
}

export interface Capture {
  /** Emits a keyframe as soon as the page can be read, then deltas until `stop`. */
  start(): void;
  /** Emits a new keyframe; node ids go on, nothing is given twice. */
  keyframe(): void;
  /**
   * Holds ordered frames and the pointer back while the connection is slow or gone. Changes go on
   * coalescing into what is dirty, so `resume` emits one frame however long the pause was. A keyframe
   * that is asked for meanwhile is emitted after `resume`.
   */
  pause(): void;
  resume(): void;
  /** Viewport position in CSS pixels of a point that an agent named; null when its node is gone. */
  locate(point: NodePoint): { x: number; y: number } | null;
  /** What reads the parts that the other side does not see now; for as long as the capture runs. */
  unseen(): Promise<() => UnseenBox[]>;
  /** Removes every listener, observer and patch that `start` put in place. */
  stop(): void;
}
