/** The conversation screen: bar, stage, panel; and what keys, sockets and clicks do to them. */
import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useFullscreenElement, useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState, type RefCallback } from 'react';
import { disconnectCobrowse, disconnectConversation } from '../api/operations';
import { asRefusal } from '../api/refusal';
import type { Conversation, LobbyConversation, User } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { visitorName } from '../layout/visitorName';
import { useLiveSession } from '../live/useLiveSession';
import { legState, ownParticipant } from '../lobby/grouping';
import { customerOf, endSentence, mediumGoingOn, phaseOf } from './phase';
import { SidePanel } from './SidePanel';
import { Stage } from './Stage';
import { timelineOf } from './history';
import { Toolbar } from './Toolbar';
import { TopBar } from './TopBar';
import { useNotes } from './useNotes';
import { useShortcuts, useShortcutsOn } from './useShortcuts';
import classes from './Workspace.module.css';

interface Props {
  conversation: Conversation;
  lobby: LobbyConversation | undefined;
  me: User;
  reload(): Promise<void>;
}

export function Workspace({ conversation, lobby, me, reload }: Props) {
  const { api } = useAuth();
  const theme = useComputedColorScheme('light');
  const breakpoint = useMantineTheme().breakpoints.sm;
  const narrow = useMediaQuery(`(max-width: ${breakpoint})`, undefined, {
    getInitialValueInEffect: false,
  });
  const [attempt, setAttempt] = useState(0);
  const [laser, setLaser] = useState(false);
  const [zoom, setZoom] = useState<'fit' | 'actual'>('fit');
  const [panel, setPanel] = useState(!narrow);
  const fullscreen = useFullscreenElement();
  const notes = useNotes(conversation.id);
  const [shortcutsOn, setShortcutsOn] = useShortcutsOn();

  const own = ownParticipant(conversation, me.id);
  const customer = customerOf(conversation);
  const accepted = legState(own) === 'connected' && conversation.endTime === undefined;
  const sessionId = customer?.cobrowsesessions?.at(-1)?.cobrowseSessionId ?? lobby?.sessionId;
  // The lobby forgets a conversation that is over; the panel does not.
  const [identified, setIdentified] = useState<boolean>();
  const nowIdentified = lobby?.visitor.identified;
  useEffect(() => {
    if (nowIdentified !== undefined) setIdentified(nowIdentified);
  }, [nowIdentified]);
  // Once joined, the live session stays with the screen: it knows best how things ended. Another one is joined anew.
  const [joined, setJoined] = useState(accepted ? sessionId : undefined);
  useEffect(() => {
    if (accepted) setJoined(sessionId);
  }, [accepted, sessionId]);
  const watched = joined === sessionId ? sessionId : undefined;
  const [live, snapshot] = useLiveSession(api, watched, attempt);
  const phase = phaseOf({ conversation, lobby, live: snapshot, myId: me.id });
  const running = own !== undefined && (phase === 'live' || phase === 'reconnecting');
  const canPoint = snapshot.capabilities.includes('point');
  const name = visitorName(customer);
  const ending = endSentence(conversation, snapshot, me.id);
  const medium = mediumGoingOn(conversation, me.id);
  const page = phase === 'apart' ? undefined : (snapshot.page ?? lobby?.page);
  const since =
    customer?.cobrowsesessions?.at(-1)?.connectedTime ??
    snapshot.log.find((entry) => entry.what === 'shared')?.at;

  useEffect(() => {
    document.title = `${name} · Pillion`;
  }, [name]);
  useEffect(() => live?.setTheme(theme), [live, theme]);
  useEffect(() => live?.setZoom(zoom), [live, zoom]);
  useEffect(() => {
    if (!running || !canPoint) setLaser(false);
  }, [running, canPoint]);
  useEffect(() => live?.setTool(laser ? 'laser' : 'none'), [live, laser]);
  // What the socket says first, the conversation confirms.
  useEffect(() => void reload(), [reload, snapshot.state]);
  useEffect(() => {
    if (phase === 'ended' && document.fullscreenElement) void document.exitFullscreen();
  }, [phase]);

  const end = useCallback(async () => {
    if (running && live?.end()) return;
    const leg = own?.cobrowsesessions?.at(-1);
    try {
      // A call goes on without the page; once nothing else is left, the end is that of the conversation.
      if (medium && phase !== 'apart' && own && leg) {
        await disconnectCobrowse(api, conversation.id, own.id, leg.id);
      } else await disconnectConversation(api, conversation.id);
      await reload();
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'Not ended',
        message: asRefusal(error).message,
      });
    }
  }, [api, conversation.id, live, medium, own, phase, reload, running]);

  const toggleLaser = running && canPoint ? () => setLaser((on) => !on) : undefined;
  const toggleZoom = running
    ? () => setZoom((current) => (current === 'fit' ? 'actual' : 'fit'))
    : undefined;
  useShortcuts(shortcutsOn, { l: toggleLaser, f: toggleZoom });

  const toolbar = (
    <Toolbar
      phase={phase}
      mine={own !== undefined}
      goesOn={medium !== undefined}
      laser={laser}
      onLaser={toggleLaser}
      pointAllowed={!running || canPoint}
      zoom={zoom}
      onZoom={toggleZoom}
      fullscreen={fullscreen}
      shortcuts={shortcutsOn}
      panel={panel}
      onPanel={() => setPanel((open) => !open)}
      onEnd={end}
      name={name}
    />
  );

  return (
    <div className={classes.workspace} ref={fullscreen.ref as RefCallback<HTMLDivElement>}>
      <TopBar name={name} page={page} phase={phase} since={since}>
        {narrow ? null : toolbar}
      </TopBar>
      <div className={classes.middle}>
        <Stage
          conversation={conversation}
          lobby={lobby}
          phase={phase}
          live={live}
          snapshot={snapshot}
          own={own}
          name={name}
          ending={ending}
          medium={medium}
          notes={notes}
          zoom={zoom}
          reload={reload}
          retry={() => setAttempt((current) => current + 1)}
        />
        <SidePanel
          narrow={narrow ?? false}
          opened={panel}
          onClose={() => setPanel(false)}
          conversation={conversation}
          name={name}
          identified={identified}
          page={page}
          capabilities={running ? snapshot.capabilities : []}
          timeline={timelineOf(conversation, snapshot.log, me.id, ending)}
          notes={phase === 'ended' || !own ? undefined : notes}
          shortcuts={shortcutsOn}
          onShortcuts={setShortcutsOn}
        />
      </div>
      {narrow ? <div className={classes.bottom}>{toolbar}</div> : null}
    </div>
  );
}
