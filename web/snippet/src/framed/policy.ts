import type { PrivacyPolicy } from '@pillion/protocol';

const presets = ['open', 'balanced', 'private'] as const;

/**
 * Hides what one of two policies hides, and shows what both show. One of the two comes from the page around; a
 * preset that neither side knows hides everything.
 */
export function strictest(a: PrivacyPolicy, b: PrivacyPolicy): PrivacyPolicy {
  const places = [a, b].map(({ preset }) => presets.indexOf(preset));
  const known = !places.includes(-1);
  return {
    version: b.version,
    preset: known ? presets[Math.max(...places)]! : 'private',
    hide: [...a.hide, ...b.hide],
    show: known ? a.show.filter((selector) => b.show.includes(selector)) : [],
    readOnly: [...a.readOnly, ...b.readOnly],
  };
}
