import { bullets, maskedHighlight } from './base';
import { dom } from './dom';

interface HighlightView {
  Highlight: new () => Highlight;
  StaticRange: new (init: StaticRangeInit) => StaticRange;
  CSS: { highlights?: HighlightRegistry };
}

/**
 * Shades hidden texts. A text has no style of its own, and an element around it would change what the
 * page's selectors match, so they are painted as highlights where the browser has them.
 */
export class Masks {
  private ranges = new Map<Text, { highlight: Highlight; range: StaticRange }>();
  private readonly highlights = new WeakMap<object, Highlight>();

  add(text: Text): void {
    this.delete(text);
    const view = dom.document(text)?.defaultView as unknown as HighlightView | null;
    if (!view?.CSS.highlights) return;
    let highlight = this.highlights.get(view);
    if (!highlight) {
      highlight = new view.Highlight();
      this.highlights.set(view, highlight);
    }
    view.CSS.highlights.set(maskedHighlight, highlight);
    const range = new view.StaticRange({
      startContainer: text,
      startOffset: 0,
      endContainer: text,
      endOffset: bullets.length,
    });
    highlight.add(range);
    this.ranges.set(text, { highlight, range });
  }

  delete(text: Text): void {
    const known = this.ranges.get(text);
    if (!known) return;
    known.highlight.delete(known.range);
    this.ranges.delete(text);
  }

  clear(): void {
    for (const { highlight, range } of this.ranges.values()) highlight.delete(range);
    this.ranges.clear();
  }
}
