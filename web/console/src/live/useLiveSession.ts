/** A live session for as long as the screen wants one. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ApiClient } from '../api/client';
import { mintViewer } from '../api/operations';
import { LiveSession, type LiveSnapshot } from './liveSession';

const nothing: LiveSnapshot = {
  status: { phase: 'connecting' },
  capabilities: [],
  rendered: false,
  log: [],
};
const subscribeToNothing = () => () => undefined;
const snapshotOfNothing = () => nothing;

/**
 * @param sessionId absent while there is nothing to watch
 * @param attempt another number starts over, after a stop or a refusal
 */
export function useLiveSession(
  api: ApiClient,
  sessionId: string | undefined,
  attempt: number,
): [LiveSession | undefined, LiveSnapshot] {
  const [live, setLive] = useState<LiveSession>();

  useEffect(() => {
    if (sessionId === undefined) return undefined;
    const session = new LiveSession((signal) => mintViewer(api, sessionId, signal));
    session.start();
    setLive(session);
    return () => {
      session.close();
      setLive(undefined);
    };
  }, [api, sessionId, attempt]);

  const snapshot = useSyncExternalStore(
    live?.subscribe ?? subscribeToNothing,
    live?.snapshot ?? snapshotOfNothing,
  );
  return [live, snapshot];
}
