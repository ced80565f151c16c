/** Keeps the lobby up to date for every screen below it. */
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
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

/** My own conversations are not read again more often than this, unless one of them has changed. */
const rereadOwnMs = 1_500;

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
  // do. They are read again when one of mine comes, goes or changes state, and now and then when
  // anything changes, since accepting somewhere else changes nothing that the lobby shows.
  const mine = (lobby?.conversations ?? [])
    .filter(({ agent }) => agent.id === me.id && agent.state === undefined)
    .map((conversation) => `${conversation.id}:${conversation.state}`)
    .sort()
    .join(' ');
  const ownRead = useRef({ mine: '', at: 0, turn: 0 });
  useEffect(() => {
    const read = ownRead.current;
    const readOwn = () => {
      read.mine = mine;
      read.at = Date.now();
      const turn = ++read.turn;
      getOwnConversations(api)
        .then((listing) => {
          if (turn === read.turn) setOwn(new Map(listing.entities.map((each) => [each.id, each])));
        })
        // Without it the accept button shows for all that the visitor has accepted; that is enough.
        .catch(() => undefined);
    };
    if (mine === '') return undefined;
    const wait = mine === read.mine ? read.at + rereadOwnMs - Date.now() : 0;
    const timer = setTimeout(readOwn, wait);
    return () => clearTimeout(timer);
  }, [api, mine, lobby]);

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
