import type { VisitorEvent, VisitorRequest, VisitorWelcome } from '@pillion/protocol';
import type { JoinCode, PillionEvents, PillionState } from './api';

type WithoutId<R> = R extends { id: number } ? Omit<R, 'id'> : never;
/** A request as its sender writes it; the link numbers it. */
export type Ask = WithoutId<VisitorRequest>;

/** The live session of this tab, as the next hello names it. */
export interface Resume {
  token: string;
  epoch: number;
  /** Newest ordered frame that this document has sent. */
  seq: number;
  /** The visitor ended it, and the server has not heard yet. */
  ending?: boolean;
}

/** What the loader gives to the session code: the one socket, and the tab's memory. */
export interface Link {
  state: PillionState;
  /** Milliseconds that the server's clock is ahead of this browser's. */
  readonly skew: number;
  readonly session: Resume | undefined;
  /** Remembers the session for the next document of this tab, or forgets it. */
  keep(session: Resume | undefined): void;
  /** Ends the session on the server, now or as soon as there is a connection again. */
  finish(): void;
  /** True between a welcome and the loss of its socket. */
  connected(): boolean;
  /** Sends one encoded frame; does nothing without a connection. */
  send(frame: Uint8Array): void;
  /** Returns the request's id, or 0 when there is no connection. */
  request(request: Ask): number;
  /** Bytes that the socket has not passed on yet. */
  buffered(): number;
  /** Gives up a socket that is open but dead, and connects again. */
  drop(): void;
  emit<E extends keyof PillionEvents>(event: E, detail: PillionEvents[E]): void;
}

/** What the session code gives to the loader. Nothing here may throw. */
export interface Side {
  welcome(welcome: VisitorWelcome): void;
  event(event: VisitorEvent): void;
  /** Every frame that is neither welcome nor event, as it came. */
  frame(bytes: Uint8Array): void;
  /** The socket is gone; the loader is connecting again. */
  lost(): void;
  /** The socket is gone for good; another document of this tab took over when `superseded`. */
  halted(superseded: boolean): void;
  /** The document goes away, perhaps to come back from the back/forward cache. */
  leave(): void;
  /** The code that the visitor came with opens nothing. */
  codeRefused(): void;
  end(): void;
  showCode(): Promise<JoinCode>;
}
