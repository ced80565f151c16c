import type { Capability, PrivacyPolicy, WithdrawnReason } from '@pillion/protocol';
import type { PillionEndReason } from '../../api';

/** Everything that a visitor reads, in one language. Names and reasons are shown as they came. */
export interface Catalogue {
  language: string;
  prompt: {
    title(agent: string): string;
    reason: string;
    sees: string;
    seesText(site: string): string;
    does: string;
    capability: Record<Capability, string>;
    onlyLooks: string;
    hides: string;
    hidesText: Record<PrivacyPolicy['preset'], string>;
    foot: string;
    accept: string;
    decline: string;
    answering: string;
    expiresIn(time: string): string;
    expiresAt(time: string): string;
    expiresSoon: string;
    announce(agent: string): string;
  };
  pill: {
    label: string;
    seen(names: string[]): string;
    waiting(agent: string): string;
    waitingAny: string;
    reconnecting: string;
    reconnectingHint: string;
    unseen: string;
    end: string;
    endLabel: string;
  };
  joined(agent: string): string;
  left(agent: string): string;
  started(agent: string): string;
  ended: Record<PillionEndReason, string>;
  withdrawn: Record<Exclude<WithdrawnReason, 'declined'>, string>;
  notAccepted: string;
  codeRefused: string;
}

export const en: Catalogue = {
  language: 'en',
  prompt: {
    title: (agent) => `${agent} would like to see this page`,
    reason: 'Reason',
    sees: 'What they will see',
    seesText: (site) =>
      `This tab while you are on ${site}, as you use it. Never your other tabs, your screen or your files.`,
    does: 'What they can do',
    capability: {
      view: 'Look at the page',
      point: 'Point at things with a marker',
      draw: 'Draw on top of the page',
      scroll: 'Scroll the page for you',
      click: 'Click on things for you',
      type: 'Type into fields for you',
      navigate: 'Open other pages of this site for you',
    },
    onlyLooks: 'Only look. They cannot click or type anything.',
    hides: 'What stays hidden',
    hidesText: {
      private: 'Everything you type and all text, except what this site has approved for sharing.',
      balanced:
        'Passwords, payment details, one-time codes, ID numbers and whatever this site keeps private.',
      open: 'Passwords and whatever this site keeps private.',
    },
    foot: 'You can end it at any time, with one click.',
    accept: 'Accept',
    decline: 'Decline',
    answering: 'One moment',
    expiresIn: (time) => `Expires in ${time}`,
    expiresAt: (time) => `Expires at ${time}`,
    expiresSoon: 'Expires any moment',
    announce: (agent) =>
      `${agent} would like to see this page. You can answer at the end of the page.`,
  },
  pill: {
    label: 'Page sharing',
    seen: (names) => `${list(names)} can see this page`,
    waiting: (agent) => `Sharing, waiting for ${agent}`,
    waitingAny: 'Sharing, nobody is looking now',
    reconnecting: 'Reconnecting',
    reconnectingHint: 'Nothing new is being shown',
    unseen: 'Hidden parts',
    end: 'End',
    endLabel: 'End sharing',
  },
  joined: (agent) => `${agent} has joined and can see this page`,
  left: (agent) => `${agent} has left`,
  started: (agent) => `You are sharing this page with ${agent}`,
  ended: {
    visitor_ended: 'You ended sharing. Nobody sees this page now.',
    agent_ended: 'The agent ended sharing. Nobody sees this page now.',
    declined: 'You declined. Nothing was shared.',
    expired: 'Sharing is over: the time for it ran out.',
    canceled: 'Sharing was called off. Nobody sees this page now.',
    visitor_gone: 'Sharing is over: the connection was away for too long.',
    disconnected: 'Sharing is over. Nobody sees this page now.',
    superseded: 'Sharing goes on in another tab, not in this one.',
    sign_hidden: 'Sharing was stopped because this page kept hiding the sign that shows it.',
    page_too_large: 'Sharing was stopped because this page is too large for it.',
  },
  withdrawn: {
    expired: 'The request to see this page has expired.',
    canceled: 'The request to see this page was withdrawn.',
    answered_elsewhere: 'You have answered in another tab.',
  },
  notAccepted: 'That did not work. Nothing is being shared.',
  codeRefused: 'This help link is not valid any more. Please ask for a new one.',
};

function list(names: string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
