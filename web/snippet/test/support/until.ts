const everyMs = 15;

/**
 * Polls `look` until it gives something other than undefined, null or false. The failure says what was
 * waited for and what was there instead.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  {
    within = 8000,
    seen = () => undefined as unknown,
  }: { within?: number; seen?: () => unknown } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) {
      return found as NonNullable<Exclude<T, false>>;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${within} ms for ${what}; seen: ${JSON.stringify(await seen())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
