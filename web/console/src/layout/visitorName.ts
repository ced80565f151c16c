/** What a visitor and their page are called on screen. */

export const anonymous = 'Anonymous visitor';

export function visitorName(visitor: { name?: string | undefined } | undefined): string {
  return visitor?.name?.trim() || anonymous;
}

/** The path of an address, or the address itself where it can't be read. */
export function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}

/** Host and path, without the scheme. */
export function addressOf(url: string): string {
  try {
    const parsed = new URL(url);
    return parsed.host + (parsed.pathname === '/' ? '' : parsed.pathname);
  } catch {
    return url;
  }
}
