import { cards } from './cards';
import { changes } from './changes';
import { fields } from './fields';
import { marked } from './marked';
import { presets, type Place, type Preset } from './place';
import { texts } from './texts';
import { unsent } from './unsent';

export { presets, type Place, type Preset } from './place';

/** A place with what is planted there. */
export interface Planted extends Place {
  name: string;
  /** Its `data-place`. */
  index: number;
  word: string;
  digits: string;
  /** In groups of four. */
  card: string;
  hidden(preset: Preset): boolean;
}

/** Selectors of the policy that the places count on. */
export const hide = [
  '.secret',
  '.account p + p',
  '.holder:has(.flag)',
  '.cover:checked + p',
  '[data-tier="gold"]',
];

export const planted: Planted[] = Object.entries({ fields, marked, changes, unsent, cards, texts })
  .flatMap(([kind, places]) =>
    Object.entries(places).map(([name, place]): [string, Place] => [`${kind}: ${name}`, place]),
  )
  .map(([name, place], index) => ({
    ...place,
    name,
    index,
    word: `canaryword${index}end`,
    digits: String(917_000_000 + index * 1_009),
    card: cardOf(index),
    hidden: (preset) => presets.indexOf(preset) >= presets.indexOf(place.hiddenIn),
  }));

export function htmlOf({ html, index, word, digits, card }: Planted, other: string): string {
  const groups = card.split(' ');
  const filled = html
    .replace(/CARD([1-4])/g, (_all, at: string) => groups[Number(at) - 1]!)
    .replaceAll('CARD', card)
    .replaceAll('DIGITS', digits)
    .replaceAll('WORD', word)
    .replaceAll('OTHER', other);
  return `<div data-place="${index}">${filled}</div>`;
}

function cardOf(index: number): string {
  // The first six digits are this place's own.
  const body = `4${String(10_007 + index * 53)}${String(111_111_111 + index * 7_919)}`;
  let sum = 0;
  [...body].reverse().forEach((digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return `${body}${(10 - (sum % 10)) % 10}`.replace(/(\d{4})(?=\d)/g, '$1 ');
}
