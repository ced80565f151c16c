import { ProtocolError } from './errors';
import { maxInflatedBytes } from './limits';

/** False in browsers without raw deflate; frames are then sent as they are. */
export function canDeflate(): boolean {
  try {
    new CompressionStream('deflate-raw');
    return true;
  } catch {
    return false;
  }
}

/** A few milliseconds of work. */
const pieceBytes = 48 * 1024;

/** Deflating occupies the thread: `breathe` is awaited before each piece of a large payload. */
export async function deflateRaw(
  bytes: Uint8Array,
  breathe?: () => Promise<void>,
): Promise<Uint8Array> {
  let at = 0;
  const pieces = new ReadableStream({
    async pull(to) {
      if (at >= bytes.length) return to.close();
      if (bytes.length > pieceBytes) await breathe?.();
      to.enqueue(bytes.subarray(at, (at += pieceBytes)));
    },
  });
  const deflated = pieces.pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

/** Throws ProtocolError for broken input and for output above `limit` bytes. */
export async function inflateRaw(
  bytes: Uint8Array,
  limit: number = maxInflatedBytes,
): Promise<Uint8Array> {
  try {
    return await inflate(bytes, limit);
  } catch (fault) {
    if (fault instanceof ProtocolError) throw fault;
    throw new ProtocolError('deflate', 'a payload is not raw deflate');
  }
}

async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const write = async () => {
    await writer.write(bytes as Uint8Array<ArrayBuffer>);
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
