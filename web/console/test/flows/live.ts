import { Flag, Kind, decodePointer } from '@pillion/protocol';
import { describe, expect, test } from 'vitest';
import { Console, eventually } from '../harness';

interface Seen {
  connects: { assets: string; theme: string; origin: string }[];
  frames: { kind: number; last: boolean; epoch: number; seq: number }[];
  tools: string[];
  zooms: string[];
  states: string[];
  themes: string[];
}

/** A console that watches a live session whose first picture has arrived. */
async function watching() {
  const console = await Console.signedIn();
  const live = console.world.conversation({
    state: 'active',
    agentLeg: 'connected',
    visitor: { name: 'Robin Doe', identified: true, online: true },
    page: { url: 'https://shop.test/cart', title: 'Your cart' },
  });
  keyframe(console, live.sessionId, 1, 1, '<h1>Your cart</h1>');
  await console.openConversation(live.id);
  await console.state('Live');
  const viewer = await console.viewer();
  await viewer.getByText('Your cart').waitFor();
  const seen = () => viewer.evaluate(() => (window as unknown as { seen: Seen }).seen);
  const say = (message: object) =>
    viewer.evaluate(
      (said) => (window as unknown as { say(message: object): void }).say(said),
      message,
    );
  return { console, live, viewer, seen, say };
}

