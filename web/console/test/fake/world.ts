/** What the fake server knows; tests change it and call `changed()`. Shapes are those of the contract. */
import { randomUUID } from 'node:crypto';
import type { EndReason } from '@pillion/protocol';
import type {
  CobrowseCommunication,
  Conversation,
  Lobby,
  LobbyConversation,
  LobbyConversationState,
  LobbyVisitor,
  SystemPresence,
  WrapUpCode,
} from '../../src/api/types';

export const agent = {
  id: '5e2b7a10-7d0f-4a53-9a0e-3c1f0a6f1c01',
  name: 'Avery Moss',
  email: 'avery@example.test',
  password: 'ride-along',
};

export interface Session {
  id: string;
  conversationId: string;
  state: 'waiting' | 'active' | 'reconnecting' | 'ended';
  capabilities: string[];
  endReason?: EndReason;
  page?: { url: string; title: string };
}

export interface Change {
  conversationId: string;
  participantId: string;
  body: Record<string, unknown>;
}

export class World {
  presence: SystemPresence = 'Offline';
  visitors: LobbyVisitor[] = [];
  lobbyConversations: LobbyConversation[] = [];
  conversations = new Map<string, Conversation>();
  sessions = new Map<string, Session>();
  wrapUpCodes: WrapUpCode[] = [];
  /** Join codes that visitors show, by the visitor they stand for. */
  visitorCodes = new Map<string, string>();
  truncated = false;
  /** What the console asked to change, in order. */
  changes: Change[] = [];
  starts: Record<string, unknown>[] = [];
  readonly #listeners = new Set<() => void>();

  lobby(): Lobby {
    return {
      visitors: this.visitors,
      conversations: this.lobbyConversations,
      truncated: this.truncated,
    };
  }

  /** Nobody and nothing. */
  clear(): void {
    this.visitors = [];
    this.lobbyConversations = [];
    this.conversations.clear();
    this.sessions.clear();
    this.visitorCodes.clear();
    this.truncated = false;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  visitor(over: Partial<LobbyVisitor> = {}): LobbyVisitor {
    const visitor: LobbyVisitor = {
      id: randomUUID(),
      identified: false,
      site: { key: 'dev', name: 'Larch & Linen' },
      page: { url: 'https://shop.test/', title: 'Larch & Linen' },
      tabs: 1,
      since: ago(180),
      lastSeen: ago(2),
      ...over,
    };
    this.visitors.unshift(visitor);
    return visitor;
  }

  /** A conversation in the given state, in the lobby and behind the API. */
  conversation(
    over: Partial<LobbyConversation> & {
      agentLeg?: CobrowseCommunication['state'];
      /** Goes on beside the session. */
      beside?: 'calls' | 'messages';
      externalTag?: string;
      attributes?: Record<string, string>;
    } = {},
  ): LobbyConversation {
    const { agentLeg = 'alerting', beside, externalTag, attributes, ...lobbyOver } = over;
    const state: LobbyConversationState = lobbyOver.state ?? 'offered';
    const entry: LobbyConversation = {
      id: randomUUID(),
      sessionId: randomUUID(),
      state,
      visitor: { id: randomUUID(), identified: false, online: true },
      agent: { id: agent.id, name: agent.name },
      since: ago(40),
      ...(state === 'waiting' || state === 'offered' ? { expires: ago(-860) } : {}),
      ...lobbyOver,
    };
    const sharing = state === 'active' || state === 'reconnecting';
    const leg = (
      cobrowseRole: 'sharer' | 'viewer',
      legState: CobrowseCommunication['state'],
      connected?: string,
    ): CobrowseCommunication => ({
      id: randomUUID(),
      state: legState,
      cobrowseSessionId: entry.sessionId,
      cobrowseRole,
      startAlertingTime: entry.since,
      ...(connected ? { connectedTime: connected } : {}),
    });
    const other = () =>
      beside ? { [beside]: [{ id: randomUUID(), state: 'connected' as const }] } : {};
    const conversation: Conversation = {
      id: entry.id,
      startTime: ago(60),
      state: 'alerting',
      ...(entry.subject ? { subject: entry.subject } : {}),
      ...(externalTag ? { externalTag } : {}),
      invitation: {
        id: randomUUID(),
        state: sharing || state === 'accepted' ? 'accepted' : state,
        ...(entry.expires ? { expires: entry.expires } : {}),
      },
      participants: [
        {
          id: randomUUID(),
          purpose: 'agent',
          name: entry.agent.name,
          userId: entry.agent.id,
          attributes: {},
          ...other(),
          cobrowsesessions: [
            leg('viewer', agentLeg, agentLeg === 'connected' ? ago(38) : undefined),
          ],
        },
        {
          id: randomUUID(),
          purpose: 'customer',
          ...(entry.visitor.name ? { name: entry.visitor.name } : {}),
          ...(entry.visitor.id ? { externalContactId: entry.visitor.id } : {}),
          attributes: attributes ?? {},
          ...other(),
          cobrowsesessions: [
            leg('sharer', sharing ? 'connected' : 'alerting', sharing ? ago(34) : undefined),
          ],
        },
      ],
    };
    this.lobbyConversations.unshift(entry);
    this.conversations.set(entry.id, conversation);
    this.sessions.set(entry.sessionId, {
      id: entry.sessionId,
      conversationId: entry.id,
      state: sharing ? state : 'waiting',
      capabilities: ['view', 'point'],
      ...(entry.page ? { page: entry.page } : {}),
    });
    return entry;
  }

  /** Ends a conversation's cobrowse session, or its invitation, while the conversation goes on. */
  endCobrowse(conversationId: string, over: Partial<Conversation> = {}): void {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) throw new Error(`no conversation ${conversationId}`);
    Object.assign(conversation, over);
    for (const participant of conversation.participants) {
      for (const leg of participant.cobrowsesessions ?? []) {
        leg.state = 'disconnected';
        leg.disconnectedTime ??= new Date().toISOString();
      }
    }
    for (const session of this.sessions.values()) {
      if (session.conversationId !== conversationId) continue;
      session.state = 'ended';
      session.endReason ??= reasonOf(conversation);
    }
    this.lobbyConversations = this.lobbyConversations.filter(({ id }) => id !== conversationId);
    this.changed();
  }

