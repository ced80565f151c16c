/** The shapes of docs/api/operations.md that the console reads and writes. */
import type { Capability } from '@pillion/protocol';

export type SystemPresence =
  | 'Available'
  | 'Away'
  | 'Busy'
  | 'Offline'
  | 'Idle'
  | 'OnQueue'
  | 'Meal'
  | 'Training'
  | 'Meeting'
  | 'Break';

export interface UserPresence {
  presenceDefinition: { id?: string; systemPresence: SystemPresence };
  message?: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  title?: string;
  presence?: UserPresence;
}

export interface Listing<T> {
  entities: T[];
  total: number;
  pageNumber: number;
  pageCount: number;
}

export interface WrapUpCode {
  id: string;
  name: string;
  description?: string;
}

export interface PageInfo {
  url: string;
  title: string;
}

export interface LobbyVisitor {
  id: string;
  name?: string;
  email?: string;
  identified: boolean;
  site: { key: string; name: string };
  page: PageInfo;
  tabs: number;
  since: string;
  lastSeen: string;
}

export type LobbyConversationState = 'waiting' | 'offered' | 'accepted' | 'active' | 'reconnecting';

export interface LobbyConversation {
  id: string;
  sessionId: string;
  subject?: string;
  state: LobbyConversationState;
  visitor: { id?: string; name?: string; identified: boolean; online: boolean };
  /** `state` is that of the agent's leg: `alerting` until they accept. */
  agent: { id: string; name: string; state?: CommunicationState };
  joinCode?: string;
  visitorLink?: string;
  expires?: string;
  since: string;
  page?: PageInfo;
}

export interface Lobby {
  visitors: LobbyVisitor[];
  conversations: LobbyConversation[];
  truncated: boolean;
}

export type CommunicationState =
  | 'alerting'
  | 'dialing'
  | 'contacting'
  | 'offering'
  | 'connected'
  | 'disconnected'
  | 'terminated'
  | 'scheduled'
  | 'none';

export interface Communication {
  id: string;
  state: CommunicationState;
}

export interface CobrowseCommunication extends Communication {
  disconnectType?: string;
  cobrowseSessionId: string;
  cobrowseRole: 'sharer' | 'viewer';
  startAlertingTime?: string;
  connectedTime?: string;
  disconnectedTime?: string;
}

export interface WrapUp {
  code: string;
  name?: string;
  notes?: string;
  endTime?: string;
}

export interface Participant {
  id: string;
  name?: string;
  purpose: 'agent' | 'customer' | 'user' | 'external';
  userId?: string;
  externalContactId?: string;
  startTime?: string;
  connectedTime?: string;
  endTime?: string;
  attributes?: Record<string, string>;
  wrapupRequired?: boolean;
  wrapupPrompt?: string;
  wrapup?: WrapUp;
  calls?: Communication[];
  cobrowsesessions?: CobrowseCommunication[];
  messages?: Communication[];
}

export type InvitationState =
  'waiting' | 'offered' | 'accepted' | 'declined' | 'expired' | 'canceled';

export interface Conversation {
  id: string;
  startTime: string;
  endTime?: string;
  state?: string;
  externalTag?: string;
  subject?: string;
  participants: Participant[];
  invitation?: { id: string; state: InvitationState; expires?: string };
}

export interface StartConversation {
  visitor: { userId: string } | { joinCode: string };
  agentId: string;
  siteId?: string | undefined;
  subject?: string | undefined;
  capabilities?: Capability[] | undefined;
}

export interface StartedConversation {
  id: string;
  conversation: Conversation;
  sessionId: string;
  joinCode?: string;
  invitation: { id: string; state: InvitationState; expires?: string; message?: string };
  visitorLink?: string;
}

export interface ViewerGrant {
  token: string;
  websocketUrl: string;
  viewerUrl: string;
  expires: string;
}
