import type { Capture, CaptureOptions } from '@pillion/mirror/capture/options';
import { Kind, decodePointer, type Agent, type VisitorSession } from '@pillion/protocol';
import type { Link, Resume } from '../link';
import { kit } from './code/kit';
import { readFrame } from './incoming';
import type { Fetches } from './fetches';
import type { Catalogue } from './messages/index';
import type { Requests } from './requests';
import { Scope } from './scope';
import { Sender } from './sender';
import { Laser } from './ui/laser';
import type { Layer } from './ui/layer';
import { showSign, type Sign } from './ui/sign';

export type CreateCapture = (options: CaptureOptions) => Capture;

interface Parts {
  link: Link;
  requests: Requests;
  layer: Layer;
  texts: Catalogue;
  createCapture: CreateCapture;
}

/** One session in this document: the capture, the sender, and the sign that says so. */
export class Sharing {
  readonly id: string;
  readonly #scope = new Scope();
  readonly #sender: Sender;
  readonly #capture: Capture;
  readonly #sign: Sign;
  readonly #laser: Laser;
  #fetches: Promise<Fetches> | undefined;
  #unseen: Scope | undefined;
  #agents: Agent[];
  #inviter: string | undefined;
  #connected = true;

  /** Begins to capture at once. `end` is the visitor's wish, `fail` a page that can't be shared. */
  constructor(
    { link, requests, layer, texts, createCapture }: Parts,
    session: VisitorSession,
    resume: Resume,
    inviter: string | undefined,
    on: { end(): void; fail(): void },
  ) {
    this.id = session.id;
    this.#agents = session.agents;
    this.#inviter = inviter;
    this.#sign = showSign(layer, texts, on.end, (on) => {
      this.#unseen?.close();
      this.#unseen = undefined;
      if (on) this.#showUnseen(layer, texts.language);
    });
    this.#laser = new Laser(layer);
    this.#sender = new Sender(link, resume, requests, this.#scope, on.fail);
    const { assetOrigins, frames } = session;
    this.#capture = createCapture({
      window,
      policy: session.policy,
      sink: this.#sender,
      ...(assetOrigins && {
        fetchOpaque: async (url, as) => {
          this.#fetches ??= import('./fetches').then(
            (module) => new module.Fetches(requests, assetOrigins),
          );
          return (await this.#fetches).get(url, as);
        },
      }),
      ...(frames && { embed: frames }),
      isOwn: (node) => layer.owns(node),
    });
    this.#sender.drive(this.#capture);
    this.#show();
    if (!link.connected()) this.lost();
    this.#capture.start();
  }

  resume(session: VisitorSession): void {
    this.#connected = true;
    this.#agents = session.agents;
    this.#show();
    void this.#sender.welcomed(session.acked, session.keyframe);
  }

  lost(): void {
    this.#connected = false;
    this.#laser.hide();
    this.#sender.lost();
    this.#show();
  }

  keyframe(): void {
    this.#capture.keyframe();
  }

  joined(agent: Agent): void {
    this.#agents = [...this.#agents.filter(({ id }) => id !== agent.id), agent];
    this.#show();
  }

  left(agent: Agent): void {
    this.#agents = this.#agents.filter(({ id }) => id !== agent.id);
    this.#inviter = undefined;
    this.#laser.hide();
    this.#show();
  }

  /** An ack or something from an agent. Throws ProtocolError for what can't be read. */
  frame(bytes: Uint8Array): void {
    const { kind, epoch, seq, payload } = readFrame(bytes);
    this.#sender.heard();
    if (kind === Kind.ack) this.#sender.acked(epoch, seq);
    else if (kind === Kind.pointer) this.#point(payload);
    else if (kind === Kind.asset) void this.#fetches?.then((all) => all.part(seq, payload));
  }

  /** At once and for good: nothing that was captured leaves the browser after this. */
  stop(): void {
    this.#scope.close();
    this.#capture.stop();
    this.#laser.hide();
    this.#sign.close();
  }

  #showUnseen(layer: Layer, language: string): void {
    const scope = (this.#unseen = this.#scope.child());
    Promise.all([import('./unseen/overlay'), this.#capture.unseen()]).then(
      ([{ showUnseen }, read]) => {
        if (!scope.closed) scope.add(showUnseen(kit, layer, language, read));
      },
      // It could not be loaded.
      () => this.#sign.unseen(false),
    );
  }

  #point(payload: Uint8Array): void {
    const at = decodePointer(payload);
    if (!at) return this.#laser.hide();
    // The frame does not say whose pointer it is, so a name is shown only when it can be but one.
    const [first, ...others] = this.#agents;
    const name = first && others.length === 0 ? first.name : '';
    this.#laser.point(name, at.pressed, () => this.#capture.locate(at));
  }

  #show(): void {
    this.#sign.update({
      agents: this.#agents,
      inviter: this.#inviter,
      connected: this.#connected,
    });
  }
}