  /** Another session in a conversation that goes on; the agent who asked for it has accepted. */
  askAgain(conversationId: string): LobbyConversation {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) throw new Error(`no conversation ${conversationId}`);
    const entry: LobbyConversation = {
      id: conversationId,
      sessionId: randomUUID(),
      state: 'offered',
      visitor: { identified: true, online: true },
      agent: { id: agent.id, name: agent.name },
      since: ago(0),
      expires: ago(-900),
    };
    for (const participant of conversation.participants) {
      const mine = participant.purpose === 'agent';
      (participant.cobrowsesessions ??= []).push({
        id: randomUUID(),
        state: mine ? 'connected' : 'offering',
        cobrowseSessionId: entry.sessionId,
        cobrowseRole: mine ? 'viewer' : 'sharer',
        startAlertingTime: entry.since,
      });
    }
    conversation.invitation = { id: randomUUID(), state: 'offered', expires: ago(-900) };
    this.lobbyConversations.unshift(entry);
    this.sessions.set(entry.sessionId, {
      id: entry.sessionId,
      conversationId,
      state: 'waiting',
      capabilities: ['view', 'point'],
    });
    this.changed();
    return entry;
  }

  /** Puts a conversation's end into every place where the console may read it. */
  end(conversationId: string, over: Partial<Conversation> = {}): void {
    this.endCobrowse(conversationId, { endTime: new Date().toISOString(), ...over });
  }
}

/** As the server tells it to those who look on, where the invitation says it. */
function reasonOf({ invitation }: Conversation): EndReason {
  const state = invitation?.state;
  return state === 'declined' || state === 'expired' || state === 'canceled'
    ? state
    : 'disconnected';
}

/** Seconds ago, as the API writes dates; negative for the future. */
export function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}
