import { setTimeout as sleep } from "node:timers/promises";
import { apiErrorOf, sendRequest } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { RunEnvelope } from "#lib/run-events/events.ts";
import { eventPrinter } from "./print-event.ts";
import { readEventStream } from "./read-event-stream.ts";
import type { Connection } from "./server-config.ts";

const attempts = 20;

/** Shows a run's stream to its end, taking it up again where it broke; 0 when the run succeeded. */
export async function followRun(
  server: Connection,
  first: Response,
  options: { json: boolean },
): Promise<number> {
  const print = options.json ? printJson : eventPrinter();
  let runId: string | undefined;
  let lastSeq = 0;
  let response = first;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!response.ok) throw await apiErrorOf(response);
    try {
      for await (const envelope of readEventStream(response)) {
        runId = envelope.runId;
        if (envelope.seq !== undefined) {
          if (envelope.seq <= lastSeq) continue;
          lastSeq = envelope.seq;
          attempt = 0;
        }
        print(envelope);
        if (envelope.event.type === "run.finished") return envelope.event.status === "succeeded" ? 0 : 1;
      }
    } catch (caught) {
      // A broken connection is taken up again below; anything else is a problem of its own.
      if (!(caught instanceof TypeError) || runId === undefined) throw caught;
    }
    if (runId === undefined) throw new Error("The stream ended before the run began.");
    await sleep(500);
    response = await resume(server, runId, lastSeq);
  }
  throw new Error(`The stream of run ${runId} broke too often. See: aimwright logs ${runId}`);
}

async function resume(server: Connection, id: string, lastSeq: number): Promise<Response> {
  const headers = { ...server.headers, accept: "text/event-stream", "last-event-id": String(lastSeq) };
  return await sendRequest(runContracts.events, {
    ...server,
    headers,
    params: { id },
    query: { after: lastSeq },
  });
}

function printJson(envelope: RunEnvelope): void {
  console.log(JSON.stringify(envelope));
}
