/** Home: what waits for me, what I wait for, and who is on the site. */
import { Button, Skeleton, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { RefusalAlert } from '../api/RefusalAlert';
import { unreachable } from '../api/refusal';
import { useAuth } from '../auth/AuthProvider';
import { Shell } from '../layout/Shell';
import { ConnectionIndicator } from './ConnectionIndicator';
import { ConversationList } from './ConversationList';
import { group } from './grouping';
import { useLobby } from './LobbyProvider';
import classes from './LobbyPage.module.css';
import { StartByCode } from './StartByCode';
import { VisitorList } from './VisitorList';

export function LobbyPage() {
  const { me } = useAuth();
  const { lobby, own, status, refusal, retry } = useLobby();
  const grouped = lobby ? group(lobby.conversations, own, me.id) : undefined;
  const waiting = grouped?.forMe.length ?? 0;

  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Lobby · Pillion` : 'Lobby · Pillion';
  }, [waiting]);

  return (
    <Shell status={<ConnectionIndicator />}>
      <div className={classes.head}>
        <div className={classes.greeting}>
          <Title order={1}>Lobby</Title>
          <p className={classes.summary}>
            {lobby ? summary(lobby.visitors.length, lobby.conversations.length) : ' '}
          </p>
        </div>
        <StartByCode />
      </div>
      {refusal ? (
        <Trouble>
          <RefusalAlert refusal={refusal} />
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        </Trouble>
      ) : lobby && grouped ? (
        <>
          {lobby.truncated ? (
            <p className={classes.notice}>
              There is more going on than fits here: the newest 200 of each are shown.
            </p>
          ) : null}
          <div className={classes.columns}>
            <ConversationList grouped={grouped} />
            <VisitorList visitors={lobby.visitors} conversations={lobby.conversations} />
          </div>
        </>
      ) : status === 'offline' ? (
        <Trouble>
          <RefusalAlert refusal={unreachable()} />
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        </Trouble>
      ) : (
        <Loading />
      )}
    </Shell>
  );
}

function summary(visitors: number, conversations: number): string {
  const people =
    visitors === 0
      ? 'Nobody is on your site right now'
      : visitors === 1
        ? 'One visitor is on your site'
        : `${visitors} visitors are on your site`;
  if (conversations === 0) return people;
  return `${people} · ${conversations} ${conversations === 1 ? 'conversation' : 'conversations'}`;
}

function Trouble({ children }: { children: ReactNode }) {
  return <div className={classes.trouble}>{children}</div>;
}

function Loading() {
  return (
    <div className={classes.columns} role="status" aria-label="Loading the lobby">
      {[3, 4].map((rows) => (
        <div key={rows} className={classes.skeletons}>
          <Skeleton height={20} width={160} />
          {Array.from({ length: rows }, (_, index) => (
            <Skeleton key={index} height={88} radius="lg" />
          ))}
        </div>
      ))}
    </div>
  );
}
