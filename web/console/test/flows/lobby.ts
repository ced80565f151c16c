import { describe, expect, test } from 'vitest';
import { ago } from '../fake/world';
import { Console, eventually } from '../harness';

describe('the lobby', () => {
  test('says so when there is nobody and nothing', async () => {
    await using console = await Console.signedIn();
    await console.page.getByText('Nobody is here').waitFor();
    await console.page.getByText('No conversations yet').waitFor();
  });

  test('shows a visitor as they come, and a name for those who have none', async () => {
    await using console = await Console.signedIn();
    await console.page.getByText('Up to date').waitFor();
    console.world.visitor({
      name: 'Robin Doe',
      page: { url: 'https://shop.test/cart', title: 'Your cart' },
      since: ago(250),
    });
    console.world.visitor();
    console.world.changed();
    const visitors = console.page.getByRole('region', { name: 'Visitors on the site' });
    await visitors.getByText('Robin Doe').waitFor();
    await visitors.getByText('/cart').waitFor();
    await visitors.getByText('4 min').waitFor();
    await visitors.getByText('Anonymous visitor').waitFor();
  });

  test('puts what waits for me first and accepts it', async () => {
    await using console = await Console.signedIn();
    console.world.conversation({ state: 'waiting', agentLeg: 'connected', visitor: named('Sam') });
    const ringing = console.world.conversation({ state: 'accepted', visitor: named('Robin Doe') });
    console.world.changed();
    const sections = console.page.getByRole('region', { name: 'Conversations' });
    await sections.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    await eventually(() => sections.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Waiting for you\n1',
      'Waiting for the visitor\n1',
    ]);

    await console.page.getByRole('button', { name: 'Accept conversation with Robin Doe' }).click();
    await console.page.waitForURL(`**/conversations/${ringing.id}`);
    expect(console.world.changes.map(({ body }) => body)).toEqual([{ state: 'connected' }]);
    await console.page.getByRole('link', { name: 'Back to the lobby' }).click();
    await console.page.getByRole('link', { name: 'Open conversation with Robin Doe' }).waitFor();
    await sections.getByRole('heading', { name: 'Waiting for you' }).waitFor({ state: 'detached' });
  });

  test('shows the join code and how long the invitation still waits', async () => {
    await using console = await Console.signedIn();
    console.world.conversation({
      state: 'waiting',
      agentLeg: 'connected',
      visitor: { ...named('Robin Doe'), online: false },
      joinCode: '482913',
      expires: ago(-125),
    });
    console.world.changed();
    await console.page.getByRole('img', { name: 'Join code 4 8 2 9 1 3' }).waitFor();
    await console.page.getByText(/expires in 2:0\d/).waitFor();
  });

  test('falls back to asking when the stream is gone, and returns to it', async () => {
    await using console = await Console.signedIn();
    await console.page.getByText('Up to date').waitFor();
    console.server.api.streamBroken = true;
    console.server.api.cutStreams();
    await console.page.getByText('Slower updates').waitFor();
    console.world.visitor({ name: 'Robin Doe' });
    await console.page.getByText('Robin Doe').waitFor();
    console.server.api.streamBroken = false;
    await console.page.getByText('Up to date').waitFor();
  });

  test('keeps what it knows and says so when nothing answers', async () => {
    await using console = await Console.signedIn();
    console.world.visitor({ name: 'Robin Doe' });
    console.world.changed();
    await console.page.getByText('Robin Doe').waitFor();
    console.server.api.lobbyBroken = true;
    console.server.api.cutStreams();
    await console.page.getByText('Not connected').waitFor();
    expect(await console.page.getByText('Robin Doe').isVisible()).toBe(true);
  });

  test('finds a visitor among many', async () => {
    await using console = await Console.signedIn();
    for (let index = 0; index < 20; index++) {
      console.world.visitor({ name: `Visitor ${index}` });
    }
    console.world.changed();
    await console.page.getByLabel('Find a visitor').fill('visitor 17');
    await eventually(() => console.page.getByRole('button', { name: /^Invite/ }).count()).toBe(1);
    await console.page.getByLabel('Find a visitor').fill('nobody');
    await console.page.getByText('No visitor matches').waitFor();
  });
});

function named(name: string) {
  return { name, identified: true, online: true };
}
