import type { UnseenBox } from './options';

/**
 * What a page that is shared and the page in one of its frames say to each other, when they are of the same
 * site and of different origins. The names are fixed: each side may have been loaded at another time.
 */

/**
 * Asks the page in a frame to show itself. It is posted to one exact origin of the site, together with a port
 * that everything else goes through.
 */
export interface EmbeddingHello {
  /** The site's key; a page with another one does not answer. */
  pillion: string;
  /** By which the server knows that the page around is shared. */
  token: string;
  /** Frames around it, this one included. */
  depth: number;
  /** Somebody gets what the page shows and may not read. */
  fetches: boolean;
}

/** From the page around to the one in the frame. */
export type ToEmbedded =
  /** Which parts of it are not seen, as its visitor wants to know. */
  | { type: 'unseen' }
  | { type: 'keyframe' | 'pause' | 'resume' | 'stop' }
  /** The answer to the request of that number; null where there is none. */
  | { type: 'answer'; id: number; value: string[] | string | null };

/** From the page in the frame to the one around. */
export type FromEmbedded =
  /** It may show itself to the page around, and is about to. */
  | { type: 'here' }
  | { type: 'keyframe' | 'delta'; payload: Uint8Array }
  /** Where the visitor points, in its viewport, CSS pixels. */
  | { type: 'pointer'; x: number; y: number; pressed: boolean }
  /** The parts that are not seen now, in its viewport. */
  | { type: 'unseen'; boxes: UnseenBox[] }
  /** Which of these hashes the store lacks. */
  | { type: 'missing'; id: number; hashes: string[] }
  | { type: 'asset'; id: number; hash: string; mediaType: string; bytes: Uint8Array }
  | { type: 'fetch'; id: number; url: string; as: 'asset' | 'sheet' }
  /** It is going away. */
  | { type: 'bye' };
