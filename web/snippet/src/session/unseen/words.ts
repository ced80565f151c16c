/** What a visitor reads and hears of what the agent can't see, in one language. */
export interface UnseenWords {
  hidden: string;
  missing: string;
  count(parts: number): string;
}

const en: UnseenWords = {
  hidden: 'Hidden',
  missing: 'Not shown',
  count: (parts) =>
    parts === 0
      ? 'Nothing that is on the screen now is hidden.'
      : `${parts === 1 ? 'One part' : `${parts} parts`} of what is on the screen now can't be seen by the agent.`,
};

const all: Record<string, UnseenWords> = { en };

export function wordsIn(language: string): UnseenWords {
  return all[language] ?? en;
}
