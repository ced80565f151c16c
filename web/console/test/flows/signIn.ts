import { describe, expect, test } from 'vitest';
import { agent } from '../fake/world';
import { Console, eventually } from '../harness';

describe('signing in', () => {
  test('goes through the login page to where the person wanted to be', async () => {
    await using console = await Console.open();
    const waiting = console.world.conversation({ state: 'waiting', visitor: visitor('Robin Doe') });
    await console.signIn(`/conversations/${waiting.id}`);
    await console.page.getByRole('heading', { name: 'Robin Doe', level: 1 }).waitFor();
    expect(console.server.oauth.grants).toEqual(['authorization_code']);
  });

  test('shows a refusal in words and keeps the form', async () => {
    await using console = await Console.open();
    await console.goto('/');
    await console.page.getByLabel('Email').fill(agent.email);
    await console.page.getByLabel('Password', { exact: true }).fill('wrong');
    await console.page.getByLabel('Password', { exact: true }).press('Enter');
    await console.page.getByRole('alert').getByText('do not belong together').waitFor();
    expect(await console.page.getByLabel('Email').inputValue()).toBe(agent.email);
  });

  test('says which field is empty without asking the server', async () => {
    await using console = await Console.open();
    await console.goto('/login');
    await console.page.getByRole('button', { name: 'Sign in' }).click();
    await console.page.getByText('Enter your email address.').waitFor();
    await console.page.getByText('Enter your password.').waitFor();
    expect(await console.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(
      'email',
    );
  });

  test('never follows a return address to another origin', async () => {
    await using console = await Console.open();
    await console.goto('/login?returnUrl=//example.test/console');
    await console.page.getByLabel('Email').fill(agent.email);
    await console.page.getByLabel('Password', { exact: true }).fill(agent.password);
    await console.page.getByRole('button', { name: 'Sign in' }).click();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    expect(new URL(console.page.url()).origin).toBe(console.server.url);
  });

  test('a reload stays signed in, with the refresh token and without a login', async () => {
    await using console = await Console.open();
    await console.signIn();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    await console.page.reload();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    expect(console.server.oauth.grants).toEqual(['authorization_code', 'refresh_token']);
    const kept = await console.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain('refresh');
  });

  test('a token that the server turns down is replaced and the request repeated', async () => {
    await using console = await Console.open();
    await console.signIn();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    console.server.oauth.revokeAccess();
    await console.page.getByRole('button', { name: /your presence/ }).click();
    await console.page.getByRole('menuitemradio', { name: /Busy/ }).click();
    await eventually(() => console.world.presence).toBe('Busy');
    expect(console.server.oauth.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  test('a token is renewed before it expires', async () => {
    await using console = await Console.open();
    console.server.oauth.tokenLife = 2;
    await console.signIn();
    await console.page.getByRole('heading', { name: 'Lobby' }).waitFor();
    const unauthorized: string[] = [];
    console.page.on('response', (response) => {
      if (response.status() === 401) unauthorized.push(response.url());
    });
    // The lobby is polled once its stream is cut, so that requests go on past the token's life.
    console.server.api.streamBroken = true;
    console.server.api.cutStreams();
    await eventually(() => console.server.oauth.grants.length).toBeGreaterThan(2);
    expect(unauthorized).toEqual([]);
  });

  test('opening the console makes an offline agent available, signing out offline again', async () => {
    await using console = await Console.open();
    await console.signIn();
    await console.page.getByRole('button', { name: /Avery Moss Available/ }).waitFor();
    expect(console.world.presence).toBe('Available');
    await console.page.getByRole('button', { name: /your presence/ }).click();
    await console.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await console.page.getByText('You are signed out.').waitFor();
    expect(console.world.presence).toBe('Offline');
    await console.goto('/');
    await console.page.getByLabel('Email').waitFor();
  });
});

function visitor(name: string) {
  return { name, identified: true, online: false };
}
