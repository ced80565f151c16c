import { en, type Catalogue } from './en';

export type { Catalogue };

const catalogues: Catalogue[] = [en];

/** The page's language when there is a catalogue for it, else the browser's, else English. */
export function chooseCatalogue(): Catalogue {
  for (const wanted of [document.documentElement.lang, ...navigator.languages]) {
    const language = wanted.toLowerCase().split('-')[0];
    const found = catalogues.find((catalogue) => catalogue.language === language);
    if (found) return found;
  }
  return en;
}
