import "server-only";
import { AppError } from "#lib/foundation/errors.ts";

// How much of a refused body is still taken off the connection, so that its sender gets to read the refusal.
const mostDiscardedBytes = 256 * 1024 * 1024;

/** Reads a body of at most `maxBytes`; a larger one is read to its end without being kept, then refused. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  const size = await readChunks(request.body, maxBytes + mostDiscardedBytes, (chunk, sizeSoFar) => {
    if (sizeSoFar <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  if (size > maxBytes)
    throw new AppError("too_large", `The body is larger than ${maxBytes} bytes, the most this route takes.`);
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Takes a body nobody will read off the connection, so that an early refusal reaches its sender. */
export async function discardBody(request: Request): Promise<void> {
  if (!request.body || request.bodyUsed || request.body.locked) return;
  try {
    await readChunks(request.body, mostDiscardedBytes, () => undefined);
  } catch {
    // The sender has gone, and with it whoever would have read the answer.
  }
}

// Closing the connection on a sender that is still writing loses the answer, so only a flood is cut off.
async function readChunks(
  body: ReadableStream<Uint8Array>,
  most: number,
  take: (chunk: Uint8Array, sizeSoFar: number) => void,
): Promise<number> {
  const reader = body.getReader();
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return size;
    size += value.length;
    take(value, size);
    if (size > most) {
      await reader.cancel();
      return size;
    }
  }
}
