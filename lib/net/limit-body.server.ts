import "server-only";
import type { Response } from "undici";
import type { Deadline } from "./deadline.server.ts";
import { refuseTarget } from "./egress-target.ts";

/** Counts what the reader would hold, after decompression; `truncate` keeps the beginning instead of refusing. */
export type BodyLimit = { host: string; maxBytes: number; truncate?: boolean; deadline: Deadline };

/** Passes a body on chunk by chunk within its limits and ends the deadline when the body ends, fails or is dropped. */
export async function* limitBody(response: Response, limit: BodyLimit): AsyncGenerator<Uint8Array, boolean> {
  const { host, maxBytes, deadline } = limit;
  let left = maxBytes;
  try {
    if (!response.body) return false;
    if (!limit.truncate && Number(response.headers.get("content-length") ?? 0) > maxBytes)
      throw tooLarge(host, maxBytes);
    for await (const chunk of response.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
      deadline.touch();
      if (chunk.byteLength > left) {
        if (!limit.truncate) throw tooLarge(host, maxBytes);
        if (left > 0) yield chunk.subarray(0, left);
        return true;
      }
      left -= chunk.byteLength;
      yield chunk;
    }
    return false;
  } catch (caught) {
    throw deadline.signal.aborted ? deadline.signal.reason : caught;
  } finally {
    deadline.end();
    await discardBody(response);
  }
}

/** Closes a body nobody will read; otherwise its socket stays busy until the other side gives up. */
export async function discardBody(response: Response): Promise<void> {
  // A body that already failed rejects the cancel with the error its reader was given: nothing new to report.
  if (response.body && !response.body.locked) await response.body.cancel().catch(() => undefined);
}

function tooLarge(host: string, maxBytes: number): Error {
  const size = maxBytes >= 1_048_576 ? `${Math.round(maxBytes / 104_857.6) / 10} MB` : `${maxBytes} bytes`;
  const remedy = "Ask for less, for example by paging or filtering, or have an owner raise the limit.";
  return refuseTarget(host, `its answer is larger than ${size}`, remedy);
}
