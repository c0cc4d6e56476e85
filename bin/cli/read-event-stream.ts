import type { RunEnvelope } from "#lib/run-events/events.ts";

/** The envelopes of a server-sent event stream, as they arrive; comments and keep-alives are skipped. */
export async function* readEventStream(response: Response): AsyncGenerator<RunEnvelope> {
  if (!response.body) return;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const envelope = envelopeOf(block);
      if (envelope) yield envelope;
    }
  }
}

function envelopeOf(block: string): RunEnvelope | undefined {
  const lines = block.split("\n").filter((line) => line.startsWith("data:"));
  if (lines.length === 0) return undefined;
  const value: unknown = JSON.parse(lines.map((line) => line.slice(5).trimStart()).join("\n"));
  return isEnvelope(value) ? value : undefined;
}

function isEnvelope(value: unknown): value is RunEnvelope {
  return value !== null && typeof value === "object" && "runId" in value && "event" in value;
}
