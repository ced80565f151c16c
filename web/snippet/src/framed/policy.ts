import type { PrivacyPolicy } from '@pillion/protocol';

const presets = ['open', 'balanced', 'private'] as const;

/** Hides what one of the policies hides, and shows what all of them show. A preset that is none hides everything. */
export function strictest(policies: PrivacyPolicy[]): PrivacyPolicy {
  const places = policies.map(({ preset }) => presets.indexOf(preset));
  const known = places.length > 0 && !places.includes(-1);
  const [first, ...others] = policies;
  return {
    version: first?.version ?? 0,
    preset: known ? presets[Math.max(...places)]! : 'private',
    hide: policies.flatMap(({ hide }) => hide),
    show:
      known && first
        ? first.show.filter((selector) => others.every(({ show }) => show.includes(selector)))
        : [],
    readOnly: policies.flatMap(({ readOnly }) => readOnly),
  };
}
