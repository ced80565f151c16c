/** The states worth seeing, by name. Each leaves the page still and complete. */
import { Flag, Kind } from '@pillion/protocol';
import { shopPage } from '../fake/shopPage';
import { agent, ago } from '../fake/world';
import type { Console } from '../harness';

type Scene = (console: Console, narrow: boolean) => Promise<void>;

const cart = { url: 'https://shop.test/cart', title: 'Your cart' };
const robin = { name: 'Robin Doe', identified: true, online: true };
const long =
  'Bartholomew-Maximilian Featherstonehaugh-Cholmondeley of the Northern Larch and Linen Weavers';

export const scenes: Record<string, Scene> = {
  login: async (console) => {
    await console.goto('/login');
    await console.page.getByRole('button', { name: 'Sign in' }).waitFor();
  },
  'login-refused': async (console) => {
    await console.goto('/login');
    await console.page.getByLabel('Email').fill(agent.email);
    await console.page.getByLabel('Password', { exact: true }).fill('wrong');
    await console.page.getByRole('button', { name: 'Sign in' }).click();
    await console.page.getByRole('alert').waitFor();
  },
  'login-signed-out': async (console) => {
    await console.goto('/login?signedOut=1');
    await console.page.getByText('You are signed out.').waitFor();
  },
  'lobby-empty': async (console) => {
    await lobby(console);
    await console.page.getByText('Nobody is here').waitFor();
  },
  lobby: async (console) => {
    busy(console);
    await lobby(console);
    await console.page.getByRole('button', { name: /^Accept/ }).waitFor();
  },
  'lobby-long': async (console) => {
    const site = { key: 'dev', name: `${long} Online Store` };
    for (let index = 0; index < 14; index++) {
      console.world.visitor({
        name: `${long} ${index}`,
        site,
        page: { url: `https://shop.test/${'deep/'.repeat(30)}page`, title: long.repeat(3) },
        tabs: 3,
        since: ago(index * 4000),
      });
    }
    console.world.conversation({
      state: 'accepted',
      visitor: { ...robin, name: long },
      subject: `${long} `.repeat(6),
      page: { url: 'https://shop.test/cart', title: long.repeat(2) },
    });
    console.world.conversation({
      state: 'waiting',
      agentLeg: 'connected',
      visitor: { identified: false, online: false },
      joinCode: '204917',
      subject: 'x'.repeat(200),
    });
    console.world.truncated = true;
    await lobby(console);
    await console.page.getByLabel('Find a visitor').waitFor();
  },
  'lobby-unreachable': async (console) => {
    console.server.api.lobbyBroken = true;
    await lobby(console);
    await console.page.getByRole('alert').waitFor();
    console.server.api.lobbyBroken = false;
  },
  'lobby-code-refused': async (console) => {
    busy(console);
    await lobby(console);
    await console.page.getByLabel('Start by code').fill('111 111');
    await console.page.getByRole('button', { name: 'Start', exact: true }).click();
    await console.page.getByRole('alert').waitFor();
  },
  'lobby-presence': async (console) => {
    busy(console);
    await lobby(console);
    await console.page.getByRole('button', { name: /your presence/ }).click();
    await console.page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  },
  invite: async (console) => {
    await invite(console, 'I would like to look at your cart together with you');
  },
  'invite-refused': async (console) => {
    await invite(console, 'x'.repeat(260));
    console.world.visitors = [];
    await console.page.getByRole('button', { name: 'Send invitation' }).click();
    await console.page.getByRole('alert').waitFor();
  },
  'conversation-incoming': async (console) => {
    const { id } = matter(console, 'accepted', 'alerting');
    await console.openConversation(id);
    await console.page.getByRole('button', { name: /^Accept/ }).waitFor();
  },
  'conversation-waiting': async (console) => {
    const { id } = matter(console, 'waiting', 'connected');
    await console.openConversation(id);
    await console.page.getByRole('img', { name: /Join code/ }).waitFor();
    await console.page.getByText('https://shop.test/#pillion=482913').waitFor();
  },
  'conversation-asking': async (console) => {
    const { id } = matter(console, 'offered', 'connected');
    await console.openConversation(id);
    await console.state('Asking for consent');
  },
  'conversation-apart': async (console) => {
    const { id } = console.world.conversation({
      state: 'offered',
      agentLeg: 'connected',
      beside: 'calls',
      visitor: robin,
      subject: 'Ticket T-17: payment fails',
    });
    await console.openConversation(id);
    console.world.endCobrowse(id, { invitation: { id: 'i', state: 'declined' } });
    await console.page.getByRole('button', { name: 'Ask again' }).waitFor();
  },
  'conversation-live': async (console, narrow) => {
    await live(console);
    if (!narrow) {
      await console.page.getByRole('textbox', { name: 'Notes' }).fill('Card ends in 4242.');
      await console.page.getByRole('button', { name: 'Laser pointer' }).click();
    }
  },
  'conversation-details': async (console, narrow) => {
    await live(console);
    if (!narrow) return;
    await console.page.getByRole('button', { name: 'Details' }).click();
    await console.page.getByRole('dialog').getByText('What happened').waitFor();
  },
  'conversation-end-confirm': async (console) => {
    await live(console);
    await console.page.getByRole('button', { name: 'End session' }).click();
    await console.page.getByRole('button', { name: 'Yes, end it' }).waitFor();
  },
  'conversation-reconnecting': async (console) => {
    const { sessionId } = await live(console);
    console.server.live.setState(sessionId, 'reconnecting');
    await console.state('Reconnecting');
  },
  'conversation-elsewhere': async (console) => {
    const { sessionId } = await live(console);
    console.server.live.drop(sessionId, 4409);
    await console.page.getByText('Open in another place').waitFor();
  },
  'conversation-ended': async (console) => {
    console.world.wrapUpCodes = [
      { id: 'code-1', name: 'Resolved' },
      { id: 'code-2', name: 'Call back' },
    ];
    const { id, sessionId } = await live(console);
    console.server.live.tell(sessionId, {
      type: 'ended',
      session: sessionId,
      reason: 'visitor_ended',
    });
    console.world.end(id);
    await console.page.getByRole('combobox', { name: 'Wrap-up code' }).waitFor();
  },
  'conversation-of-another-agent': async (console) => {
    const entry = console.world.conversation({
      state: 'active',
      visitor: robin,
      agent: { id: 'someone', name: 'Jordan Vale' },
      agentLeg: 'connected',
      page: cart,
    });
    await console.openConversation(entry.id);
    await console.page.getByText('Jordan Vale is with Robin Doe').waitFor();
  },
  'conversation-unknown': async (console) => {
    await console.goto('/conversations/none');
    await console.page.getByRole('heading', { name: 'No such conversation' }).waitFor();
  },
  'not-found': async (console) => {
    await console.goto('/reports');
    await console.page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  },
};

