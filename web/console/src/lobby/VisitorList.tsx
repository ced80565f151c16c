/** Who is on the site now. */
import { TextInput, Title } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { LobbyConversation, LobbyVisitor } from '../api/types';
import { visitorName } from '../layout/visitorName';
import listClasses from './ConversationList.module.css';
import { Empty } from './Empty';
import { InviteDialog } from './InviteDialog';
import classes from './VisitorList.module.css';
import { VisitorRow } from './VisitorRow';

/** Fewer than this are found by eye. */
const searchFrom = 8;

interface Props {
  visitors: LobbyVisitor[];
  conversations: LobbyConversation[];
}

export function VisitorList({ visitors, conversations }: Props) {
  const [invited, setInvited] = useState<LobbyVisitor>();
  const [query, setQuery] = useState('');
  const searching = visitors.length >= searchFrom;
  const shown = searching ? visitors.filter((visitor) => matches(visitor, query)) : visitors;

  return (
    <section className={classes.panel} aria-label="Visitors on the site">
      <Title order={2} size="h3" className={listClasses.heading}>
        On the site now
        <span className={listClasses.count}>{visitors.length}</span>
      </Title>
      {searching ? (
        <TextInput
          className={classes.search}
          size="sm"
          aria-label="Find a visitor"
          placeholder="Find by name, page or site"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      ) : null}
      {visitors.length === 0 ? (
        <Empty
          Icon={IconUsers}
          title="Nobody is here"
          text="Visitors show up as soon as they open a page that carries the Pillion snippet."
        />
      ) : shown.length === 0 ? (
        <p className={classes.none}>No visitor matches “{query}”.</p>
      ) : (
        <ul className={classes.rows}>
          {shown.map((visitor) => (
            <VisitorRow
              key={visitor.id}
              visitor={visitor}
              conversation={conversations.find((each) => each.visitor.id === visitor.id)}
              onInvite={() => setInvited(visitor)}
            />
          ))}
        </ul>
      )}
      <InviteDialog visitor={invited} onClose={() => setInvited(undefined)} />
    </section>
  );
}

function matches(visitor: LobbyVisitor, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return [
    visitorName(visitor),
    visitor.email,
    visitor.page.title,
    visitor.page.url,
    visitor.site.name,
  ].some((text) => text?.toLowerCase().includes(wanted));
}
