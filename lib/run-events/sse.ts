import type { RunEnvelope } from "./events.ts";

/** Takes whole SSE frames off the front of `buffer`; comments are skipped, `rest` is an unfinished frame. */
export function takeEnvelopes(buffer: string): { envelopes: RunEnvelope[]; rest: string } {
  const frames = buffer.replaceAll("\r\n", "\n").split("\n\n");
  const rest = frames.pop() ?? "";
  const envelopes: RunEnvelope[] = [];
  for (const frame of frames) {
    const data = frame
      .split("\n")
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart())
      .join("\n");
    if (data !== "") envelopes.push(JSON.parse(data) as RunEnvelope);
  }
  return { envelopes, rest };
}
