import type { PrivacyPolicy } from '@pillion/protocol';

/** What the server says of the site that this page and the page around it belong to. */
export interface Around {
  policy: PrivacyPolicy;
  /** The site's other origins. */
  origins: string[];
}

/** Refused once is refused for good; a server that did not answer is asked again. */
const known = new Map<string, Promise<Around | null>>();

/** Null where the page around is not of the site. Rejects when that can't be found out. */
export function findAround(base: string, site: string, origin: string): Promise<Around | null> {
  let around = known.get(origin);
  if (!around) {
    around = ask(base, site, origin);
    known.set(origin, around);
    around.catch(() => known.delete(origin));
  }
  return around;
}

async function ask(base: string, site: string, origin: string): Promise<Around | null> {
  const query = new URLSearchParams({ embedder: origin });
  const response = await fetch(`${base}live/embedding/${encodeURIComponent(site)}?${query}`, {
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  return response.ok ? ((await response.json()) as Around) : null;
}
