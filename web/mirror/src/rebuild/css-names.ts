/** Names and strings of CSS: what may stand in them, and how they are written. CSS Syntax Level 3, section 4. */

export function isNameStart(char: string): boolean {
  return /[A-Za-z_]/.test(char) || char >= '\u0080';
}

export function isNameChar(char: string): boolean {
  return /[\w-]/.test(char) || char >= '\u0080';
}

/** A name whose escapes were read, spelled so that it is read as the same name again. */
export function escapeName(name: string): string {
  if (/^-?[A-Za-z_][\w-]*$|^--[\w-]*$/.test(name)) return name;
  let out = '';
  let index = 0;
  for (const char of name) {
    const digit = /\d/.test(char) && (index === 0 || (index === 1 && name[0] === '-'));
    const plain = isNameChar(char) && !digit && name !== '-';
    out += plain ? char : `\\${char.codePointAt(0)!.toString(16)} `;
    index++;
  }
  return out;
}

export function quote(value: string): string {
  return `"${value.replace(/["\\\n]/g, (char) => `\\${char.codePointAt(0)!.toString(16)} `)}"`;
}
