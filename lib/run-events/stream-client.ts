import { apiErrorOf } from "#lib/api/client.ts";
import type { RunEnvelope } from "./events.ts";
import { takeEnvelopes } from "./sse.ts";

const firstDelayMs = 400;
const longestDelayMs = 8000;

/**
 * Follows a run over SSE and resumes after the last event seen when the connection breaks.
 * Resolves after `run.finished` or when aborted; throws only when the server refuses the request.
 */
export async function followRun(
  runId: string,
  {
    after = 0,
    onEnvelope,
    signal,
  }: { after?: number; onEnvelope: (envelope: RunEnvelope) => void; signal: AbortSignal },
): Promise<void> {
  let lastSeq = after;
  let delay = firstDelayMs;
  while (!signal.aborted) {
    try {
      const response = await fetch(`/api/v1/runs/${encodeURIComponent(runId)}/events`, {
        headers: { accept: "text/event-stream", "last-event-id": String(lastSeq) },
        cache: "no-store",
        signal,
      });
      if (!response.ok || !response.body) {
        const refused = response.status >= 400 && response.status < 500 && response.status !== 429;
        if (refused) throw new RefusedStream(await apiErrorOf(response));
      } else {
        for await (const envelope of readEnvelopes(response.body)) {
          delay = firstDelayMs;
          if (envelope.seq !== undefined) lastSeq = envelope.seq;
          onEnvelope(envelope);
          if (envelope.event.type === "run.finished") return;
        }
      }
    } catch (caught) {
      if (caught instanceof RefusedStream) throw caught.cause;
      // Anything else is a broken connection: it is tried again below.
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, longestDelayMs);
  }
}

class RefusedStream extends Error {
  constructor(cause: unknown) {
    super("The server refused the stream.", { cause });
  }
}

async function* readEnvelopes(body: ReadableStream<Uint8Array>): AsyncGenerator<RunEnvelope> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let buffer = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const taken = takeEnvelopes(buffer + value);
      buffer = taken.rest;
      yield* taken.envelopes;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
