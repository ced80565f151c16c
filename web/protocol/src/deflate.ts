import { ProtocolError } from './errors';
import { maxInflatedBytes } from './limits';

/** A few milliseconds of work. */
const pieceBytes = 48 * 1024;

/** False in browsers without raw deflate; frames are then sent as they are. */
export function canDeflate(): boolean {
  try {
    new CompressionStream('deflate-raw');
    return true;
  } catch {
    return false;
  }
}

/** Deflating occupies the thread: `breathe` is awaited before each piece of a large payload. */
export async function deflateRaw(
  bytes: Uint8Array,
  breathe?: () => Promise<void>,
): Promise<Uint8Array> {
  return pump(bytes, new CompressionStream('deflate-raw'), Infinity, breathe);
}

/** Throws ProtocolError for broken input and for output above `limit` bytes. */
export async function inflateRaw(
  bytes: Uint8Array,
  limit: number = maxInflatedBytes,
): Promise<Uint8Array> {
  try {
    return await pump(bytes, new DecompressionStream('deflate-raw'), limit);
  } catch (fault) {
    if (fault instanceof ProtocolError) throw fault;
    throw new ProtocolError('deflate', 'a payload is not raw deflate');
  }
}

async function pump(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  limit: number,
  breathe?: () => Promise<void>,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const write = async () => {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      if (breathe && bytes.length > pieceBytes) await breathe();
      await writer.write(bytes.subarray(at, at + pieceBytes) as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  };
  // The reader reports what goes wrong; without this the same fault would surface unhandled.
  write().catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      // Stops the decompressor: a small bomb must not be unpacked to its end.
      reader.cancel().catch(() => undefined);
      throw new ProtocolError('too_large', `a payload inflates to more than ${limit} bytes`);
    }
    chunks.push(value);
  }
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const joined = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}
