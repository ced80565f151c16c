/** One session as the conversation screen sees it: the live socket, the viewer, and what both have said. */
import {
  encodePointer,
  type AgentEvent,
  type AgentWelcome,
  type Capability,
  type EndReason,
  type RepairReason,
  type SessionState,
} from '@pillion/protocol';
import type { FromViewer, ViewerTheme, ViewerTool, ViewerZoom } from '@pillion/viewer/port';
import type { PageInfo, ViewerGrant } from '../api/types';
import { FrameGate, origin, type Position } from './gate';
import { LiveSocket, type LiveStatus } from './liveSocket';
import { ViewerBridge } from './viewerBridge';

export interface LiveLogEntry {
  at: string;
  what: 'shared' | 'interrupted' | 'resumed' | 'page' | 'drifted';
  page?: PageInfo;
  /** How often it has been that. */
  times?: number;
}

export interface LiveSnapshot {
  status: LiveStatus;
  viewerUrl?: string;
  /** What the server says of the session; absent before the first welcome. */
  state?: SessionState;
  page?: PageInfo;
  capabilities: Capability[];
  /** The viewer has put a page on its stage. */
  rendered: boolean;
  endReason?: EndReason;
  log: LiveLogEntry[];
  /** The newest request that the server turned down. */
  refused?: string;
}

/** Frames that wait for the viewer page to load; above this they are dropped and asked for again. */
const waitingBytes = 48 * 1024 * 1024;
const logEntries = 100;

export class LiveSession {
  readonly #socket: LiveSocket;
  readonly #gate = new FrameGate();
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveSnapshot = {
    status: { phase: 'connecting' },
    capabilities: [],
    rendered: false,
    log: [],
  };
  #bridge: ViewerBridge | undefined;
  #applied: Position = origin;
  #assets: string | undefined;
  #ready = false;
  #waiting: ArrayBuffer[] = [];
  #waitingSize = 0;
  #lost = false;
  #theme: ViewerTheme = 'light';
  #tool: ViewerTool = 'none';
  #zoom: ViewerZoom = 'fit';

  constructor(mint: (signal: AbortSignal) => Promise<ViewerGrant>) {
    this.#socket = new LiveSocket({
      mint,
      applied: () => this.#applied,
      onGrant: (grant) => this.#update({ viewerUrl: this.#snapshot.viewerUrl ?? grant.viewerUrl }),
      onWelcome: (session) => this.#welcome(session),
      onFrame: (frame, message) => {
        for (const bytes of this.#gate.push(frame, message)) this.#pass(bytes);
      },
      onEvent: (event) => this.#event(event),
      onStatus: (status) => this.#status(status),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LiveSnapshot => this.#snapshot;

  start(): void {
    this.#socket.start();
  }

  close(): void {
    this.#socket.close();
    if (this.#bridge) this.detach();
  }

  /** Speaks with the viewer page in this frame from now on. */
  attach(frame: HTMLIFrameElement, viewerUrl: string): void {
    if (this.#bridge) this.detach();
    this.#bridge = new ViewerBridge(frame, viewerUrl, {
      onHello: () => this.#viewerCame(),
      onReady: () => this.#viewerReady(),
      onMessage: (message) => this.#fromViewer(message),
    });
  }

  detach(): void {
    this.#bridge?.close();
    this.#bridge = undefined;
    this.#startOver();
    // Whoever is attached next knows nothing of what this viewer had.
    this.#lost = true;
  }

  setTool(tool: ViewerTool): void {
    this.#tool = tool;
    this.#bridge?.send({ type: 'tool', tool });
    if (tool === 'none') this.#socket.pointer(encodePointer(null));
  }

  setZoom(zoom: ViewerZoom): void {
    this.#zoom = zoom;
    this.#bridge?.send({ type: 'zoom', zoom });
  }

  setTheme(theme: ViewerTheme): void {
    this.#theme = theme;
    this.#bridge?.send({ type: 'theme', theme });
  }

  /** Ends the session for everybody; false when there is no connection to say so on. */
  end(): boolean {
    return this.#socket.request({ type: 'end' });
  }

  #welcome(session: AgentWelcome['session']): void {
    const moved = this.#assets !== undefined && this.#assets !== session.assets;
    this.#assets = session.assets;
    this.#enter(session.state, session.page, session.capabilities);
    if (this.#ready && moved) {
      // The viewer learns the new place of assets by a new port, on which it begins anew.
      this.#beginAgain();
      this.#lost = true;
    }
    if (this.#bridge?.helloed && !this.#ready) this.#connectViewer();
    // Frames that came while the viewer was lost were dropped: the log has them all.
    if (this.#lost && this.#ready) this.#askAgain('behind');
  }

  #viewerCame(): void {
    // A second hello is a viewer page that was loaded anew and knows nothing.
    const again = this.#applied !== origin || this.#ready;
    if (again) {
      this.#startOver();
      this.#lost = true;
    }
    if (this.#assets !== undefined) this.#connectViewer();
  }

  #connectViewer(): void {
    this.#bridge?.connect(this.#assets ?? '', this.#theme);
  }

  #viewerReady(): void {
    this.#ready = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingSize = 0;
    for (const bytes of waiting) this.#bridge?.send({ type: 'frame', bytes });
    this.#bridge?.send({ type: 'zoom', zoom: this.#zoom });
    this.#bridge?.send({ type: 'tool', tool: this.#tool });
    this.#tellState();
    if (this.#lost) this.#askAgain('reloaded');
  }

  #fromViewer(message: FromViewer): void {
    switch (message.type) {
      case 'applied':
        this.#applied = { epoch: message.epoch, seq: message.seq };
        break;
      case 'rendered':
        if (!this.#snapshot.rendered) this.#update({ rendered: true });
        break;
      case 'pointer':
        if (this.#tool === 'none') break;
        this.#socket.pointer(
          encodePointer(
            message.node === null
              ? null
              : { node: message.node, fx: message.fx, fy: message.fy, pressed: false },
          ),
        );
        break;
      case 'needKeyframe':
        if (message.reason === 'drift') this.#drifted(message.times);
        this.#askAgain(message.reason);
        break;
      case 'ready':
      case 'viewport':
        break;
    }
  }

  #pass(bytes: ArrayBuffer): void {
    if (this.#ready) {
      this.#bridge?.send({ type: 'frame', bytes });
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingSize += bytes.byteLength;
    if (this.#waitingSize > waitingBytes) {
      this.#waiting = [];
      this.#waitingSize = 0;
      this.#gate.reset();
      this.#lost = true;
    }
  }

  #askAgain(reason: RepairReason): void {
    this.#lost = !this.#socket.request({ type: 'keyframe', reason });
  }

  #drifted(times: number): void {
    const { log } = this.#snapshot;
    const entry: LiveLogEntry = { at: new Date().toISOString(), what: 'drifted', times };
    this.#update({ log: [...log, entry].slice(-logEntries) });
  }

