/** What happened, oldest first, from the conversation's own times and what this screen saw. */
import type { Conversation } from '../api/types';
import { addressOf, visitorName } from '../layout/visitorName';
import type { LiveLogEntry } from '../live/liveSession';
import { ownParticipant } from '../lobby/grouping';
import { customerOf } from './phase';

export interface TimelineEntry {
  at: string;
  text: string;
  /** A second, quieter line. */
  detail?: string | undefined;
}

export function timelineOf(
  conversation: Conversation,
  log: readonly LiveLogEntry[],
  myId: string,
  endSentence: string,
): TimelineEntry[] {
  const customer = customerOf(conversation);
  const agent = conversation.participants.find((participant) => participant.purpose === 'agent');
  const agentName =
    ownParticipant(conversation, myId) !== undefined ? 'You' : (agent?.name ?? 'The agent');
  const name = visitorName(customer);
  const sharer = customer?.cobrowsesessions?.at(-1);
  const viewer = agent?.cobrowsesessions?.at(-1);
  const entries: TimelineEntry[] = [];
  const add = (at: string | undefined, text: string, detail?: string) => {
    if (at) entries.push({ at, text, detail });
  };

  add(conversation.startTime, 'Conversation started');
  add(viewer?.connectedTime, `${agentName} accepted`);
  add(sharer?.connectedTime, `${name} agreed to share`);
  for (const entry of withoutPassingTitles(withoutPageChanges(log))) {
    if (entry.what === 'shared' && !sharer?.connectedTime) add(entry.at, `${name} agreed to share`);
    if (entry.what === 'interrupted') add(entry.at, `${name} lost the connection`);
    if (entry.what === 'resumed') add(entry.at, `${name} is back`);
    if (entry.what === 'drifted') {
      const often = (entry.times ?? 1) > 1 ? `${entry.times} times so far` : undefined;
      add(entry.at, 'The picture differed from the page and was made anew', often);
    }
    if (entry.what === 'page' && entry.page) {
      add(entry.at, entry.page.title || 'Untitled page', addressOf(entry.page.url));
    }
  }
  // A session that is over in a conversation that goes on has an end of its own.
  add(conversation.endTime ?? sharer?.disconnectedTime, endSentence);
  // Dates of one format sort as text, and equal times stay in the order above.
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A visitor who opens the next page is gone for a moment; that is no lost connection. */
const pageChangeMs = 3_000;

function withoutPageChanges(log: readonly LiveLogEntry[]): LiveLogEntry[] {
  const kept: LiveLogEntry[] = [];
  for (const entry of log) {
    const gap = entry.what === 'resumed' ? kept.findLastIndex(isInterruption) : -1;
    const from = kept[gap];
    if (from && Date.parse(entry.at) - Date.parse(from.at) < pageChangeMs) kept.splice(gap, 1);
    else kept.push(entry);
  }
  return kept;
}

function isInterruption(entry: LiveLogEntry): boolean {
  return entry.what === 'interrupted';
}

/** A page often has its address for a moment before it has its title. */
function withoutPassingTitles(log: readonly LiveLogEntry[]): LiveLogEntry[] {
  return log.filter((entry, index) => {
    const next = log.slice(index + 1).find((later) => later.what === 'page');
    return !(
      entry.what === 'page' &&
      next?.page?.url === entry.page?.url &&
      next !== undefined &&
      Date.parse(next.at) - Date.parse(entry.at) < pageChangeMs
    );
  });
}
