/** Where the console itself begins; the fallback of every return address. */
export const consoleHome = '/console/';

/**
 * The path to open after a sign-in. Only addresses of this origin written as a path are followed, so
 * that a crafted link to the sign-in page can't send a person elsewhere; all else opens the console.
 */
export function safeReturnUrl(value: string | null | undefined, origin: string): string {
  if (!value || !value.startsWith('/')) return consoleHome;
  let url: URL;
  try {
    url = new URL(value, origin);
  } catch {
    return consoleHome;
  }
  // `//host`, `/\host` and tabs inside those all resolve to another origin.
  if (url.origin !== origin) return consoleHome;
  return url.pathname + url.search + url.hash;
}
