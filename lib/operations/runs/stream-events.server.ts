import "server-only";
import type { RunEnvelope } from "#lib/run-events/events.ts";

const pingEveryMs = 15_000;

/** Server-sent events over a run's envelopes: `id` is the `seq` of durable events, live ones have none. */
export function streamEvents(
  follow: (signal: AbortSignal) => AsyncIterable<RunEnvelope>,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const both = AbortSignal.any([signal, gone.signal]);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!both.aborted) controller.enqueue(encoder.encode(text));
      };
      send(": open\n\n");
      const ping = setInterval(() => send(": ping\n\n"), pingEveryMs);
      try {
        for await (const envelope of follow(both)) send(toServerSentEvent(envelope));
        if (!both.aborted) controller.close();
      } catch (caught) {
        if (!both.aborted) controller.error(caught);
      } finally {
        clearInterval(ping);
      }
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}

function toServerSentEvent(envelope: RunEnvelope): string {
  const id = envelope.seq === undefined ? "" : `id: ${envelope.seq}\n`;
  return `${id}event: ${envelope.event.type}\ndata: ${JSON.stringify(envelope)}\n\n`;
}
