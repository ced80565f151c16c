import type { Agent } from './agent';
import type { Stage } from './fixture';
import { avery, type Visit } from './liveServer';
import { Site } from './site';
import { until } from './until';

/** The other origin of the site, with a page of its own to pay on. */
export async function paySite(it: Stage, attributes?: string): Promise<Site> {
  const pay = await Site.start(it.server.base, attributes);
  it.onEnd(() => pay.stop());
  pay.origin = pay.origin.replace('localhost', '127.0.0.1');
  pay.pages.set('/pay', pay.page('Pay', '<h2>Pay here</h2><p id="p">Sum 42</p>'));
  return pay;
}

/** A page of the site with the other origin's page in a frame. */
export function shop({ site, server }: Stage, pay: Site, path = '/pay'): void {
  server.origins = [site.origin, pay.origin];
  site.pages.set(
    '/shop',
    site.page(
      'Shop',
      `<h1>Shop</h1><iframe id="pay" src="${pay.origin}${path}" width="400" height="200"></iframe>`,
    ),
  );
}

/** The visitor opens that page and agrees to share it. */
export async function share({ server, ui, open }: Stage): Promise<Visit> {
  server.offer();
  server.agents = [avery];
  await open('/shop');
  await ui.press('button', 'Accept');
  const visit = await server.visit(1);
  await visit.orderedUpTo(1, 1);
  await ui.wait('button', 'End sharing');
  return visit;
}

/** The other origin's frame in the visitor's browser. */
export const framed = ({ page }: Stage, pay: Site) =>
  page.frames().find((frame) => frame.url().startsWith(pay.origin))!;

/** Waits until the agent sees these words in a frame, or in a frame within it. */
export const shows = (agent: Agent, visit: Visit, words: string, ...ids: string[]) =>
  until(
    `"${words}" in ${ids.join(' ')}`,
    async () => {
      await agent.follow(visit);
      return (await agent.text(...ids))?.includes(words);
    },
    { seen: async () => [await agent.text(...ids), agent.problems] },
  );
