import type { Invitation, VisitorEvent, VisitorSession, VisitorWelcome } from '@pillion/protocol';
import type { JoinCode, PillionEndReason } from '../api';
import type { Link, Resume, Side } from '../link';
import type { CodeFlow } from './code/flow';
import { kit } from './code/kit';
import { chooseCatalogue } from './messages/index';
import { Requests } from './requests';
import { Sharing, type CreateCapture } from './sharing';
import { Layer } from './ui/layer';
import { showPrompt, type Prompt } from './ui/prompt';
import { Toasts } from './ui/toasts';

const answerWithinMs = 10_000;

interface Offer {
  invitation: Invitation;
  prompt: Prompt;
  /** The id of the accept that was sent; 0 when it waits for a connection. */
  accepting?: number;
  /** Accept was pressed, and nothing else since. */
  consented?: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/** What happens to a visitor between an offer and the end of sharing. */
export class Visit implements Side {
  readonly #link: Link;
  readonly #createCapture: CreateCapture;
  readonly #texts = chooseCatalogue();
  readonly #layer = new Layer();
  readonly #toasts = new Toasts(this.#layer);
  readonly #requests: Requests;
  #code: CodeFlow | null = null;
  /** How often something has taken a code's place on the screen. */
  #covered = 0;
  #offer: Offer | null = null;
  #sharing: Sharing | null = null;
  /** Ended here; the server's confirmation is no news. */
  #over = '';

  constructor(link: Link, createCapture: CreateCapture) {
    this.#link = link;
    this.#createCapture = createCapture;
    this.#requests = new Requests(link);
    this.#layer.onFight = () => this.#finish('sign_hidden');
  }

