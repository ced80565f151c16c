import { Button } from '@mantine/core';
import { IconRosetteDiscountCheckFilled } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import type { LobbyConversation, LobbyVisitor } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { Avatar } from '../layout/Avatar';
import { span } from '../layout/time';
import { useNow } from '../layout/useNow';
import { pathOf, visitorName } from '../layout/visitorName';
import classes from './VisitorList.module.css';

interface Props {
  visitor: LobbyVisitor;
  /** What this visitor is in already. */
  conversation: LobbyConversation | undefined;
  onInvite(): void;
}

export function VisitorRow({ visitor, conversation, onInvite }: Props) {
  const now = useNow();
  const name = visitorName(visitor);
  return (
    <li className={classes.row}>
      <Avatar name={visitor.name} />
      <div className={classes.words}>
        <p className={classes.name}>
          <span className={classes.nameText}>{name}</span>
          {visitor.identified ? (
            <IconRosetteDiscountCheckFilled
              className={classes.verified}
              size={16}
              role="img"
              aria-label="Identified by the site"
            />
          ) : null}
        </p>
        <p className={classes.page} title={visitor.page.url}>
          {visitor.page.title || 'Untitled page'}{' '}
          <span className={classes.path}>{pathOf(visitor.page.url)}</span>
        </p>
        <p className={classes.facts}>
          <span>{visitor.site.name}</span>
          <span>{span(now - Date.parse(visitor.since))}</span>
          {visitor.tabs > 1 ? <span>{visitor.tabs} tabs</span> : null}
        </p>
      </div>
      <RowAction name={name} conversation={conversation} onInvite={onInvite} />
    </li>
  );
}

function RowAction(props: {
  name: string;
  conversation: LobbyConversation | undefined;
  onInvite(): void;
}) {
  const { me } = useAuth();
  const { conversation, name } = props;
  if (!conversation) {
    return (
      <Button variant="light" size="sm" aria-label={`Invite ${name}`} onClick={props.onInvite}>
        Invite
      </Button>
    );
  }
  if (conversation.agent.id !== me.id) {
    return <span className={classes.taken}>With {conversation.agent.name}</span>;
  }
  return (
    <Button
      component={Link}
      to={`/conversations/${conversation.id}`}
      variant="subtle"
      size="sm"
      aria-label={`Open the page of ${name}`}
    >
      Open
    </Button>
  );
}
