export { bullets } from '../wire/digest';

/** The names under which what is selected, and hidden texts, are marked for painting. */
export const selectionHighlight = 'pillion-selection';
export const maskedHighlight = 'pillion-masked';

const hatch =
  'repeating-linear-gradient(135deg, rgb(110 118 135 / 22%) 0 6px, rgb(110 118 135 / 10%) 6px 12px)';

/**
 * The mirror's own styles, adopted by every rebuilt document and shadow root. Attributes that begin
 * with `pillion-` never come from a payload. `:where` lets the page's own rules win.
 */
export const baseCss = `
[pillion-inert='hidden'] { display: none !important }
::highlight(${maskedHighlight}) {
  background-color: rgb(110 118 135 / 18%);
  text-decoration: underline dotted rgb(110 118 135 / 55%);
}
[pillion-masked] { background-image: ${hatch} !important; background-size: auto !important }
[pillion-box] {
  box-sizing: border-box !important;
  width: var(--pillion-width) !important;
  height: var(--pillion-height) !important;
  min-width: 0 !important; min-height: 0 !important;
  max-width: none !important; max-height: none !important;
  overflow: hidden !important;
  background-image: ${hatch} !important;
}
:where([pillion-box='inline']) { display: inline-block }
[pillion-label]::before {
  content: attr(pillion-label) / '';
  display: block; padding: 4px 8px;
  font: 12px/1.4 system-ui, sans-serif; color: rgb(90 98 115); text-align: start;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
:where([pillion-focus-visible]) { outline: -webkit-focus-ring-color auto 1px }
@layer { ::highlight(${selectionHighlight}) { background-color: Highlight; color: HighlightText } }
/* Without scripts a browser shows controls that the page did not ask for. */
video:not([controls])::-webkit-media-controls { display: none !important }
:where([pillion-fullscreen]) { border: 0; padding: 0; background: none; color: inherit }
[pillion-fullscreen] {
  position: fixed !important; inset: 0 !important; margin: 0 !important;
  box-sizing: border-box !important; min-width: 0 !important; max-width: none !important;
  min-height: 0 !important; max-height: none !important;
  width: 100% !important; height: 100% !important; transform: none !important;
}
[pillion-fullscreen]::backdrop { background: black }
`;

/** For a page whose `color-scheme` names both. */
export const darkCss = schemeCss('dark');
export const lightCss = schemeCss('light');

function schemeCss(wanted: string): string {
  return `
:where(:root[pillion-scheme~='dark']) { color-scheme: dark }
:where(:root[pillion-scheme~='light']) { color-scheme: light }
:where(:root[pillion-scheme~='${wanted}']) { color-scheme: ${wanted} }
`;
}

/**
 * Scroll bars of exactly the visitor's thickness, in the page's own scrolling area only: the layout
 * then has the visitor's width, whatever kind of scroll bars the agent's system draws.
 */
export function gutterCss(scrollbarX: number, scrollbarY: number): string {
  const size = (pixels: number) => `${Math.min(Math.max(pixels, 0), 64)}px !important`;
  const stable = scrollbarX > 0 ? ':root { scrollbar-gutter: stable !important }' : '';
  return `
:root, body { scrollbar-width: auto !important; scrollbar-color: auto !important }
:root::-webkit-scrollbar, :root > body::-webkit-scrollbar {
  width: ${size(scrollbarX)}; height: ${size(scrollbarY)}; background: rgb(245 246 248) !important;
}
:root::-webkit-scrollbar-thumb, :root > body::-webkit-scrollbar-thumb {
  background: rgb(193 198 207); border: 3px solid rgb(245 246 248); border-radius: 8px;
}
${stable}`;
}
