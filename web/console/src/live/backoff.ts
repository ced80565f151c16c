/** When to connect again after a live socket closed: the close codes table of the live protocol. */

export type StopReason = 'not_understood' | 'forbidden' | 'not_found' | 'superseded' | 'too_large';

export type AfterClose =
  | { action: 'stop'; why: StopReason }
  /** `mint`: the token is no longer good for a hello. */
  | { action: 'retry'; delayMs: number; mint: boolean };

const firstDelayMs = 250;
const longestDelayMs = 8_000;

/**
 * @param failures connections in a row that brought no welcome; 0 after a session that worked
 * @param random 0 to 1, spreads the retries of many consoles
 */
export function afterClose(code: number, failures: number, random: number): AfterClose {
  switch (code) {
    case 4400:
      return { action: 'stop', why: 'not_understood' };
    case 4403:
      return { action: 'stop', why: 'forbidden' };
    case 4404:
      return { action: 'stop', why: 'not_found' };
    case 4409:
      return { action: 'stop', why: 'superseded' };
    case 4413:
      return { action: 'stop', why: 'too_large' };
    case 4401:
      // One new token at once; a server that turns that one down too gets patience.
      return {
        action: 'retry',
        mint: true,
        delayMs: failures <= 1 ? 0 : backoff(failures, random),
      };
    case 4429:
      return { action: 'retry', mint: false, delayMs: jitter(longestDelayMs, random) };
    case 1001:
      return {
        action: 'retry',
        mint: false,
        delayMs: failures === 0 ? 0 : backoff(failures, random),
      };
    default:
      return { action: 'retry', mint: false, delayMs: backoff(failures, random) };
  }
}

export function backoff(failures: number, random: number): number {
  return jitter(Math.min(firstDelayMs * 2 ** Math.min(failures, 16), longestDelayMs), random);
}

/** Half fixed, half by chance. */
function jitter(delayMs: number, random: number): number {
  return Math.round(delayMs / 2 + (delayMs / 2) * random);
}
