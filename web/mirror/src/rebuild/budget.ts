import { limits } from '../wire/ops';

/**
 * What may be built at most, and how much is. The page itself has a budget, and the pages in its frames that
 * come from other origins share another: whatever one of them asks for, the page around them has its own.
 */
export class Budget {
  nodes = 0;
  frames = 0;
  units = 0;

  private constructor(
    readonly maxNodes: number,
    /** Frames cost a browsing context each; a page with more shows the rest empty. */
    readonly maxFrames: number,
    /** Texts, attributes and sheets of one keyframe and its deltas, in UTF-16 units. */
    readonly maxUnits: number,
  ) {}

  static ofPage(): Budget {
    return new Budget(limits.nodes, 200, 256 * 1024 * 1024);
  }

  static ofEmbedded(): Budget {
    return new Budget(limits.nodes / 4, 50, 64 * 1024 * 1024);
  }
}
