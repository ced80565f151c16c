/** The operations the console uses, one function each. All of them throw `Refusal`. */
import type { ApiClient } from './client';
import type {
  Conversation,
  Listing,
  Lobby,
  StartConversation,
  StartedConversation,
  SystemPresence,
  User,
  UserPresence,
  ViewerGrant,
  WrapUpCode,
} from './types';

export function getMe(api: ApiClient): Promise<User> {
  return api.call('/api/v2/users/me?expand=presence');
}

export function setPresence(
  api: ApiClient,
  userId: string,
  systemPresence: SystemPresence,
  leaving = false,
): Promise<UserPresence> {
  return api.call(`/api/v2/users/${encodeURIComponent(userId)}/presences/purecloud`, {
    method: 'PATCH',
    body: { presenceDefinition: { systemPresence } },
    keepalive: leaving,
  });
}

/** Ends the token that the call itself carries. */
export function endToken(api: ApiClient): Promise<void> {
  return api.call('/api/v2/tokens/me', { method: 'DELETE', keepalive: true });
}

export function getLobby(api: ApiClient, signal?: AbortSignal): Promise<Lobby> {
  return api.call('/api/v2/cobrowse/lobby', { signal });
}

export function openLobbyStream(api: ApiClient, signal: AbortSignal): Promise<Response> {
  return api.open('/api/v2/cobrowse/lobby/stream', {
    signal,
    headers: { Accept: 'text/event-stream' },
  });
}

export function startConversation(
  api: ApiClient,
  start: StartConversation,
): Promise<StartedConversation> {
  return api.call('/api/v2/conversations', {
    method: 'POST',
    body: {
      type: 'cobrowse',
      participants: [
        { userId: start.agentId, role: 'agent' },
        { ...start.visitor, role: 'user' },
      ],
      ...(start.siteId ? { siteId: start.siteId } : {}),
      ...(start.subject ? { subject: start.subject } : {}),
      ...(start.capabilities ? { capabilities: start.capabilities } : {}),
    },
  });
}

/** The caller's own live conversations. */
export function getOwnConversations(api: ApiClient): Promise<Listing<Conversation>> {
  return api.call('/api/v2/conversations');
}

export function getConversation(
  api: ApiClient,
  id: string,
  signal?: AbortSignal,
): Promise<Conversation> {
  return api.call(`/api/v2/conversations/${encodeURIComponent(id)}`, { signal });
}

export function disconnectConversation(api: ApiClient, id: string): Promise<void> {
  return api.call(`/api/v2/conversations/${encodeURIComponent(id)}/disconnect`, { method: 'POST' });
}

/** Asks the visitor of a conversation that goes on to share their page. */
export function startCobrowse(api: ApiClient, id: string): Promise<void> {
  return api.call(`/api/v2/conversations/${encodeURIComponent(id)}/cobrowse`, { method: 'POST' });
}

/** Ends a cobrowse session, or its invitation, and nothing else of the conversation. */
export function disconnectCobrowse(
  api: ApiClient,
  conversationId: string,
  participantId: string,
  communicationId: string,
): Promise<void> {
  const path = `/api/v2/conversations/cobrowsesessions/${encodeURIComponent(conversationId)}/participants/${encodeURIComponent(participantId)}/communications/${encodeURIComponent(communicationId)}`;
  return api.call(path, { method: 'PATCH', body: { state: 'disconnected' } });
}

export interface ParticipantChange {
  state?: 'connected' | 'disconnected';
  wrapup?: { code: string; notes?: string };
  wrapupSkipped?: true;
}

export function changeParticipant(
  api: ApiClient,
  conversationId: string,
  participantId: string,
  change: ParticipantChange,
): Promise<void> {
  const path = `/api/v2/conversations/${encodeURIComponent(conversationId)}/participants/${encodeURIComponent(participantId)}`;
  return api.call(path, { method: 'PATCH', body: change });
}

/** All wrap-up codes by name; at most `pages` pages of 100 are read. */
export async function getWrapUpCodes(
  api: ApiClient,
  signal?: AbortSignal,
  pages = 5,
): Promise<WrapUpCode[]> {
  const codes: WrapUpCode[] = [];
  for (let page = 1; page <= pages; page++) {
    const listing = await api.call<Listing<WrapUpCode>>(
      `/api/v2/routing/wrapupcodes?pageSize=100&pageNumber=${page}`,
      { signal },
    );
    codes.push(...listing.entities);
    if (page >= listing.pageCount) break;
  }
  return codes.sort((a, b) => a.name.localeCompare(b.name));
}

export function mintViewer(
  api: ApiClient,
  sessionId: string,
  signal?: AbortSignal,
): Promise<ViewerGrant> {
  return api.call(`/api/v2/cobrowse/sessions/${encodeURIComponent(sessionId)}/viewers`, {
    method: 'POST',
    signal,
  });
}
