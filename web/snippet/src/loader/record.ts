import type { Resume } from '../link';

/** What a tab remembers across its documents. */
export interface TabRecord {
  tab: string;
  /** A document holds this record now; a copy that says so belongs to a duplicated tab. */
  live: boolean;
  identity?: string | undefined;
  session?: Resume | undefined;
}

/**
 * This tab's record as its previous document left it, or a new one. Browsers copy sessionStorage into
 * tabs that are duplicated or opened by a script; such a copy must not compete for the session.
 */
export function readRecord(key: string, isOurs = false): TabRecord {
  const record = stored(key);
  if (record && (isOurs || !record.live || !isNewTab())) return { ...record, live: true };
  return { tab: newTab(), live: true, identity: record?.identity };
}

export function saveRecord(key: string, record: TabRecord): void {
  attempt(() => sessionStorage.setItem(key, JSON.stringify(record)));
}

/**
 * Says whether this document still is the tab's. The next document may be there already when this one
 * hears that it is leaving, and its record must not be written over.
 */
export function markLive(key: string, record: TabRecord, live: boolean): void {
  if (stored(key)?.session?.epoch === record.session?.epoch) saveRecord(key, { ...record, live });
}

/** The visitor's token, which all tabs of the site share. */
export function readVisitor(key: string): string {
  return attempt(() => localStorage.getItem(key)) ?? '';
}

export function saveVisitor(key: string, token: string): void {
  attempt(() => localStorage.setItem(key, token));
}

/** Storage may be absent, full or forbidden: the tab then starts anew with its next document. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}

function stored(key: string): TabRecord | undefined {
  return attempt(() => JSON.parse(sessionStorage.getItem(key) ?? '') as TabRecord);
}

/**
 * A record that looks alive may also come from a document that crashed, or that is a process away and
 * has not said goodbye yet. So it takes more to call it a copy: a duplicated tab restores its page like
 * one from the history, and one that a script opened has an opener and no history.
 */
function isNewTab(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type === 'back_forward' || (!!opener && history.length === 1);
}

function newTab(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(15))) id += (byte % 36).toString(36);
  return id;
}
