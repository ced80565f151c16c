/** Where the page is, or what stands in its place. */
import { Button, Loader } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { RefusalAlert } from '../api/RefusalAlert';
import type { Conversation, LobbyConversation, Participant } from '../api/types';
import type { LiveSession, LiveSnapshot } from '../live/liveSession';
import type { LiveStatus } from '../live/liveSocket';
import type { Phase } from './phase';
import { ApartCard } from './ApartCard';
import classes from './Stage.module.css';
import type { Notes } from './useNotes';
import { WaitingCard } from './WaitingCard';
import { WrapUpCard } from './WrapUpCard';

interface Props {
  conversation: Conversation;
  lobby: LobbyConversation | undefined;
  phase: Phase;
  live: LiveSession | undefined;
  snapshot: LiveSnapshot;
  own: Participant | undefined;
  name: string;
  ending: string;
  medium: 'call' | 'messages' | undefined;
  notes: Notes;
  zoom: 'fit' | 'actual';
  reload(): Promise<void>;
  retry(): void;
}

export function Stage(props: Props) {
  const { phase, snapshot, live } = props;
  // While the visitor thinks it over the viewer loads out of sight, so that consent brings the picture at once.
  const ahead = phase === 'waiting' || phase === 'offered';
  const showsPage =
    live !== undefined && phase !== 'incoming' && phase !== 'apart' && phase !== 'ended';
  return (
    <main className={classes.stage} aria-label="The visitor's page">
      {showsPage && snapshot.viewerUrl && isApart(snapshot.viewerUrl) ? (
        <ViewerFrame live={live} viewerUrl={snapshot.viewerUrl} name={props.name} ahead={ahead} />
      ) : null}
      <Overlay {...props} />
    </main>
  );
}

function Overlay(props: Props) {
  const { phase, snapshot } = props;
  if (phase === 'ended') {
    return (
      <Center>
        <WrapUpCard {...props} />
      </Center>
    );
  }
  if (phase === 'apart') {
    return (
      <Center>
        <ApartCard {...props} />
      </Center>
    );
  }
  const trouble = troubleOf(snapshot);
  if (trouble) {
    return (
      <Center veil>
        <div className={classes.note}>
          {'refusal' in trouble ? (
            <RefusalAlert refusal={trouble.refusal} />
          ) : (
            <>
              <h2 className={classes.noteTitle}>{trouble.title}</h2>
              <p className={classes.noteText}>{trouble.text}</p>
            </>
          )}
          <Button variant="default" onClick={props.retry}>
            {'action' in trouble ? trouble.action : 'Try again'}
          </Button>
        </div>
      </Center>
    );
  }
  if (phase === 'incoming' || phase === 'waiting' || phase === 'offered' || !props.own) {
    return (
      <Center>
        <WaitingCard {...props} />
      </Center>
    );
  }
  if (!snapshot.rendered) {
    return (
      <Center>
        <Loading
          text={
            phase === 'reconnecting'
              ? 'Waiting for the connection to come back…'
              : `Loading the page of ${props.name}…`
          }
          retry={phase === 'reconnecting' ? undefined : props.retry}
        />
      </Center>
    );
  }
  if (phase === 'reconnecting') {
    return (
      <p className={classes.banner} role="status">
        <Loader size={14} color="currentColor" />
        {snapshot.status.phase === 'open'
          ? `${props.name} has lost the connection. The page comes back by itself.`
          : 'Your connection is interrupted. Trying again…'}
      </p>
    );
  }
  return null;
}

/** Patience has an end: after it the agent can start over. */
const slowMs = 12_000;

function Loading({ text, retry }: { text: string; retry: (() => void) | undefined }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading}>
      <Loader />
      <span role="status">{slow ? 'This takes longer than it should.' : text}</span>
      {slow && retry ? (
        <Button variant="default" size="xs" onClick={retry}>
          Load again
        </Button>
      ) : null}
    </div>
  );
}

/** A viewer on the console's own origin could reach the agent's tokens; it is never shown. */
function isApart(viewerUrl: string): boolean {
  return new URL(viewerUrl, location.href).origin !== location.origin;
}

function ViewerFrame(props: {
  live: LiveSession;
  viewerUrl: string;
  name: string;
  ahead: boolean;
}) {
  const { live, viewerUrl, name } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    live.attach(element, viewerUrl);
    // Only now: the viewer's hello must find somebody who listens.
    element.src = viewerUrl;
    return () => live.detach();
  }, [live, viewerUrl]);
  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={`Live page of ${name}`}
      data-testid="stage-frame"
      data-ahead={props.ahead || undefined}
      // Its own origin is its own, never the console's; no navigation, pop-ups, forms or downloads.
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
    />
  );
}

function Center({ children, veil }: { children: ReactNode; veil?: boolean }) {
  return (
    <div className={classes.center} data-veil={veil || undefined}>
      {children}
    </div>
  );
}

type Trouble =
  | { refusal: Extract<LiveStatus, { phase: 'refused' }>['refusal'] }
  | { title: string; text: string; action: string };

function troubleOf({ status, viewerUrl }: LiveSnapshot): Trouble | undefined {
  if (viewerUrl && !isApart(viewerUrl)) {
    return {
      title: 'The live view is not safe here',
      text: "The viewer's address must have an origin of its own. Whoever runs this Pillion can set it.",
      action: 'Try again',
    };
  }
  if (status.phase === 'refused') return { refusal: status.refusal };
  if (status.phase !== 'stopped') return undefined;
  switch (status.why) {
    case 'superseded':
      return {
        title: 'Open in another place',
        text: 'You are looking at this session in another tab or window.',
        action: 'Continue here',
      };
    case 'forbidden':
      return {
        title: 'Not allowed from here',
        text: 'Pillion does not accept live connections from this address.',
        action: 'Try again',
      };
    case 'not_found':
      return {
        title: 'The session is gone',
        text: 'Pillion no longer knows this session.',
        action: 'Try again',
      };
    case 'not_understood':
    case 'too_large':
      return {
        title: 'The live view stopped',
        text: status.detail ?? 'Pillion and this console did not understand each other.',
        action: 'Start again',
      };
    case 'closed':
    case 'ended':
      return undefined;
  }
}
