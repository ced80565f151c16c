/** Signs the person in, or shows why not, before anything below it renders. */
import { Button, Group } from '@mantine/core';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { ApiClient } from '../api/client';
import { endToken, getMe, setPresence } from '../api/operations';
import { asRefusal, type Refusal } from '../api/refusal';
import type { SystemPresence, User } from '../api/types';
import { FullPageLoader } from '../layout/FullPageLoader';
import { StatusPage } from '../layout/StatusPage';
import { SignedOut, type Session } from './session';

export interface Auth {
  api: ApiClient;
  me: User;
  presence: SystemPresence;
  changePresence(presence: SystemPresence): Promise<void>;
  signOut(): Promise<void>;
}

const AuthContext = createContext<Auth | undefined>(undefined);

export function useAuth(): Auth {
  const auth = useContext(AuthContext);
  if (!auth) throw new Error('useAuth needs an AuthProvider above it.');
  return auth;
}

export function AuthProvider({ session, children }: { session: Session; children: ReactNode }) {
  const api = useMemo(() => new ApiClient(session), [session]);
  const [me, setMe] = useState<User>();
  const [presence, setOwnPresence] = useState<SystemPresence>('Offline');
  const [problem, setProblem] = useState<Refusal>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let gone = false;
    session.onSignedOut = () => void session.begin(location.pathname + location.search);
    void (async () => {
      try {
        if (!session.canRestore) {
          await session.begin(location.pathname + location.search);
          return;
        }
        const user = await getMe(api);
        const current = user.presence?.presenceDefinition.systemPresence ?? 'Offline';
        if (gone) return;
        setOwnPresence(current);
        setMe(user);
        if (current === 'Offline') {
          // An open console is a present agent: Offline ones can't be invited.
          await setPresence(api, user.id, 'Available');
          if (!gone) setOwnPresence('Available');
        }
      } catch (error) {
        if (!gone && !(error instanceof SignedOut)) setProblem(asRefusal(error));
      }
    })();
    return () => {
      gone = true;
      session.onSignedOut = undefined;
    };
  }, [api, session, attempt]);

  const changePresence = useCallback(
    async (next: SystemPresence) => {
      if (!me) return;
      await setPresence(api, me.id, next);
      setOwnPresence(next);
    },
    [api, me],
  );

  const signOut = useCallback(async () => {
    // Each is done as far as it goes: nothing may keep a person from signing out.
    if (me) await setPresence(api, me.id, 'Offline', true).catch(() => undefined);
    await endToken(api).catch(() => undefined);
    await session.end();
    location.assign('/console/login?signedOut=1');
  }, [api, me, session]);

  const auth = useMemo<Auth | undefined>(
    () => (me ? { api, me, presence, changePresence, signOut } : undefined),
    [api, me, presence, changePresence, signOut],
  );

  if (auth) return <AuthContext.Provider value={auth}>{children}</AuthContext.Provider>;
  if (!problem) return <FullPageLoader label="Signing you in" />;
  return (
    <StatusPage title="Pillion can't open your workspace" text={problem.message}>
      <Group gap="sm">
        <Button
          onClick={() => {
            setProblem(undefined);
            setAttempt(attempt + 1);
          }}
        >
          Try again
        </Button>
        <Button
          variant="default"
          onClick={() => void session.end().then(() => location.assign('/console/login'))}
        >
          Sign in as someone else
        </Button>
      </Group>
    </StatusPage>
  );
}
