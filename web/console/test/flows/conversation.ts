import { Flag, Kind } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import { Console, eventually } from '../harness';

const robin = { name: 'Robin Doe', identified: true, online: true };

describe('a conversation', () => {
  test('goes from the ring over consent to the page and the wrap-up', async () => {
    await using console = await Console.signedIn();
    console.world.wrapUpCodes = [
      { id: 'code-2', name: 'Resolved' },
      { id: 'code-1', name: 'Call back' },
    ];
    const entry = console.world.conversation({
      state: 'offered',
      visitor: robin,
      subject: 'Ticket T-17: payment fails',
      externalTag: 'T-17',
      attributes: { ticket: 'T-17' },
    });
    await console.openConversation(entry.id);
    await console.state('Waiting for you');
    await console.page.getByRole('button', { name: 'Accept conversation with Robin Doe' }).click();
    await console.state('Asking for consent');
    await eventually(() => console.server.live.watchers(entry.sessionId)).toBe(1);

    entry.state = 'active';
    delete entry.expires;
    console.server.live.append(entry.sessionId, {
      kind: Kind.keyframe,
      flags: Flag.keyframe | Flag.last,
      epoch: 1,
      seq: 1,
      payload: new TextEncoder().encode('<h1>Pay</h1>'),
    });
    console.server.live.setState(entry.sessionId, 'active', {
      url: 'https://shop.test/pay',
      title: 'Pay',
    });
    console.world.changed();
    await console.state('Live');
    await (await console.viewer()).getByText('Pay').waitFor();
    await console.page.getByRole('textbox', { name: 'Notes' }).fill('Card was declined');

    await console.page.getByRole('button', { name: 'End session' }).click();
    await console.page.getByRole('button', { name: 'Yes, end it' }).click();
    await console.state('Ended');
    await console.page.getByText('You ended the session.').first().waitFor();
    expect(console.server.live.requests).toMatchObject([{ type: 'end' }]);

    await console.page.getByRole('button', { name: 'Save and go to the lobby' }).click();
    await console.page.getByText('Choose a wrap-up code.').waitFor();
    await console.page.getByRole('combobox', { name: 'Wrap-up code' }).click();
    expect(await console.page.getByRole('option').allInnerTexts()).toEqual([
      'Call back',
      'Resolved',
    ]);
    await console.page.getByRole('option', { name: 'Resolved' }).click();
    await console.page.getByRole('button', { name: 'Save and go to the lobby' }).click();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    expect(console.world.changes.at(-1)?.body).toEqual({
      wrapup: { code: 'code-2', notes: 'Card was declined' },
    });
  });

  test.each([
    ['visitor_ended', 'Robin Doe stopped sharing.'],
    ['visitor_gone', 'Robin Doe left the site and did not come back in time.'],
    ['disconnected', 'The conversation was ended from outside the session.'],
  ] as const)('says why it ended: %s', async (reason, sentence) => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({
      state: 'active',
      agentLeg: 'connected',
      visitor: robin,
    });
    await console.openConversation(entry.id);
    await console.state('Live');
    console.server.live.tell(entry.sessionId, { type: 'ended', session: entry.sessionId, reason });
    console.world.end(entry.id);
    await console.page.getByTestId('end-reason').getByText(sentence).waitFor();
    await console.state('Ended');
  });

  test('a visitor who declines is told from the conversation itself', async () => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({
      state: 'offered',
      agentLeg: 'alerting',
      visitor: robin,
    });
    await console.openConversation(entry.id);
    console.world.end(entry.id, { invitation: { id: 'i', state: 'declined' } });
    await console.page
      .getByTestId('end-reason')
      .getByText('Robin Doe did not want to share their page.')
      .waitFor();
  });

  test('a call goes on when the visitor declines, and they can be asked again', async () => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({
      state: 'offered',
      agentLeg: 'connected',
      beside: 'calls',
      visitor: robin,
    });
    await console.openConversation(entry.id);
    await console.state('Asking for consent');
    console.world.endCobrowse(entry.id, { invitation: { id: 'i', state: 'declined' } });
    await console.state('Not sharing');
    await console.page.getByRole('heading', { name: 'The call with Robin Doe goes on' }).waitFor();
    await console.page
      .getByTestId('apart-reason')
      .getByText('Robin Doe did not want to share their page.')
      .waitFor();

    await console.page.getByRole('button', { name: 'Ask again' }).click();
    await console.state('Asking for consent');
    const again = console.world.lobbyConversations.find(({ id }) => id === entry.id)!;
    again.state = 'active';
    console.server.live.setState(again.sessionId, 'active', {
      url: 'https://shop.test/pay',
      title: 'Pay',
    });
    console.world.changed();
    await console.state('Live');

    console.server.live.tell(again.sessionId, {
      type: 'ended',
      session: again.sessionId,
      reason: 'visitor_ended',
    });
    console.world.endCobrowse(entry.id);
    await console.state('Not sharing');
    await console.page
      .getByTestId('apart-reason')
      .getByText('Robin Doe stopped sharing.')
      .waitFor();

    await console.page.getByRole('button', { name: 'End conversation' }).click();
    await console.page.getByRole('button', { name: 'Yes, end it' }).click();
    await console.state('Ended');
  });

  test('canceling an invitation leaves the call alone', async () => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({
      state: 'offered',
      agentLeg: 'connected',
      beside: 'calls',
      visitor: robin,
    });
    await console.openConversation(entry.id);
    await console.page.getByRole('button', { name: 'Cancel invitation' }).click();
    await console.page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await console.state('Not sharing');
    await console.page
      .getByTestId('apart-reason')
      .getByText('The invitation was canceled.')
      .waitFor();
    expect(console.world.conversations.get(entry.id)?.endTime).toBeUndefined();
  });

  test('an invitation can be canceled while it waits', async () => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({
      state: 'waiting',
      agentLeg: 'connected',
      visitor: { ...robin, online: false },
      joinCode: '482913',
    });
    console.world.changed();
    await console.openConversation(entry.id);
    await console.state('Waiting for visitor');
    await console.page.getByRole('button', { name: 'Cancel invitation' }).click();
    await console.page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await console.page
      .getByTestId('end-reason')
      .getByText('The invitation was canceled.')
      .waitFor();
  });

  test('a refused wrap-up keeps the notes and says what would be accepted', async () => {
    await using console = await Console.signedIn();
    console.world.wrapUpCodes = [{ id: 'code-1', name: 'Resolved' }];
    const entry = console.world.conversation({ state: 'active', visitor: robin });
    console.world.end(entry.id);
    await console.openConversation(entry.id);
    await console.page.getByRole('combobox', { name: 'Wrap-up code' }).click();
    await console.page.getByRole('option', { name: 'Resolved' }).click();
    await console.page.getByRole('textbox', { name: 'Notes' }).fill('All good');
    // Renamed by somebody else meanwhile.
    console.world.wrapUpCodes = [{ id: 'code-9', name: 'Solved' }];
    await console.page.getByRole('button', { name: 'Save and go to the lobby' }).click();
    const alert = console.page.getByRole('alert');
    await alert.getByText('No wrap-up code has this id or name.').waitFor();
    await alert.getByText('Solved').waitFor();
    expect(await console.page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(
      'All good',
    );
  });

  test('wrap-up can be skipped', async () => {
    await using console = await Console.signedIn();
    const entry = console.world.conversation({ state: 'active', visitor: robin });
    console.world.end(entry.id);
    await console.openConversation(entry.id);
    await console.page.getByRole('button', { name: 'Skip' }).click();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    expect(console.world.changes.at(-1)?.body).toEqual({ wrapupSkipped: true });
  });

  test('one that does not exist leads back to the lobby', async () => {
    await using console = await Console.signedIn();
    await console.goto('/conversations/7b1c2f7e-0000-4000-8000-000000000000');
    await console.page.getByRole('heading', { name: 'No such conversation' }).waitFor();
    await console.page.getByRole('link', { name: 'Back to the lobby' }).click();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
  });

  test('an address that leads nowhere says so', async () => {
    await using console = await Console.open();
    await console.goto('/reports');
    await console.page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });
});
