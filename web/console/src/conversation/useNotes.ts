/** Notes taken while the conversation runs; kept in this tab until they are saved with the wrap-up. */
import { useCallback, useState } from 'react';

const key = (conversationId: string) => `pillion.notes.${conversationId}`;

export interface Notes {
  text: string;
  write(text: string): void;
  /** After they were saved with the conversation. */
  forget(): void;
}

/** For one id in the life of a component. */
export function useNotes(conversationId: string): Notes {
  const [text, setText] = useState(() => sessionStorage.getItem(key(conversationId)) ?? '');
  const write = useCallback(
    (next: string) => {
      setText(next);
      sessionStorage.setItem(key(conversationId), next);
    },
    [conversationId],
  );
  const forget = useCallback(
    () => sessionStorage.removeItem(key(conversationId)),
    [conversationId],
  );
  return { text, write, forget };
}
