/** A sheet's rules, or null when another origin keeps them from us. */
export function rulesOf(sheet: CSSStyleSheet): CSSRuleList | null {
  try {
    return sheet.cssRules;
  } catch {
    return null;
  }
}

export function baseOf(sheet: CSSStyleSheet, fallback: string): string {
  return sheet.href ?? (sheet.ownerNode as Node | null)?.baseURI ?? fallback;
}

const relative = /\burl\("((?:[^"\\]|\\.)*)"\)/gs;

/**
 * The text of a rule as the page has it now, addresses made absolute. An import becomes what it brings
 * in; a sheet that can't be read brings nothing.
 */
export function textOfRule(rule: CSSRule, base: string, depth = 0): string {
  const imported = rule as Partial<CSSImportRule>;
  // An import's number in the CSSOM.
  if (rule.type !== 3) {
    const text = rule.cssText;
    return text.includes('url(') ? absolute(text, base) : text;
  }
  const sheet = imported.styleSheet;
  const rules = sheet && rulesOf(sheet);
  if (!sheet || !rules || depth > 8) return '';
  const from = baseOf(sheet, base);
  let text = [...rules].map((inner) => textOfRule(inner, from, depth + 1)).join('\n');
  const { layerName, supportsText, media } = imported as CSSImportRule & {
    layerName?: string | null;
    supportsText?: string | null;
  };
  if (layerName !== null && layerName !== undefined) text = `@layer ${layerName} {${text}}`;
  if (supportsText)
    text = `@supports ${/^\(/.test(supportsText) ? supportsText : `(${supportsText})`} {${text}}`;
  if (media?.mediaText) text = `@media ${media.mediaText} {${text}}`;
  return text;
}

function absolute(text: string, base: string): string {
  return text.replace(relative, (all, address: string) => {
    if (/^(?:#|data:)/i.test(address) || address.includes('\\')) return all;
    try {
      return `url("${new URL(address, base).href}")`;
    } catch {
      return all;
    }
  });
}
