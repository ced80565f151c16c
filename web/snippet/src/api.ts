import type { Agent, Capability, EndReason, Visitor } from '@pillion/protocol';

/** What this tab is doing: nothing, being asked, sharing, or sharing without a connection. */
export type PillionState = 'idle' | 'offered' | 'active' | 'reconnecting';

export interface JoinCode {
  code: string;
  /** ISO 8601, UTC. */
  expires: string;
}

export interface PillionEvents {
  /** The tab is connected; comes again when the visitor has been identified. */
  ready: { visitor: Visitor };
  /** An agent asks to see the page, and the visitor is looking at the question. */
  offer: {
    invitation: string;
    agent: Agent;
    reason?: string;
    capabilities: Capability[];
    expires: string;
  };
  /** Sharing began, or went on in this document after a page change (`resumed`). */
  start: { session: string; agents: Agent[]; capabilities: Capability[]; resumed: boolean };
  /** Sharing is over in this tab. */
  end: { session: string; reason: PillionEndReason };
  /** A join code is on the screen. */
  code: JoinCode;
  error: { code: string; message: string };
}

/** Beyond the server's reasons: another tab carries on, or the page kept hiding the sharing sign. */
export type PillionEndReason = EndReason | 'superseded' | 'sign_hidden' | 'page_too_large';

export interface PillionApi {
  /** What this tab is doing now. */
  readonly state: PillionState;
  /** Says who the visitor is, by a token that the site's backend signed; remembered for the tab. */
  identify(token: string): void;
  /**
   * Shows a join code that the visitor can read to an agent. Rejects with an Error whose message is
   * the reason when there is no code to be had; an ignored rejection stays silent.
   */
  showCode(): Promise<JoinCode>;
  /** Ends sharing in this tab at once, or declines what is on offer. */
  end(): void;
  on<E extends keyof PillionEvents>(event: E, handler: (detail: PillionEvents[E]) => void): void;
  off<E extends keyof PillionEvents>(event: E, handler: (detail: PillionEvents[E]) => void): void;
}