describe('a live session', () => {
  test('hands frames to the viewer, with the assets path and the theme', async () => {
    const { console, live, seen } = await watching();
    await using _ = console;
    delta(console, live.sessionId, 1, 2);
    delta(console, live.sessionId, 1, 3);
    await eventually(async () => positions(await seen())).toEqual(['1.1', '1.2', '1.3']);
    expect((await seen()).connects).toEqual([
      {
        assets: `/assets/${live.sessionId}.9999999999.signature/`,
        theme: 'light',
        origin: console.server.url,
      },
    ]);
    expect((await seen()).states.at(-1)).toBe('live');
  });

  test('the first hello knows nothing, the next one the last frame that was applied', async () => {
    const { console, live, seen } = await watching();
    await using _ = console;
    delta(console, live.sessionId, 1, 2);
    await eventually(async () => positions(await seen())).toHaveLength(2);
    console.server.live.drop(live.sessionId, 1001);
    await eventually(() => console.server.live.hellos.length).toBe(2);
    expect(console.server.live.hellos.map(({ epoch, seq }) => `${epoch}.${seq}`)).toEqual([
      '0.0',
      '1.2',
    ]);
    await console.state('Live');
    delta(console, live.sessionId, 1, 3);
    await eventually(async () => positions(await seen())).toEqual(['1.1', '1.2', '1.3']);
  });

  test('what was passed on but not applied yet comes again and is not doubled', async () => {
    const { console, live, viewer, seen } = await watching();
    await using _ = console;
    await viewer.evaluate(() => ((window as unknown as { applying: boolean }).applying = false));
    delta(console, live.sessionId, 1, 2);
    delta(console, live.sessionId, 1, 3);
    await eventually(async () => positions(await seen())).toHaveLength(3);
    console.server.live.drop(live.sessionId, 1001);
    await eventually(() => console.server.live.hellos.length).toBe(2);
    expect(console.server.live.hellos[1]).toMatchObject({ epoch: 1, seq: 1 });
    delta(console, live.sessionId, 1, 4);
    await eventually(async () => positions(await seen())).toEqual(['1.1', '1.2', '1.3', '1.4']);
  });

  test('a frame in parts reaches the viewer whole', async () => {
    const { console, live, seen } = await watching();
    await using _ = console;
    keyframe(console, live.sessionId, 2, 1, 'x'.repeat(600 * 1024));
    await eventually(async () =>
      (await seen()).frames.map(({ epoch, last }) => `${epoch}${last ? '!' : ''}`),
    ).toEqual(['1!', '2', '2', '2!']);
  });

  test('a token that is no longer good is replaced by a new one', async () => {
    const { console, live } = await watching();
    await using _ = console;
    expect(console.server.live.minted).toBe(1);
    console.server.live.forgetTokens();
    console.server.live.drop(live.sessionId, 1001);
    await eventually(() => console.server.live.minted).toBe(2);
    await eventually(() => console.server.live.hellos.length).toBe(3);
    await console.state('Live');
  });

  test('a session that ended while the console was away says why', async () => {
    const { console, live } = await watching();
    await using _ = console;
    const session = console.world.sessions.get(live.sessionId)!;
    session.state = 'ended';
    session.endReason = 'visitor_gone';
    console.server.live.drop(live.sessionId, 1006);
    await console.state('Ended');
    await console.page
      .getByTestId('end-reason')
      .getByText('Robin Doe left the site and did not come back in time.')
      .waitFor();
    expect(console.server.live.hellos).toHaveLength(2);
  });

  test('a session that goes on elsewhere stops here, until the agent takes it back', async () => {
    const { console, live } = await watching();
    await using _ = console;
    console.server.live.drop(live.sessionId, 4409);
    await console.page.getByText('Open in another place').waitFor();
    expect(console.server.live.watchers(live.sessionId)).toBe(0);
    await console.page.getByRole('button', { name: 'Continue here' }).click();
    await (await console.viewer()).getByText('Your cart').waitFor();
    expect(console.server.live.watchers(live.sessionId)).toBe(1);
  });

  test('a lost visitor shows as reconnecting, in the console and in the viewer', async () => {
    const { console, live, seen } = await watching();
    await using _ = console;
    console.server.live.setState(live.sessionId, 'reconnecting');
    await console.state('Reconnecting');
    await console.page.getByText('Robin Doe has lost the connection').waitFor();
    console.server.live.setState(live.sessionId, 'active', {
      url: 'https://shop.test/checkout',
      title: 'Checkout',
    });
    await console.state('Live');
    await console.page.getByRole('banner').getByText('Checkout', { exact: true }).waitFor();
    await eventually(async () => (await seen()).states.slice(-2)).toEqual(['reconnecting', 'live']);
  });

  test('the laser sends pointers, and takes the pointer away when it is put down', async () => {
    const { console, live, seen, say } = await watching();
    await using _ = console;
    delta(console, live.sessionId, 1, 2);
    await eventually(async () => positions(await seen())).toHaveLength(2);
    const laser = console.page.getByRole('button', { name: 'Laser pointer' });
    await say({ type: 'pointer', node: 7, fx: 0.5, fy: 0.25 });
    await laser.click();
    expect(await laser.getAttribute('aria-pressed')).toBe('true');
    await eventually(async () => (await seen()).tools.at(-1)).toBe('laser');
    await say({ type: 'pointer', node: 12, fx: 0.5, fy: 0.25 });
    await eventually(() => console.server.live.pointers.length).toBe(1);
    const [frame] = console.server.live.pointers;
    expect(frame).toMatchObject({ kind: Kind.pointer, epoch: 1, seq: 2 });
    expect((frame?.flags ?? 0) & Flag.ephemeral).toBe(Flag.ephemeral);
    expect(decodePointer(frame!.payload)).toMatchObject({ node: 12, fx: 0.5, fy: 0.25 });

    await console.page.keyboard.press('l');
    await eventually(() => console.server.live.pointers.length).toBe(2);
    expect(decodePointer(console.server.live.pointers[1]!.payload)).toBeNull();
    expect(await laser.getAttribute('aria-pressed')).toBe('false');
  });

  test('keys do nothing while somebody types, or once they are turned off', async () => {
    const { console, seen } = await watching();
    await using _ = console;
    await console.page.getByRole('textbox', { name: 'Notes' }).fill('');
    await console.page.getByRole('textbox', { name: 'Notes' }).pressSequentially('full');
    expect((await seen()).zooms).toEqual(['fit']);
    await console.page.getByRole('heading', { level: 1 }).click();
    await console.page.keyboard.press('f');
    await eventually(async () => (await seen()).zooms.at(-1)).toBe('actual');
    await console.page.getByRole('switch', { name: /Keys L/ }).click();
    await console.page.getByRole('heading', { level: 1 }).click();
    await console.page.keyboard.press('f');
    await console.page.getByRole('button', { name: 'Actual size' }).click();
    await eventually(async () => (await seen()).zooms).toEqual(['fit', 'actual', 'fit']);
  });

  test('a viewer that lost the thread gets the page again', async () => {
    const { console, live, seen, say } = await watching();
    await using _ = console;
    delta(console, live.sessionId, 1, 2);
    await eventually(async () => positions(await seen())).toHaveLength(2);
    await say({ type: 'needKeyframe', reason: 'gap', times: 1 });
    await eventually(async () => positions(await seen())).toEqual(['1.1', '1.2', '1.1', '1.2']);
    expect(console.server.live.requests).toMatchObject([{ type: 'keyframe', reason: 'gap' }]);
  });

  test('a viewer on the origin of the console is never shown', async () => {
    await using console = await Console.signedIn();
    console.server.live.viewerUrl = `${console.server.url}/viewer/`;
    const live = console.world.conversation({ state: 'active', agentLeg: 'connected' });
    await console.openConversation(live.id);
    await console.page.getByText('The live view is not safe here').waitFor();
    expect(await console.page.locator('iframe').count()).toBe(0);
  });

  test('a new address of assets reaches the viewer, which then gets the page again', async () => {
    const { console, live, seen } = await watching();
    await using _ = console;
    delta(console, live.sessionId, 1, 2);
    await eventually(async () => positions(await seen())).toHaveLength(2);
    console.server.live.signature = 'another';
    console.server.live.drop(live.sessionId, 1001);
    await eventually(async () => (await seen()).connects.map(({ assets }) => assets)).toEqual([
      `/assets/${live.sessionId}.9999999999.signature/`,
      `/assets/${live.sessionId}.9999999999.another/`,
    ]);
    await eventually(async () => positions(await seen())).toEqual(['1.1', '1.2', '1.1', '1.2']);
  });

  test('a visitor who did not allow pointing can not be pointed at', async () => {
    await using console = await Console.signedIn();
    const live = console.world.conversation({ state: 'active', agentLeg: 'connected' });
    console.world.sessions.get(live.sessionId)!.capabilities = ['view'];
    await console.openConversation(live.id);
    await console.state('Live');
    const laser = console.page.getByRole('button', { name: 'Laser pointer' });
    await eventually(() => laser.getAttribute('aria-disabled')).toBe('true');
    await laser.click({ force: true });
    expect(await laser.getAttribute('aria-pressed')).toBe('false');
  });
});

function positions(seen: Seen): string[] {
  return seen.frames.map(({ epoch, seq }) => `${epoch}.${seq}`);
}

function keyframe(console: Console, sessionId: string, epoch: number, seq: number, html: string) {
  console.server.live.append(sessionId, {
    kind: Kind.keyframe,
    flags: Flag.keyframe | Flag.last,
    epoch,
    seq,
    payload: new TextEncoder().encode(html),
  });
}

function delta(console: Console, sessionId: string, epoch: number, seq: number) {
  console.server.live.append(sessionId, {
    kind: Kind.delta,
    flags: Flag.last,
    epoch,
    seq,
    payload: new Uint8Array([1]),
  });
}
