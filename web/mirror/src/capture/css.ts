/** What an address in a style sheet becomes: an asset, a short data URL, or null when it is dropped. */
export type Resolve = (address: string, font: boolean) => string | null;

/** A picture of nothing: it keeps every declaration valid and asks nobody for anything. */
const nothing = 'url("data:,")';

const addresses =
  /\burl\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^\s"'()\\]|\\.)*))\s*\)/gis;
/** Pieces between semicolons; a semicolon within quotes ends none. */
const declarations = /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;"'])+/gs;

/** Replaces every address in text that the browser has serialized. */
export function replaceAddresses(text: string, font: boolean, resolve: Resolve): string {
  if (!/url\(/i.test(text)) return text;
  return text.replace(addresses, (_all, double?: string, single?: string, bare?: string) => {
    const to = resolve(unescape(double ?? single ?? bare ?? ''), font);
    return to === null ? nothing : `url("${to.replace(/["\\\n]/g, '')}")`;
  });
}

function unescape(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_all, hex?: string, char?: string) =>
    hex ? String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff)) : (char ?? ''),
  );
}

/**
 * The style of an element whose content is hidden: without addresses, custom properties and texts, as
 * each of them can hold what the element would have said.
 */
export function withoutContent(style: string): string {
  const kept = (style.match(declarations) ?? []).filter(
    (piece) =>
      !/^\s*--|url\(|image-set\(|attr\(/i.test(piece) &&
      (!/["']/.test(piece) || /^\s*font(?:-family)?\s*:/.test(piece)),
  );
  return kept.join(';').trim();
}

const textSelectors =
  /(\[(?:title|alt|value|label|placeholder|summary|abbr|content|href|src|action|name|aria-(?:label|description|valuetext|placeholder|roledescription))[~|^$*]?=)"(?:[^"\\]|\\.)*"/g;
/** Custom properties, which can hold anything, and others but those whose strings are names. */
const saying =
  /((?:^|[;{\s])(?:--[\w-]+\s*:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;}"'])*|(?!font|grid|src|syntax)[a-z-]+\s*:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;{}"'])*(?=[;}])))/gs;
const said = /(url\(\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/gs;

/** A style sheet without those of its texts that are hidden. */
export function withoutTexts(text: string, hides: (text: string) => boolean): string {
  return text
    .replace(textSelectors, '$1""')
    .replace(saying, (declaration) =>
      declaration.replace(said, (all, url?: string, double?: string, single?: string) =>
        !url && hides(unescape(double ?? single ?? '')) ? '""' : all,
      ),
    );
}

/** Single signs, as icon fonts have them, say nothing. */
export function isSign(text: string): boolean {
  return /^[^\p{L}\p{N}]{0,4}$/u.test(text);
}

/**
 * The attributes that a style sheet reads, apart from those that are sent anyway, and how: only whether
 * they are there, their value, or as a text to show.
 */
export function readsOfAttributes(text: string, note: (name: string, use: SheetUse) => void): void {
  for (const [, name, rest] of text.matchAll(/\[\s*([a-z][\w-]*)\s*([~|^$*]?=|\])/gi)) {
    note(name!.toLowerCase(), rest === ']' ? 'presence' : 'value');
  }
  for (const [, name] of text.matchAll(/\battr\(\s*([a-z][\w-]*)/gi)) {
    note(name!.toLowerCase(), 'text');
  }
}

export type SheetUse = 'presence' | 'value' | 'text';
