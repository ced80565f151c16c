/** Keeps the lobby up to date for every screen below it. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { getOwnConversations } from '../api/operations';
import type { Refusal } from '../api/refusal';
import type { Conversation, Lobby } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { LobbyFeed, type FeedStatus } from './lobbyFeed';

export interface LobbyView {
  lobby: Lobby | undefined;
  /** My own live conversations by id, with the state of each leg. */
  own: ReadonlyMap<string, Conversation>;
  status: FeedStatus;
  refusal: Refusal | undefined;
  retry(): void;
}

const LobbyContext = createContext<LobbyView | undefined>(undefined);

export function useLobby(): LobbyView {
  const view = useContext(LobbyContext);
  if (!view) throw new Error('useLobby needs a LobbyProvider above it.');
  return view;
}

export function LobbyProvider({ children }: { children: ReactNode }) {
  const { api, me } = useAuth();
  const [lobby, setLobby] = useState<Lobby>();
  const [status, setStatus] = useState<FeedStatus>('connecting');
  const [refusal, setRefusal] = useState<Refusal>();
  const [own, setOwn] = useState<ReadonlyMap<string, Conversation>>(new Map());
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const feed = new LobbyFeed(api, {
      onLobby: (next) => {
        setLobby(next);
        setRefusal(undefined);
      },
      onStatus: setStatus,
      onRefused: setRefusal,
    });
    feed.start();
    return () => feed.stop();
  }, [api, attempt]);

  // A lobby without the state of my leg does not say whether I have accepted; my own conversations
  // do. They are read again whenever one of mine comes, goes or changes state.
  const mine = (lobby?.conversations ?? [])
    .filter(({ agent }) => agent.id === me.id && agent.state === undefined)
    .map((conversation) => `${conversation.id}:${conversation.state}`)
    .sort()
    .join(' ');
  useEffect(() => {
    if (mine === '') {
      setOwn(new Map());
      return undefined;
    }
    const abort = new AbortController();
    getOwnConversations(api, abort.signal)
      .then((listing) => setOwn(new Map(listing.entities.map((each) => [each.id, each]))))
      // Without it the accept button shows for all that the visitor has accepted; that is enough.
      .catch(() => undefined);
    return () => abort.abort();
  }, [api, mine]);

  const view = useMemo<LobbyView>(
    () => ({
      lobby,
      own,
      status,
      refusal,
      retry: () => {
        setRefusal(undefined);
        setStatus('connecting');
        setAttempt((previous) => previous + 1);
      },
    }),
    [lobby, own, status, refusal],
  );
  return <LobbyContext.Provider value={view}>{children}</LobbyContext.Provider>;
}
