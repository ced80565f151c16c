import type { EmbeddingHello } from '@pillion/mirror/capture/embedding';
import type { PrivacyPolicy } from '@pillion/protocol';

/** What the server says of the session for which this page is asked to show itself. */
export interface Around {
  /** What the visitor agreed to, and what the site hides now. */
  policies: PrivacyPolicy[];
  /** The site's other origins. */
  origins: string[];
}

/** Null where the page around is not of the site, or not shared. Rejects when that can't be found out. */
export async function findAround(
  base: string,
  { data: { pillion: site, token }, origin }: MessageEvent<EmbeddingHello>,
): Promise<Around | null> {
  const query = new URLSearchParams({ embedder: origin });
  const response = await fetch(`${base}live/embedding/${encodeURIComponent(site)}?${query}`, {
    method: 'POST',
    // A text, which needs no question before it.
    body: `${token}`,
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  return response.ok ? ((await response.json()) as Around) : null;
}
