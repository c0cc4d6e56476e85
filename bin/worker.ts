import { closeDatabase } from "#db/client.server.ts";
import { sealEndedRuns } from "#lib/access/run-seals.server.ts";
import { startWorker } from "#lib/engine/worker.server.ts";
import { env } from "#lib/foundation/env.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { log } from "#lib/foundation/log.server.ts";
import { promoteWinners } from "#lib/operations/experiments/promote-winners.server.ts";
import { fireFollowUp } from "#lib/operations/follow-ups/fire-follow-up.server.ts";
import { advanceSuiteRuns } from "#lib/operations/suites/advance-suite-runs.server.ts";
import { fireSchedule } from "#lib/operations/triggers/fire-schedule.server.ts";
import { advanceWhatIfs } from "#lib/operations/what-ifs/advance-what-ifs.server.ts";

const { DATABASE_URL, AIMWRIGHT_WORKER_ID, AIMWRIGHT_WORKER_CAPACITY } = env();
if (DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set. Start with npm start.");
const id = AIMWRIGHT_WORKER_ID ?? `worker-${newId()}`;
const worker = await startWorker({
  id,
  capacity: AIMWRIGHT_WORKER_CAPACITY,
  databaseUrl: DATABASE_URL,
  startSchedule: fireSchedule,
  startFollowUp: fireFollowUp,
  advanceTrials: async () => {
    const open = await Promise.all([advanceSuiteRuns(), advanceWhatIfs()]);
    return open.includes(true);
  },
  promoteWinners,
  sealRuns: sealEndedRuns,
});
log().info({ worker: id }, "worker ready");
process.send?.("ready");

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await worker.stop();
    await closeDatabase();
    process.exit(0);
  });
// A fault outside any run must not end the process: the runs it carries would wait for a takeover.
process.on("unhandledRejection", (reason) => log().error({ err: reason }, "an unhandled rejection"));
