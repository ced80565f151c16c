/** What a visitor reads on the card with a join code, in one language. */
export interface CodeWords {
  title: string;
  text: string;
  loading: string;
  spoken(code: string): string;
  copy: string;
  copied: string;
  copyByHand: string;
  close: string;
  again: string;
  retry: string;
  expired: string;
  failed: string;
}

const en: CodeWords = {
  title: 'Your join code',
  text: 'Read this code to the person who is helping you. They see nothing until you accept.',
  loading: 'Getting a code',
  spoken: (code) => `Your code is ${[...code].join(' ')}`,
  copy: 'Copy code',
  copied: 'Copied',
  copyByHand: 'Press Ctrl or Cmd and C to copy',
  close: 'Close',
  again: 'Get a new code',
  retry: 'Try again',
  expired: 'This code has expired.',
  failed: 'A code could not be made just now.',
};

const all: Record<string, CodeWords> = { en };

export function wordsIn(language: string): CodeWords {
  return all[language] ?? en;
}
