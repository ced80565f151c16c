/** The server's time, as far as its welcome told; a visitor's own clock may be wrong. */
export interface Clock {
  /** Milliseconds to add to this browser's clock. */
  readonly skew: number;
}

export function millisecondsUntil(expires: string, clock: Clock): number {
  return Date.parse(expires) - Date.now() - clock.skew;
}

/** Words the time that is left. It decides nothing: what has expired, the server says. */
export function untilText(
  expires: string,
  clock: Clock,
  words: { expiresIn(time: string): string; expiresAt(time: string): string; expiresSoon: string },
  language: string,
): string {
  const left = Math.floor(millisecondsUntil(expires, clock) / 1000);
  if (!(left > 0)) return words.expiresSoon;
  if (left >= 3600) {
    const date = new Date(expires);
    const sameDay = date.toDateString() === new Date().toDateString();
    return words.expiresAt(
      new Intl.DateTimeFormat(language, {
        timeStyle: 'short',
        ...(!sameDay && { dateStyle: 'medium' }),
      }).format(date),
    );
  }
  return words.expiresIn(`${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`);
}
