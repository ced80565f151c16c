/** One conversation, with the one thing to do about it. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { asRefusal } from '../api/refusal';
import type { LobbyConversation } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { Avatar } from '../layout/Avatar';
import { JoinCode } from '../layout/JoinCode';
import { clock } from '../layout/time';
import { useNow } from '../layout/useNow';
import { addressOf, visitorName } from '../layout/visitorName';
import classes from './ConversationCard.module.css';
import { accept } from './starting';

export type CardKind = 'forMe' | 'waiting' | 'live';

interface Props {
  kind: CardKind;
  conversation: LobbyConversation;
}

export function ConversationCard({ kind, conversation }: Props) {
  const { me } = useAuth();
  const mine = conversation.agent.id === me.id;
  const name = visitorName(conversation.visitor);
  return (
    <article className={classes.card} data-kind={kind} aria-label={`Conversation with ${name}`}>
      <div className={classes.top}>
        <Avatar name={conversation.visitor.name} online={conversation.visitor.online} />
        <div className={classes.words}>
          <h3 className={classes.name}>{name}</h3>
          {conversation.subject ? <p className={classes.subject}>{conversation.subject}</p> : null}
          <p className={classes.facts}>
            <StateLine conversation={conversation} />
            {mine ? null : <span>With {conversation.agent.name}</span>}
            {conversation.page ? (
              <span className={classes.page} title={conversation.page.url}>
                {conversation.page.title || addressOf(conversation.page.url)}
              </span>
            ) : null}
          </p>
        </div>
        <div className={classes.action}>
          {kind === 'forMe' ? (
            <AcceptButton conversationId={conversation.id} name={name} />
          ) : mine ? (
            <Button
              component={Link}
              to={`/conversations/${conversation.id}`}
              variant="default"
              aria-label={`Open conversation with ${name}`}
            >
              Open
            </Button>
          ) : null}
        </div>
      </div>
      {kind !== 'live' && mine && conversation.joinCode && !conversation.visitor.online ? (
        <div className={classes.code}>
          <span className={classes.codeLabel}>Join code to read out</span>
          <JoinCode code={conversation.joinCode} />
        </div>
      ) : null}
    </article>
  );
}

function StateLine({ conversation }: { conversation: LobbyConversation }) {
  const now = useNow();
  const elapsed = clock(now - Date.parse(conversation.since));
  const left = conversation.expires ? clock(Date.parse(conversation.expires) - now) : undefined;
  const expires = left ? ` · expires in ${left}` : '';
  switch (conversation.state) {
    case 'waiting':
      return <span className={classes.state}>Not on the site yet{expires}</span>;
    case 'offered':
      return <span className={classes.state}>Has been asked{expires}</span>;
    case 'accepted':
      return (
        <span className={classes.state} data-tone="ok">
          Said yes, {elapsed}
        </span>
      );
    case 'active':
      return (
        <span className={classes.state} data-tone="ok">
          <span className={classes.pulse} aria-hidden="true" />
          Live {elapsed}
        </span>
      );
    case 'reconnecting':
      return (
        <span className={classes.state} data-tone="warn">
          Reconnecting {elapsed}
        </span>
      );
  }
}

function AcceptButton({ conversationId, name }: { conversationId: string; name: string }) {
  const { api, me } = useAuth();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      loading={busy}
      aria-label={`Accept conversation with ${name}`}
      onClick={() => {
        setBusy(true);
        accept(api, conversationId, me.id)
          .then(() => navigate(`/conversations/${conversationId}`))
          .catch((error: unknown) => {
            setBusy(false);
            notifications.show({
              color: 'red',
              title: 'Not accepted',
              message: asRefusal(error).message,
            });
          });
      }}
    >
      Accept
    </Button>
  );
}
