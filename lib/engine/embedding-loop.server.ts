import "server-only";
import { database } from "#db/client.server.ts";
import { log } from "#lib/foundation/log.server.ts";
import { embedNextDataset } from "#lib/knowledge/embed-dataset.server.ts";

const lookEveryMs = 1000;

/** Embeds datasets as they fall due, one at a time beside the runs; `stop` gives up the call under way. */
export function startEmbedding(): { stop: () => Promise<void> } {
  const abort = new AbortController();
  let round: Promise<void> | undefined;
  const work = async () => {
    try {
      while (!abort.signal.aborted && (await embedNextDataset(database(), abort.signal)));
    } catch (caught) {
      log().warn({ err: caught }, "datasets could not be embedded; it is tried again");
    } finally {
      round = undefined;
    }
  };
  const timer = setInterval(() => {
    round ??= work();
  }, lookEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      abort.abort(new Error("The worker stops."));
      await round;
    },
  };
}
