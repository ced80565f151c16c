export type Preset = 'private' | 'balanced' | 'open';

/** From the loosest on: what a preset hides, the later ones hide as well. */
export const presets: readonly Preset[] = ['open', 'balanced', 'private'];

/**
 * One place of a page that can hold a word. In `html`, WORD becomes a word that no other place has, CARD
 * a card number of this place alone, DIGITS a row of nine digits, OTHER another origin.
 */
export interface Place {
  /** The loosest preset that hides it. */
  hiddenIn: Preset;
  html: string;
  /** Runs in the page once the first keyframe is there; `at` is the element around `html`. */
  act?: (at: Element, word: string, card: string) => unknown;
  /** Runs when everything that `act` did has been sent. */
  then?: (at: Element, word: string, card: string) => unknown;
  /** Typed key by key into the first field, after `act`. */
  type?: 'WORD' | 'CARD';
  /** Where it is not hidden it need not arrive either: the mirror may have no use for it. */
  unused?: true;
}

export type Places = Record<string, Place>;

/** Places of one kind: a text of HTML alone, or HTML and what happens to it. */
export function hiddenIn(
  preset: Preset,
  places: Record<string, string | [html: string, act: NonNullable<Place['act']>]>,
  more: Partial<Place> = {},
): Places {
  return Object.fromEntries(
    Object.entries(places).map(([name, place]): [string, Place] => {
      const [html, act] = typeof place === 'string' ? [place] : place;
      return [name, { hiddenIn: preset, html, ...(act && { act }), ...more }];
    }),
  );
}
