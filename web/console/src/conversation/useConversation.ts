/** One conversation, read again whenever something says that it may have changed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { getConversation } from '../api/operations';
import { asRefusal, type Refusal } from '../api/refusal';
import type { Conversation } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { SignedOut } from '../auth/session';

/** Reads it this often in any case, as long as it goes on. */
const refreshEveryMs = 15_000;

export interface ConversationView {
  conversation: Conversation | undefined;
  /** Why it could not be read the first time. */
  refusal: Refusal | undefined;
  reload(): Promise<void>;
}

/**
 * For one id in the life of a component.
 * @param hint any text that changes when the conversation may have changed
 */
export function useConversation(id: string, hint: string): ConversationView {
  const { api } = useAuth();
  const [conversation, setConversation] = useState<Conversation>();
  const [refusal, setRefusal] = useState<Refusal>();
  const latest = useRef(0);

  const reload = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const answer = await getConversation(api, id);
      // Only the newest question may answer: an older one could undo it.
      if (turn !== latest.current) return;
      setConversation(answer);
      setRefusal(undefined);
    } catch (error) {
      if (turn === latest.current && !(error instanceof SignedOut)) setRefusal(asRefusal(error));
    }
  }, [api, id]);

  useEffect(() => {
    void reload();
  }, [reload, hint]);

  const over = conversation?.endTime !== undefined;
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => void reload(), refreshEveryMs);
    return () => clearInterval(timer);
  }, [reload, over]);

  return { conversation, refusal: conversation ? undefined : refusal, reload };
}