  #startOver(): void {
    this.#beginAgain();
    if (this.#snapshot.rendered) this.#update({ rendered: false });
  }

  #beginAgain(): void {
    this.#ready = false;
    this.#applied = origin;
    this.#waiting = [];
    this.#waitingSize = 0;
    this.#gate.reset();
  }

  #event(event: AgentEvent): void {
    switch (event.type) {
      case 'state':
        this.#enter(event.state, event.page, event.capabilities);
        break;
      case 'page':
        this.#enter(this.#snapshot.state, event.page, this.#snapshot.capabilities);
        break;
      case 'ended':
        this.#update({ state: 'ended', endReason: event.reason });
        this.#tellState();
        break;
      case 'refused':
        this.#update({ refused: event.message });
        break;
    }
  }

  #enter(
    state: SessionState | undefined,
    page: PageInfo | undefined,
    capabilities: Capability[],
  ): void {
    const before = this.#snapshot;
    const log = [...before.log];
    const at = new Date().toISOString();
    if (state === 'active' && (before.state === undefined || before.state === 'waiting')) {
      log.push({ at, what: 'shared' });
    }
    if (state === 'active' && before.state === 'reconnecting') log.push({ at, what: 'resumed' });
    if (state === 'reconnecting' && before.state !== state) log.push({ at, what: 'interrupted' });
    if (page && (page.url !== before.page?.url || page.title !== before.page.title)) {
      log.push({ at, what: 'page', page });
    }
    this.#update({
      ...(state ? { state } : {}),
      ...(page ? { page } : {}),
      capabilities,
      log: log.slice(-logEntries),
    });
    this.#tellState();
  }

  #status(status: LiveStatus): void {
    if (status.phase === 'retrying') this.#gate.disconnected();
    this.#update(
      status.phase === 'stopped' && status.why === 'ended'
        ? { status, state: 'ended' }
        : { status },
    );
    this.#tellState();
  }

  #tellState(): void {
    const { state, status } = this.#snapshot;
    if (state === 'ended') this.#bridge?.send({ type: 'state', state: 'ended' });
    else if (state === undefined || state === 'waiting') return;
    else
      this.#bridge?.send({
        type: 'state',
        state: status.phase === 'open' && state === 'active' ? 'live' : 'reconnecting',
      });
  }

  #update(change: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
