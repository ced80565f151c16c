const longestHead = 2 + 8 + 8 + 1;
// Taken when the tag runs, so that what the page does to its globals later changes nothing here.
const { stringify, parse } = JSON;

/**
 * A JSON frame; `at` is the newest ordered frame of this document, if it has a session. The loader
 * writes and reads these two numbers itself: the full codec would be a third of its size.
 */
export function writeJson(
  kind: number,
  at: { epoch: number; seq: number } | undefined,
  value: object,
): Uint8Array {
  const json = new TextEncoder().encode(write(value));
  const bytes = new Uint8Array(longestHead + json.length);
  let head = 2;
  bytes[0] = kind;
  for (let number of [at?.epoch ?? 0, at?.seq ?? 0]) {
    // Bit operators work on 32 bits only, hence the arithmetic.
    for (; number > 127; number = Math.floor(number / 128)) bytes[head++] = (number % 128) + 128;
    bytes[head++] = number;
  }
  // The flags before the two numbers and the dt behind them stay 0.
  bytes.set(json, ++head);
  return bytes.subarray(0, head + json.length);
}

/** The JSON of a frame; its shape is the caller's claim. Throws for anything else. */
export function readJson<T>(bytes: Uint8Array): T {
  let at = 2;
  for (let numbers = 3; numbers;) if ((bytes[at++] ?? 0) < 128) numbers--;
  return parse(new TextDecoder().decode(bytes.subarray(at))) as T;
}

/**
 * Old libraries put `toJSON` on arrays, which turns them into strings; so objects and arrays are
 * written by hand, and only the leaves by the browser.
 */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  if (!value || typeof value !== 'object') return stringify(value);
  const fields: string[] = [];
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) fields.push(`${stringify(name)}:${write(field)}`);
  }
  return `{${fields.join()}}`;
}