  welcome(welcome: VisitorWelcome): void {
    this.#requests.again();
    const { session, invitation, ended } = welcome;
    if (session) this.#share(session);
    else if (this.#sharing || this.#link.session) {
      this.#ended(ended?.reason ?? 'visitor_gone', this.#sharing?.id ?? ended?.session ?? '');
    }
    if (invitation) this.#ask(invitation);
    else if (this.#offer && this.#offer.accepting === undefined) this.#withdraw();
    // An accept that the old connection took with it is sent again; consent was given in this document.
    if (this.#offer?.accepting !== undefined) this.#sendAccept(this.#offer);
  }

  event(event: VisitorEvent): void {
    if (this.#requests.answered(event)) return;
    switch (event.type) {
      case 'offer':
        return this.#ask(event.invitation);
      case 'withdrawn':
        if (event.invitation !== this.#offer?.invitation.id) return;
        if (event.reason !== 'declined') this.#toasts.say(this.#texts.withdrawn[event.reason]);
        return this.#withdraw();
      case 'session':
        return this.#share(event.session, true);
      case 'keyframe':
        return this.#sharing?.keyframe();
      case 'superseded':
        return this.#ended('superseded', this.#sharing?.id ?? '');
      case 'joined':
        if (!this.#sharing) return;
        this.#sharing.joined(event.agent);
        return this.#toasts.say(this.#texts.joined(event.agent.name));
      case 'left':
        if (!this.#sharing) return;
        this.#sharing.left(event.agent);
        return this.#toasts.say(this.#texts.left(event.agent.name));
      case 'ended':
        return this.#ended(event.reason, event.session);
      case 'refused':
        if (this.#offer?.accepting === (event.id ?? -1)) this.#giveUp(this.#offer);
    }
  }

  frame(bytes: Uint8Array): void {
    this.#sharing?.frame(bytes);
  }

  lost(): void {
    this.#sharing?.lost();
  }

  halted(superseded: boolean): void {
    this.#ended(superseded ? 'superseded' : 'disconnected', this.#sharing?.id ?? '');
    this.#withdraw();
  }

  leave(): void {
    this.#sharing?.stop();
    this.#sharing = null;
    this.#withdraw();
    this.#coverCode();
    this.#toasts.clear();
  }

  codeRefused(): void {
    this.#toasts.say(this.#texts.codeRefused);
  }

  end(): void {
    if (this.#offer && !this.#sharing) this.#decline(this.#offer);
    else this.#finish('visitor_ended');
  }

  /** Rejects with Unanswered, or with the browser's error when the card can't be loaded. */
  async showCode(): Promise<JoinCode> {
    const covered = this.#covered;
    const { CodeFlow } = await import('./code/flow');
    this.#code ??= new CodeFlow(kit, this.#link, this.#requests, this.#layer, this.#texts);
    return this.#code.show(covered === this.#covered);
  }

  #coverCode(): void {
    this.#covered++;
    this.#code?.close();
  }

  #ask(invitation: Invitation): void {
    const { id: shown, policy, agent: asking } = this.#offer?.invitation ?? {};
    // The same one comes again with a policy or an agent that is another since: consent must be to that.
    const same =
      shown === invitation.id &&
      policy?.version === invitation.policy.version &&
      asking?.id === invitation.agent.id;
    if (this.#sharing || same) return;
    this.#withdraw();
    this.#coverCode();
    const offer: Offer = {
      invitation,
      prompt: showPrompt(this.#layer, this.#texts, invitation, this.#link, {
        accept: () => this.#accept(offer),
        decline: () => this.#decline(offer),
      }),
    };
    this.#offer = offer;
    this.#link.state = 'offered';
    const { id, agent, reason, capabilities, expires } = invitation;
    this.#link.emit('offer', {
      invitation: id,
      agent,
      ...(reason && { reason }),
      capabilities,
      expires,
    });
  }

  #accept(offer: Offer): void {
    if (offer.accepting !== undefined) return;
    offer.consented = true;
    offer.prompt.busy(true);
    offer.timer = setTimeout(() => this.#giveUp(offer), answerWithinMs);
    this.#sendAccept(offer);
  }

  #sendAccept(offer: Offer): void {
    const { id, capabilities, policy } = offer.invitation;
    offer.accepting = this.#link.request({
      type: 'accept',
      invitation: id,
      // Only what the question named was agreed to.
      capabilities: capabilities.filter((one) => Object.hasOwn(this.#texts.prompt.capability, one)),
      policyVersion: policy.version,
      language: this.#texts.language,
    });
  }

  #giveUp(offer: Offer): void {
    if (this.#offer !== offer) return;
    delete offer.accepting;
    clearTimeout(offer.timer);
    offer.prompt.busy(false);
    this.#toasts.say(this.#texts.notAccepted);
  }

  #decline(offer: Offer): void {
    if (offer.accepting !== undefined || this.#offer !== offer) return;
    this.#link.request({ type: 'decline', invitation: offer.invitation.id });
    this.#withdraw();
    this.#toasts.say(this.#texts.ended.declined);
  }

  #withdraw(): void {
    if (!this.#offer) return;
    clearTimeout(this.#offer.timer);
    this.#offer.prompt.close();
    this.#offer = null;
    if (this.#link.state === 'offered') this.#link.state = 'idle';
  }

  #share(session: VisitorSession, fresh = false): void {
    const known = this.#link.session;
    if (session.id === this.#over) return;
    if (this.#sharing?.id === session.id && known) {
      this.#link.keep(follow(known, session));
      this.#link.state = 'active';
      return this.#sharing.resume(session);
    }
    // Without a session of this tab's past, only a consent that was given right here starts one.
    if (!known && !this.#offer?.consented) {
      // The visitor accepted, waited in vain, and thought better of it.
      if (fresh) this.#link.request({ type: 'end' });
      return;
    }
    const inviter = this.#offer?.invitation.agent.name;
    const resume = known
      ? follow(known, session)
      : { token: session.token, epoch: Math.max(1, session.epoch), seq: 0 };
    this.#link.keep(resume);
    this.#link.state = 'active';
    this.#withdraw();
    this.#sharing?.stop();
    this.#sharing = new Sharing(
      {
        link: this.#link,
        layer: this.#layer,
        requests: this.#requests,
        texts: this.#texts,
        createCapture: this.#createCapture,
      },
      session,
      resume,
      inviter,
      { end: () => this.#finish('visitor_ended'), fail: () => this.#finish('page_too_large') },
    );
    if (!known && inviter) this.#layer.announce(this.#texts.started(inviter));
    const { id, agents, capabilities } = session;
    this.#link.emit('start', { session: id, agents, capabilities, resumed: !!known });
  }

  /** Ends it from this side: here at once, on the server as soon as it can be reached. */
  #finish(reason: PillionEndReason): void {
    const { session } = this.#link;
    if (!session) return;
    const id = this.#sharing?.id ?? '';
    this.#over = id;
    this.#sharing?.stop();
    this.#sharing = null;
    this.#link.finish();
    this.#done(reason, id);
  }

  #ended(reason: PillionEndReason, id: string): void {
    const { session } = this.#link;
    if (!session || (this.#sharing && id !== this.#sharing.id)) return;
    this.#sharing?.stop();
    this.#sharing = null;
    this.#link.keep(undefined);
    this.#done(reason, id);
  }

  #done(reason: PillionEndReason, id: string): void {
    this.#link.state = this.#offer ? 'offered' : 'idle';
    this.#toasts.say(this.#texts.ended[reason] ?? this.#texts.ended.disconnected);
    this.#link.emit('end', { session: id, reason });
  }
}

/** The epoch is the server's to say: where another document has used this one's up, a new one begins. */
function follow(resume: Resume, { token, epoch }: VisitorSession): Resume {
  if (epoch !== resume.epoch) resume.seq = 0;
  return Object.assign(resume, { token, epoch });
}
