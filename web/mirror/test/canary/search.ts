import type { Mirrored } from '../support/harness';

/**
 * Everything that left the page, in a few forms: the bytes, and the texts of the operations one after
 * the other, so that a word that came in pieces is found as well.
 */
export class Haystack {
  readonly #bytes: string;
  readonly #joined: string;
  readonly #digits: string;

  constructor(mirrored: Pick<Mirrored, 'payloads' | 'pointers' | 'assets' | 'ops'>) {
    const all = [...mirrored.payloads, ...mirrored.pointers];
    for (const { bytes, type } of mirrored.assets.values()) all.push(bytes, Buffer.from(type));
    this.#bytes = all
      .map((bytes) => bytes.toString('latin1'))
      .join('\0')
      .toLowerCase();
    const texts: string[] = [];
    strings(mirrored.ops, texts);
    this.#joined = texts.join('').toLowerCase();
    // Groups of one number may be texts of their own.
    this.#digits = `${this.#bytes.replace(/[^0-9a-z]/g, '')} ${texts.join('').replace(/\D/g, '')}`;
  }

  /** The form in which a word is there; null when it is not. */
  find(word: string): string | null {
    for (const [form, text] of formsOf(word)) {
      if (this.#bytes.includes(text.toLowerCase())) return form;
    }
    return this.#joined.includes(word.toLowerCase()) ? 'in pieces' : null;
  }

  /** The most digits of a number that are there in a row, from its first on. */
  digitsOf(number: string): number {
    const digits = number.replace(/\D/g, '');
    let length = digits.length;
    while (length > 0 && !this.#digits.includes(digits.slice(0, length))) length--;
    return length;
  }
}

function strings(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) strings(item, into);
  else if (value && typeof value === 'object') {
    for (const item of Object.values(value)) strings(item, into);
  }
}

/** How a word might travel: plain, and as what it becomes where text is carried by other means. */
export function formsOf(word: string): [form: string, text: string][] {
  const bytes = Buffer.from(word);
  const forms: [string, string][] = [
    ['plain', word],
    ['backwards', [...word].reverse().join('')],
    ['hex', bytes.toString('hex')],
    ['UTF-16', Buffer.from(word, 'utf16le').toString('latin1')],
    ['in percents', [...bytes].map((byte) => `%${byte.toString(16)}`).join('')],
    ['JSON escapes', [...bytes].map((b) => `\\u${b.toString(16).padStart(4, '0')}`).join('')],
    ['HTML references', [...bytes].map((byte) => `&#${byte};`).join('')],
    ['CSS escapes', [...bytes].map((byte) => `\\${byte.toString(16)} `).join('')],
  ];
  // Base64 has three forms, by where the word begins; what depends on its neighbours is cut off.
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 4) / 3);
    const inside = text
      .slice(before ? from + 1 : 0)
      .replace(/=+$/, '')
      .slice(0, -1);
    forms.push([`base64 ${before}`, inside]);
  }
  return forms;
}
