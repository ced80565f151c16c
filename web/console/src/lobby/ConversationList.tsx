import { Title } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import type { LobbyConversation } from '../api/types';
import { ConversationCard, type CardKind } from './ConversationCard';
import classes from './ConversationList.module.css';
import { Empty } from './Empty';
import type { Grouped } from './grouping';

const sections: { kind: CardKind; title: string }[] = [
  { kind: 'forMe', title: 'Waiting for you' },
  { kind: 'waiting', title: 'Waiting for the visitor' },
  { kind: 'live', title: 'Live' },
];

export function ConversationList({ grouped }: { grouped: Grouped }) {
  const shown = sections.filter(({ kind }) => grouped[kind].length > 0);
  return (
    <section className={classes.list} aria-label="Conversations">
      {shown.length === 0 ? (
        <>
          <Heading title="Conversations" />
          <Empty
            Icon={IconMessages}
            title="No conversations yet"
            text="Invite somebody who is on the site, start by a code that a visitor reads out, or let a ticket do it through the API."
          />
        </>
      ) : (
        shown.map(({ kind, title }) => (
          <Section key={kind} kind={kind} title={title} conversations={grouped[kind]} />
        ))
      )}
    </section>
  );
}

function Section(props: { kind: CardKind; title: string; conversations: LobbyConversation[] }) {
  return (
    <div className={classes.section}>
      <Heading title={props.title} count={props.conversations.length} />
      <ul className={classes.cards}>
        {props.conversations.map((conversation) => (
          <li key={conversation.id}>
            <ConversationCard kind={props.kind} conversation={conversation} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Heading({ title, count }: { title: string; count?: number }) {
  return (
    <Title order={2} size="h3" className={classes.heading}>
      {title}
      {count === undefined ? null : <span className={classes.count}>{count}</span>}
    </Title>
  );
}
