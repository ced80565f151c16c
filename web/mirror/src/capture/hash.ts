import { bytesToHex } from '@pillion/protocol';

/** Hex SHA-256. The browser's own where there is one; pages without TLS have none, and load ours. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  const hash = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes))
    : (await import('./plainHash')).plainHash(bytes);
  return bytesToHex(hash);
}
