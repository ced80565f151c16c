/** The files that sites load, by name; `session` is the entry of the session code. */
export function buildSnippet(session?: string): Promise<Map<string, string>>;
