/** What is known about the visitor and the matter; a sheet from below on a phone. */
import { Badge, Drawer, Switch, Textarea } from '@mantine/core';
import type { Capability } from '@pillion/protocol';
import type { ReactNode } from 'react';
import type { Conversation, PageInfo } from '../api/types';
import { addressOf } from '../layout/visitorName';
import classes from './SidePanel.module.css';
import { Timeline } from './Timeline';
import type { TimelineEntry } from './history';
import type { Notes } from './useNotes';

interface Props {
  narrow: boolean;
  opened: boolean;
  onClose(): void;
  conversation: Conversation;
  name: string;
  /** Undefined when the lobby no longer says. */
  identified: boolean | undefined;
  page: PageInfo | undefined;
  capabilities: Capability[];
  timeline: TimelineEntry[];
  /** Absent when they are taken elsewhere on the screen. */
  notes: Notes | undefined;
  shortcuts: boolean;
  onShortcuts(on: boolean): void;
}

const capabilityWords: Record<Capability, string> = {
  view: 'See the page',
  point: 'Point',
  draw: 'Draw',
  scroll: 'Scroll',
  click: 'Click',
  type: 'Type',
  navigate: 'Navigate',
};

export function SidePanel(props: Props) {
  if (props.narrow) {
    return (
      <Drawer
        opened={props.opened}
        onClose={props.onClose}
        position="bottom"
        size="80%"
        title="Details"
        classNames={{ content: classes.sheet!, title: classes.sheetTitle! }}
      >
        <Sections {...props} />
      </Drawer>
    );
  }
  if (!props.opened) return null;
  return (
    <aside className={classes.panel} aria-label="Details">
      <Sections {...props} />
    </aside>
  );
}

function Sections(props: Props) {
  const { conversation, page, capabilities, notes } = props;
  const attributes = Object.entries(attributesOf(conversation));
  return (
    <div className={classes.sections}>
      <Section title="Visitor">
        <dl className={classes.facts}>
          <Fact label="Name">
            {props.name}{' '}
            {props.identified === undefined ? null : (
              <Badge size="sm" color={props.identified ? 'indigo' : 'gray'}>
                {props.identified ? 'Identified' : 'Not identified'}
              </Badge>
            )}
          </Fact>
          {page ? (
            <Fact label="Page">
              {page.title || 'Untitled page'}
              <span className={classes.address}>{addressOf(page.url)}</span>
            </Fact>
          ) : null}
          {capabilities.length > 0 ? (
            <Fact label="You may">
              {capabilities
                .map((capability) => capabilityWords[capability] ?? capability)
                .join(', ')}
            </Fact>
          ) : null}
        </dl>
      </Section>
      {conversation.subject || conversation.externalTag || attributes.length > 0 ? (
        <Section title="Matter">
          <dl className={classes.facts}>
            {conversation.subject ? <Fact label="Reason">{conversation.subject}</Fact> : null}
            {conversation.externalTag ? <Fact label="Tag">{conversation.externalTag}</Fact> : null}
            {attributes.map(([name, value]) => (
              <Fact key={name} label={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </Section>
      ) : null}
      {notes ? (
        <Section title="Notes">
          <Textarea
            aria-label="Notes"
            placeholder="Kept for the wrap-up"
            size="sm"
            autosize
            minRows={3}
            maxRows={8}
            maxLength={4000}
            value={notes.text}
            onChange={(event) => notes.write(event.currentTarget.value)}
          />
        </Section>
      ) : null}
      <Section title="What happened">
        <Timeline entries={props.timeline} />
      </Section>
      <Switch
        className={classes.shortcuts!}
        size="xs"
        label="Keys L (laser) and F (size)"
        checked={props.shortcuts}
        onChange={(event) => props.onShortcuts(event.currentTarget.checked)}
      />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function attributesOf(conversation: Conversation): Record<string, string> {
  return Object.assign(
    {},
    ...conversation.participants.map((each) => each.attributes ?? {}),
  ) as Record<string, string>;
}
