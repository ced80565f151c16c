import { describe, expect, test } from 'vitest';
import { agent } from '../fake/world';
import { Console } from '../harness';

describe('inviting', () => {
  test('asks a visitor with a reason, takes the own leg and opens the conversation', async () => {
    await using console = await Console.signedIn();
    const robin = console.world.visitor({ name: 'Robin Doe', identified: true });
    console.world.changed();
    await console.page.getByRole('button', { name: 'Invite Robin Doe' }).click();
    const dialog = console.page.getByRole('dialog', { name: 'Invite to share their page' });
    await dialog.getByLabel('Reason').fill('Your order');
    await dialog.getByLabel('Point at things').uncheck();
    await dialog.getByRole('button', { name: 'Send invitation' }).click();

    await console.page.waitForURL('**/conversations/*');
    await console.state('Asking for consent');
    expect(console.world.starts).toEqual([
      {
        type: 'cobrowse',
        participants: [
          { userId: agent.id, role: 'agent' },
          { userId: robin.id, role: 'user' },
        ],
        siteId: 'dev',
        subject: 'Your order',
        capabilities: ['view'],
      },
    ]);
    expect(console.world.changes.map(({ body }) => body)).toEqual([{ state: 'connected' }]);
    await console.page.getByText('https://shop.test/#pillion=482913').waitFor();
    await console.page.getByRole('img', { name: 'Join code 4 8 2 9 1 3' }).waitFor();
  });

  test('shows every fault of a refusal where it belongs and keeps what was written', async () => {
    await using console = await Console.signedIn();
    console.world.visitor({ name: 'Robin Doe' });
    console.world.changed();
    await console.page.getByRole('button', { name: 'Invite Robin Doe' }).click();
    // Gone between the click and the answer.
    console.world.visitors = [];
    const dialog = console.page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('x'.repeat(300));
    await dialog.getByRole('button', { name: 'Send invitation' }).click();

    const alert = dialog.getByRole('alert');
    await alert.getByText('2 things are wrong with this request.').waitFor();
    await alert.getByText('No visitor has this id.').waitFor();
    await dialog.getByText('A subject has at most 200 characters.').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toHaveLength(300);
  });

  test('starts by a code that a visitor reads out', async () => {
    await using console = await Console.signedIn();
    const robin = console.world.visitor({ name: 'Robin Doe' });
    console.world.visitorCodes.set('204917', robin.id);
    await console.page.getByLabel('Start by code').fill('204 917');
    await console.page.getByRole('button', { name: 'Start', exact: true }).click();
    await console.page.waitForURL('**/conversations/*');
    await console.page.getByRole('heading', { name: 'Robin Doe', level: 1 }).waitFor();
  });

  test('says what is wrong with a code, and what would be accepted', async () => {
    await using console = await Console.signedIn();
    const field = console.page.getByLabel('Start by code');
    await field.fill('12');
    await field.press('Enter');
    await console.page.getByText('A code has 6 digits.').waitFor();
    await field.fill('111111');
    await field.press('Enter');
    const alert = console.page.getByRole('alert');
    await alert.getByText('No visitor shows this code now').waitFor();
    await alert.getByText('111111').waitFor();
    await alert.getByText('a code of six digits that a visitor reads out now').waitFor();
  });
});