async function lobby(console: Console): Promise<void> {
  await console.goto('/');
  await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
}

function busy(console: Console): void {
  const { world } = console;
  world.visitor({
    page: { url: 'https://shop.test/journal/wool', title: 'On wool' },
    since: ago(3900),
  });
  world.visitor({ name: 'Kim Larsen', page: cart, since: ago(25), tabs: 2 });
  world.visitor({ since: ago(400) });
  const known = world.visitor({ name: 'Robin Doe', identified: true, page: cart, since: ago(260) });
  world.conversation({
    state: 'active',
    agent: { id: 'someone', name: 'Jordan Vale' },
    agentLeg: 'connected',
    visitor: { ...robin, name: 'Noa Berg' },
    subject: 'Help with a return',
    page: { url: 'https://shop.test/returns', title: 'Returns' },
    since: ago(312),
  });
  world.conversation({
    state: 'active',
    agentLeg: 'connected',
    visitor: { identified: false, online: true },
    page: { url: 'https://shop.test/checkout', title: 'Checkout' },
    since: ago(95),
  });
  world.conversation({
    state: 'waiting',
    agentLeg: 'connected',
    visitor: { ...robin, name: 'Sam Okafor', online: false },
    subject: 'Ticket T-21: address can not be changed',
    joinCode: '482913',
    expires: ago(-724),
  });
  world.conversation({
    state: 'accepted',
    visitor: { ...robin, id: known.id },
    subject: 'Ticket T-17: payment fails',
    page: cart,
    since: ago(12),
  });
}

function matter(
  console: Console,
  state: 'accepted' | 'waiting' | 'offered' | 'active',
  agentLeg: 'alerting' | 'connected',
) {
  return console.world.conversation({
    state,
    agentLeg,
    visitor: { ...robin, online: state !== 'waiting' },
    subject: 'Ticket T-17: payment fails',
    externalTag: 'T-17',
    attributes: { ticket: 'T-17', priority: 'high', order: 'LL-20391' },
    page: cart,
    since: ago(34),
    ...(state === 'waiting' || state === 'offered'
      ? { joinCode: '482913', visitorLink: 'https://shop.test/#pillion=482913', expires: ago(-724) }
      : {}),
  });
}

async function live(console: Console) {
  const entry = matter(console, 'active', 'connected');
  console.server.live.append(entry.sessionId, {
    kind: Kind.keyframe,
    flags: Flag.keyframe | Flag.last,
    epoch: 1,
    seq: 1,
    payload: new TextEncoder().encode(shopPage),
  });
  await console.openConversation(entry.id);
  await console.state('Live');
  await (await console.viewer()).getByRole('heading', { name: 'Your cart' }).waitFor();
  return entry;
}

async function invite(console: Console, reason: string): Promise<void> {
  busy(console);
  await lobby(console);
  await console.page.getByRole('button', { name: 'Invite Kim Larsen' }).click();
  await console.page.getByLabel('Reason').fill(reason);
}
