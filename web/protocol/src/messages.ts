/** The JSON payloads of `pillion.v1`: hello, welcome, requests and events. docs/internals/live-protocol.md */

/** What an agent may do in a session. */
export type Capability = 'view' | 'point' | 'draw' | 'scroll' | 'click' | 'type' | 'navigate';

export type SessionState = 'waiting' | 'active' | 'reconnecting' | 'ended';

export type EndReason =
  | 'visitor_ended'
  | 'agent_ended'
  | 'declined'
  | 'expired'
  | 'canceled'
  | 'visitor_gone'
  | 'disconnected';

export type WithdrawnReason = 'declined' | 'expired' | 'canceled' | 'answered_elsewhere';

/** The page a tab shows; `url` carries neither query nor fragment. */
export interface Page {
  url: string;
  title: string;
  visible: boolean;
}

export interface Agent {
  id: string;
  name: string;
}

export interface Visitor {
  id: string;
  name?: string;
  /** True when the site's backend vouched for this visitor. */
  identified: boolean;
}

/** A site's privacy policy as the snippet receives it. Selectors are CSS. */
export interface PrivacyPolicy {
  version: number;
  preset: 'private' | 'balanced' | 'open';
  hide: string[];
  show: string[];
  readOnly: string[];
}

export interface Invitation {
  id: string;
  agent: Agent;
  reason?: string;
  capabilities: Capability[];
  /** ISO 8601, UTC. */
  expires: string;
  policy: PrivacyPolicy;
}

export interface VisitorSession {
  id: string;
  token: string;
  epoch: number;
  /** Newest seq of this epoch that the log holds. */
  acked: number;
  /** True when the server needs a keyframe rather than what was not acked. */
  keyframe: boolean;
  agents: Agent[];
  capabilities: Capability[];
  policy: PrivacyPolicy;
  /** Whose assets the server gets where the tab may not read them. */
  assetOrigins?: string[];
  /**
   * Other origins of the site, whose pages in frames may show themselves, its key, and a token by which they
   * learn from the server that this session is shared.
   */
  frames?: { site: string; origins: string[]; token: string };
}

export interface VisitorHello {
  role: 'visitor';
  protocol: 1;
  site: string;
  tab: string;
  visitor?: string;
  identity?: string;
  page: Page;
  session?: { token: string; epoch: number; seq: number };
  redeem?: string;
}

export interface AgentHello {
  role: 'agent';
  protocol: 1;
  token: string;
  epoch: number;
  seq: number;
}

export interface VisitorWelcome {
  /** The server's time, ISO 8601, UTC: a visitor's own clock may be wrong, and expiry is shown. */
  now?: string;
  /** True when the site's policy lets the tab tell titles of pages. */
  titled?: boolean;
  visitor: Visitor & { token: string };
  invitation?: Invitation;
  session?: VisitorSession;
  ended?: { session: string; reason: EndReason };
}

export interface AgentWelcome {
  session: {
    id: string;
    conversationId: string;
    state: SessionState;
    visitor: Visitor;
    page?: Page;
    capabilities: Capability[];
    /** Path on the viewer's origin under which assets are read by hash; ends with a slash. */
    assets: string;
  };
}

export type VisitorRequest =
  | { type: 'page'; id: number; page: Page }
  | { type: 'identify'; id: number; token: string }
  | { type: 'code'; id: number }
  | { type: 'redeem'; id: number; code: string }
  | {
      type: 'accept';
      id: number;
      invitation: string;
      capabilities: Capability[];
      policyVersion: number;
      language: string;
    }
  | { type: 'decline'; id: number; invitation: string }
  | { type: 'have'; id: number; hashes: string[] }
  | { type: 'fetch'; id: number; url: string; as: 'asset' | 'sheet' }
  | { type: 'end'; id: number };

/** Why an agent's picture has to be made anew. */
export type RepairReason = 'damaged' | 'gap' | 'overflow' | 'drift' | 'behind' | 'reloaded';

export type AgentRequest =
  { type: 'end'; id: number } | { type: 'keyframe'; id: number; reason: RepairReason };

export type VisitorEvent =
  | { type: 'offer'; invitation: Invitation }
  | { type: 'withdrawn'; invitation: string; reason: WithdrawnReason }
  | { type: 'session'; session: VisitorSession }
  | { type: 'identified'; visitor: Visitor & { token: string } }
  | { type: 'code'; id: number; code: string; expires: string }
  | { type: 'need'; id: number; hashes: string[] }
  /** Without a hash it is a sheet, whose text came before in frames of its own. */
  | { type: 'fetched'; id: number; hash?: string }
  | { type: 'keyframe' }
  | { type: 'superseded' }
  | { type: 'joined'; agent: Agent }
  | { type: 'left'; agent: Agent }
  | { type: 'ended'; session: string; reason: EndReason }
  | { type: 'refused'; id?: number; code: string; message: string };

export type AgentEvent =
  | { type: 'state'; state: SessionState; page?: Page; capabilities: Capability[] }
  | { type: 'page'; page: Page }
  | { type: 'ended'; session: string; reason: EndReason }
  | { type: 'refused'; id?: number; code: string; message: string };
