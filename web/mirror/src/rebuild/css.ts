import { selectionHighlight } from './base';
import { escapeName, isNameChar, isNameStart, quote } from './css-names';
import { styleUrl } from './urls';

/**
 * Makes style text harmless: addresses other than assets, inline images and fonts and same-page
 * fragments are replaced by an empty one, imports and the old script hooks are dropped. A tokenizer
 * after CSS Syntax Level 3, because escapes and comments let any name be spelled in many ways.
 *
 * It also turns the pseudo-classes that a mirror cannot have (focus, pointer, validity, definition of
 * custom elements) into attributes of the same specificity, which the rebuild sets itself.
 */
export function filterCss(text: string, base: string): string {
  // Nothing that can name an address, an at-rule or an escape: the common case for style attributes.
  if (!/[\\(@:]|<!--/.test(text)) return text;
  return new CssFilter(normalize(text), base).run();
}

/** For values of style attributes and SVG presentation attributes, where a colon starts no selector. */
export function filterDeclarations(text: string, base: string): string {
  if (!/[\\(@]|behavior|binding/i.test(text)) return text;
  return new CssFilter(normalize(text), base, true).run();
}

const emptyUrl = 'url("data:,")';
/** Functions whose strings are addresses. */
const addressFunctions = new Set(['url', 'src', 'image', 'image-set', '-webkit-image-set']);
/** Functions that are gone or never belonged to CSS as it stands. */
const refused = new Set(['expression', '-moz-element', 'element', 'paint', 'url-prefix']);
/** What may stand inside an address function; anything else could bring a string from elsewhere. */
const plainInside =
  /^(?:type|calc|(?:repeating-)?(?:linear|radial|conic)-gradient|rgba?|hsla?|color)$/;
const marks = ['focus', 'focus-visible', 'focus-within', 'hover', 'active', 'target', 'fullscreen'];
/** Names of `:is`. */
const states =
  'valid invalid user-valid user-invalid in-range out-of-range autofill -webkit-autofill'.split(
    ' ',
  );
const pseudoAttributes: Record<string, string> = {
  ...Object.fromEntries(marks.map((name) => [name, `[pillion-${name}]`])),
  ...Object.fromEntries(states.map((name) => [name, `[pillion-is~="${name}"]`])),
  defined: ':not([pillion-is~="defined"])',
};
const namespaceAddress =
  /^http:\/\/www\.w3\.org\/(?:1999\/xhtml|2000\/svg|1998\/Math\/MathML|1999\/xlink)$/;

function normalize(text: string): string {
  return text.replace(/\r\n?|\f/g, '\n').replaceAll('\0', '\ufffd');
}

const spaceRun = /[ \t\n]+/y;
const plainToken =
  /(?:#|\.(?!\d)|-?(?=[A-Za-z_\u0080-\uffff])|--)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*|[+-]?(?:\d*\.\d+|\d+)(?:%|[A-Za-z]*)(?![\w.\u0080-\uffff-])/y;
/** Names that are renamed. */
const careful = new RegExp(
  `^(?:behavior|-moz-binding|selection|${Object.keys(pseudoAttributes).join('|')})$`,
  'i',
);

/**
 * A rule that holds neither a string, an escape, a comment nor another rule, and no brackets but a few
 * balanced ones: most of a sheet is made of these.
 */
const plainRule = (() => {
  const loose = String.raw`[^{}()[\]"'\\@/;]`;
  const said = String.raw`(?:[^{}()[\]"'\\@/]|/(?!\*))`;
  const inner = String.raw`\((?:${said}|\(${said}*\))*\)`;
  return new RegExp(String.raw`(?:${loose}|\[[\w-]+\])*\{(?:${said}|${inner})*\}`, 'y');
})();
/** Whatever has one of these in it is read name by name. */
const perhapsMore = new RegExp(
  [
    ...['behavior', '-moz-binding', 'selection', 'state', '<!', ...Object.keys(pseudoAttributes)],
    ...[...addressFunctions, ...refused].map((name) => `${name}\\(`),
  ].join('|'),
  'i',
);

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

class CssFilter {
  private at = 0;
  private out: string[] = [];
  /** One entry per open bracket: true inside an address function. */
  private readonly open: boolean[] = [];
  private inNamespace = false;
  private skipping = false;
  /** The last thing that was neither space nor comment, as far as names need to know it. */
  private before = '';

  constructor(
    private readonly text: string,
    private readonly base: string,
    private readonly declarations = false,
  ) {}

  run(): string {
    while (this.at < this.text.length) this.token();
    return this.out.join('');
  }

  private token(): void {
    const { text } = this;
    if (this.plain() || this.plainRun()) return;
    const char = text[this.at]!;
    if (char === '/' && text[this.at + 1] === '*') {
      const end = text.indexOf('*/', this.at + 2);
      this.at = end < 0 ? text.length : end + 2;
      this.out.push('/**/');
      return;
    }
    if (char === '"' || char === "'") return this.string();
    if (char === '@' && this.startsName(this.at + 1)) return this.atRule();
    if (char === '#' && this.nameCharAt(this.at + 1)) {
      this.copyName(this.at + 1, '#');
      return;
    }
    if (this.startsNumber()) return this.number();
    if (this.startsName(this.at)) return this.name();
    this.at++;
    if (char === '(' || char === '[' || char === '{') {
      if (this.open.length >= 1_024) return this.abandon();
      this.open.push(char === '(' && (this.open.at(-1) ?? false));
    } else if (char === ')' || char === ']' || char === '}') {
      this.open.pop();
    } else if (char === ';') {
      this.inNamespace = false;
    }
    // A backslash that escapes nothing is kept as the delimiter that it is.
    this.out.push(char);
    this.before = char;
  }

  /** Copies a whole rule at once where there is nothing in it to look at. */
  private plain(): boolean {
    if (this.declarations || this.skipping || !/^[{};]?$/.test(this.before)) return false;
    if (this.open.at(-1)) return false;
    const rule = match(plainRule, this.text, this.at);
    if (!rule || perhapsMore.test(rule)) return false;
    this.at += rule.length;
    this.out.push(rule);
    this.before = '}';
    return true;
  }

  /** Copies at once what makes up most of the rest: space, and names, numbers and hashes without escapes. */
  private plainRun(): boolean {
    const space = match(spaceRun, this.text, this.at);
    if (space) {
      this.at += space.length;
      this.out.push(space);
      return true;
    }
    const plain = match(plainToken, this.text, this.at);
    if (!plain) return false;
    const after = this.text[this.at + plain.length];
    // A function, an escape, or a name that may mean more than itself: read with care.
    if (after === '(' || after === '\\' || careful.test(plain)) return false;
    this.at += plain.length;
    this.out.push(plain);
    this.before = 'a';
    return true;
  }

  /** Text nested this deep is made to break something; what follows it is dropped. */
  private abandon(): void {
    this.at = this.text.length;
  }

  private string(): void {
    const { value, whole } = this.readString();
    this.before = '"';
    if (!whole) {
      // A string broken by a newline makes its declaration void; an empty one keeps the rest in step.
      this.out.push('""');
      return;
    }
    if (this.inNamespace) this.out.push(namespaceAddress.test(value) ? quote(value) : '""');
    else if (this.open.at(-1)) this.out.push(quote(styleUrl(value, this.base) ?? 'data:,'));
    else this.out.push(quote(value));
  }

  private readString(): { value: string; whole: boolean } {
    const { text } = this;
    const end = text[this.at++];
    let value = '';
    while (this.at < text.length) {
      const char = text[this.at]!;
      if (char === end) {
        this.at++;
        return { value, whole: true };
      }
      if (char === '\n') return { value, whole: false };
      if (char !== '\\') {
        value += char;
        this.at++;
      } else if (text[this.at + 1] === '\n') this.at += 2;
      else if (this.at + 1 >= text.length) this.at++;
      else value += this.escape();
    }
    return { value, whole: true };
  }

  private atRule(): void {
    const { name } = this.readName(this.at + 1);
    const lower = name.toLowerCase();
    if (lower === 'import' && !this.skipping) return this.skipStatement();
    this.inNamespace = lower === 'namespace';
    this.out.push(`@${escapeName(name)}`);
    this.before = '@';
  }

  /** Leaves out everything to the semicolon, or to the end of a block. */
  private skipStatement(): void {
    const kept = this.out;
    const depth = this.open.length;
    this.skipping = true;
    this.out = [];
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if (this.open.length === depth) {
        if (char === '}' && depth > 0) break;
        if (char === ';') {
          this.at++;
          break;
        }
      }
      this.token();
      if (char === '}' && this.open.length <= depth) break;
    }
    this.skipping = false;
    this.out = kept;
    this.before = ';';
  }

  private name(): void {
    const start = this.at;
    const { name, escaped } = this.readName(start);
    const lower = name.toLowerCase();
    if (this.text[this.at] === '(') {
      this.at++;
      this.callOf(name, lower);
      return;
    }
    if (this.before === ':' && !this.declarations && this.out.at(-1) === ':') {
      if (lower === 'selection' && this.out.at(-2) === ':') {
        this.out.push(`highlight(${selectionHighlight})`);
        this.before = ')';
        return;
      }
      const attribute = Object.hasOwn(pseudoAttributes, lower) ? pseudoAttributes[lower] : null;
      // A declaration's value ends with one of these; a selector does not.
      if (attribute && this.leadsToBlock()) {
        this.out.pop();
        this.out.push(attribute);
        this.before = ']';
        return;
      }
    }
    const hook = lower === 'behavior' || lower === '-moz-binding';
    if (hook && this.before !== '.' && this.before !== '#' && /^\s*:/.test(this.rest(64))) {
      this.out.push(`x-${lower}`);
    } else {
      this.out.push(escaped ? escapeName(name) : name);
    }
    this.before = 'a';
  }

  private callOf(name: string, lower: string): void {
    const inside = this.open.at(-1) ?? false;
    if (lower === 'url') {
      const quoted = /^\s*["']/.test(this.text.slice(this.at, this.at + 256));
      const value = quoted ? this.quotedUrl() : this.bareUrl();
      this.before = ')';
      if (this.inNamespace) {
        this.out.push(namespaceAddress.test(value ?? '') ? `url(${quote(value!)})` : 'url("")');
        return;
      }
      const safe = value === null ? null : styleUrl(value, this.base);
      this.out.push(safe === null ? emptyUrl : `url(${quote(safe)})`);
      return;
    }
    if (lower === 'state' && this.before === ':' && this.out.at(-1) === ':') {
      const state = /^\s*([\w-]{1,64})\s*\)/.exec(this.rest(128));
      if (state) {
        this.at += state[0].length;
        this.out.pop();
        this.out.push(`[pillion-is~="state(${state[1]})"]`);
        this.before = ']';
        return;
      }
    }
    if (this.open.length >= 1_024) return this.abandon();
    const address = addressFunctions.has(lower);
    const odd = refused.has(lower) || (inside && !address && !plainInside.test(lower));
    this.open.push(address || (inside && lower !== 'type'));
    this.out.push(odd ? 'x-dropped(' : `${escapeName(name)}(`);
    this.before = '(';
  }

  /** `url("...")`; anything beside the one string makes it void. */
  private quotedUrl(): string | null {
    this.at += /^\s*/.exec(this.rest(256))![0].length;
    const { value, whole } = this.readString();
    this.at += /^\s*/.exec(this.rest(256))![0].length;
    if (whole && (this.text[this.at] === ')' || this.at >= this.text.length)) {
      this.at++;
      return value;
    }
    this.skipBadUrl();
    return null;
  }

  private bareUrl(): string | null {
    const { text } = this;
    while (/\s/.test(text[this.at] ?? '')) this.at++;
    let value = '';
    while (this.at < text.length) {
      const char = text[this.at]!;
      if (char === ')') {
        this.at++;
        return value;
      }
      if (/\s/.test(char)) {
        while (/\s/.test(text[this.at] ?? '')) this.at++;
        if (this.at >= text.length || text[this.at] === ')') continue;
        this.skipBadUrl();
        return null;
      }
      if (char === '\\' && text[this.at + 1] !== '\n') value += this.escape();
      else if (/["'(\\\x00-\x08\x0b\x0e-\x1f\x7f]/.test(char)) {
        this.skipBadUrl();
        return null;
      } else {
        value += char;
        this.at++;
      }
    }
    return value;
  }

  private skipBadUrl(): void {
    while (this.at < this.text.length) {
      const char = this.text[this.at]!;
      if (char === '\\' && this.text[this.at + 1] !== '\n') this.escape();
      else {
        this.at++;
        if (char === ')') return;
      }
    }
  }

  /** True when a block opens before the declaration would end: what was read is part of a selector. */
  private leadsToBlock(): boolean {
    const ahead = /[{};]/.exec(this.rest(4_096));
    return ahead?.[0] === '{' || (this.open.length > 0 && /^\s*[),]/.test(this.rest(64)));
  }

  private rest(units: number): string {
    return this.text.slice(this.at, this.at + units);
  }

  private number(): void {
    const match = /^[+-]?(?:\d*\.\d+|\d+)(?:[eE][+-]?\d+)?/.exec(this.rest(512))!;
    this.at += match[0].length;
    this.out.push(match[0]);
    if (this.startsName(this.at)) this.copyName(this.at, '');
    this.before = '1';
  }

  private copyName(start: number, prefix: string): void {
    const { name, escaped } = this.readName(start);
    this.out.push(prefix + (escaped ? escapeName(name) : name));
    this.before = 'a';
  }

  private readName(start: number): { name: string; escaped: boolean } {
    this.at = start;
    let name = '';
    let escaped = false;
    while (this.at < this.text.length) {
      const char = this.text[this.at]!;
      if (isNameChar(char)) {
        name += char;
        this.at++;
      } else if (this.validEscape(this.at)) {
        name += this.escape();
        escaped = true;
      } else break;
    }
    return { name, escaped };
  }

  private startsNumber(): boolean {
    const char = this.text[this.at]!;
    if (char >= '0' && char <= '9') return true;
    return (char === '.' || char === '+' || char === '-') && /^[+-]?\.?\d/.test(this.rest(3));
  }

  private startsName(at: number): boolean {
    const char = this.text[at];
    if (char === undefined) return false;
    if (char === '-') {
      const next = this.text[at + 1];
      return next === '-' || (next !== undefined && isNameStart(next)) || this.validEscape(at + 1);
    }
    return isNameStart(char) || this.validEscape(at);
  }

  private nameCharAt(at: number): boolean {
    const char = this.text[at];
    return char !== undefined && (isNameChar(char) || this.validEscape(at));
  }

  private validEscape(at: number): boolean {
    return this.text[at] === '\\' && at + 1 < this.text.length && this.text[at + 1] !== '\n';
  }

  /** Reads an escape that begins at a backslash. */
  private escape(): string {
    const hex = /^\\([0-9a-fA-F]{1,6})[ \t\n]?/.exec(this.rest(9));
    if (!hex) {
      const point = this.text.codePointAt(this.at + 1) ?? 0xfffd;
      const char = String.fromCodePoint(point);
      this.at += 1 + char.length;
      return char;
    }
    this.at += hex[0].length;
    const point = parseInt(hex[1]!, 16);
    const usable = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    return String.fromCodePoint(usable ? point : 0xfffd);
  }
}
