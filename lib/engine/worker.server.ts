import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { databasePool, openDatabase } from "#db/client.server.ts";
import { dropExpired } from "#db/queries/answer-cache.server.ts";
import { expireHolds } from "#db/queries/budget-ledger.server.ts";
import { budgetChannel } from "#db/queries/budgets.server.ts";
import type { DueFollowUp } from "#db/queries/follow-ups.server.ts";
import { claimQueuedRuns, claimRun, findCancelledRuns, type RunToWork } from "#db/queries/run-work.server.ts";
import { cancelChannel, queueChannel } from "#db/queries/runs.server.ts";
import {
  adoptRuns,
  asLeader,
  beat,
  findClaimedRuns,
  findOrphanedRuns,
  findUndeliveredSignals,
  markStopped,
} from "#db/queries/workers.server.ts";
import { forgetBudgets } from "#lib/budgets/known-budgets.server.ts";
import { log } from "#lib/foundation/log.server.ts";
import { dbosWaits } from "./dbos.server.ts";
import { startDeliveries } from "./deliver-approvals.server.ts";
import { startEmbedding } from "./embedding-loop.server.ts";
import { executeRun } from "./execute-run.server.ts";
import { fireDueFollowUps } from "./follow-ups.server.ts";
import { listenForever } from "./listen.server.ts";
import { remindApprovers } from "./remind-approvers.server.ts";
import { type DueSchedule, fireDueSchedules } from "./schedules.server.ts";
import { signalRun } from "./signals.server.ts";

const beatEveryMs = 1000;
const deadAfterSeconds = 6;
const sweepEveryMs = 500;
const leadEveryMs = 2000;
const trialsEveryMs = 1000;

/** A running worker process. */
export type Worker = { stop: () => Promise<void> };

/**
 * Starts taking runs: at once when told by NOTIFY, else within half a second. One worker at a time leads: it resumes
 * the runs of the dead, fires schedules and delivers signals that were lost.
 */
export async function startWorker(options: {
  id: string;
  capacity: number;
  databaseUrl: string;
  startSchedule: (due: DueSchedule) => Promise<void>;
  /** Starts the run of a follow-up and answers its id. */
  startFollowUp: (due: DueFollowUp) => Promise<string>;
  /** Moves test suites and what-ifs on and says whether any is unfinished: called now and then, and then whenever a run has ended. */
  advanceTrials: () => Promise<boolean>;
  /** Publishes winners of experiments that are to be published by themselves. */
  promoteWinners: () => Promise<void>;
  /** Binds the logs of runs that have ended into the audit log. */
  sealRuns: () => Promise<unknown>;
}): Promise<Worker> {
  const pool = databasePool();
  const running = new Map<string, AbortController>();
  // What the claim has read is handed to the workflow beside its stored input; a recovered one finds nothing here.
  const claimed = new Map<string, RunToWork>();
  let finished = 0;
  let stopping = false;

  // Begun inside a run's context, another run would become its child, and be refused once that one has ended.
  const outsideRuns = AsyncLocalStorage.snapshot();
  const workflow = DBOS.registerWorkflow(
    async (runId: string) => {
      const abort = new AbortController();
      running.set(runId, abort);
      const fresh = claimed.get(runId);
      claimed.delete(runId);
      try {
        await executeRun(runId, fresh, dbosWaits, options.id, abort.signal);
      } finally {
        running.delete(runId);
        finished += 1;
        if (!stopping && mayBeQueued) setImmediate(outsideRuns, sweep);
        if (!stopping && areTrialsOpen) setImmediate(outsideRuns, advanceTrials);
      }
    },
    { name: "run", maxRecoveryAttempts: 1000 },
  );
  // Our own pool: it listens for connections that break while in use, where DBOS's would end the process.
  const enginePool = openDatabase(options.databaseUrl, 10).pool;
  DBOS.setConfig({
    name: "aimwright",
    systemDatabaseUrl: options.databaseUrl,
    systemDatabasePool: enginePool,
    runAdminServer: false,
    executorID: options.id,
    applicationVersion: "1",
    logLevel: "warn",
  });
  await DBOS.launch();

  const begin = async (runId: string) => {
    await DBOS.startWorkflow(workflow, { workflowID: runId })(runId);
  };
  const beginClaimed = async (run: RunToWork) => {
    claimed.set(run.id, run);
    try {
      await begin(run.id);
    } catch (caught) {
      claimed.delete(run.id);
      throw caught;
    }
  };
  const report = (what: string) => (caught: unknown) => log().warn({ err: caught }, what);
  const take = async (runId: string) => {
    if (stopping) return;
    if (running.size >= options.capacity) {
      mayBeQueued = true;
      return;
    }
    // The less a worker has to do, the sooner it reaches for the next run.
    if (running.size > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(running.size, 8)));
    const run = await claimRun(pool, options.id, runId);
    if (run) await beginClaimed(run);
  };
  let sweeping = false;
  // A run found this worker full, or the last sweep took all it could: more may wait for the next that ends.
  let mayBeQueued = false;
  const sweep = async () => {
    if (sweeping || stopping) return;
    sweeping = true;
    try {
      const free = options.capacity - running.size;
      if (free <= 0) return;
      const most = Math.min(free, 8);
      mayBeQueued = false;
      const runs = await claimQueuedRuns(pool, options.id, most);
      if (runs.length === most) mayBeQueued = true;
      for (const run of runs)
        await beginClaimed(run).catch(report("a run could not be begun; it is tried again"));
    } catch (caught) {
      report("queued runs could not be taken")(caught);
    } finally {
      sweeping = false;
    }
  };
  let areTrialsOpen = false;
  let round: Promise<void> | undefined;
  const advanceTrials = async () => {
    // One round at a time; what ends during a round is met by the next.
    await round;
    if (stopping) return;
    round ??= options
      .advanceTrials()
      .then((isOpen) => {
        areTrialsOpen = isOpen;
      })
      .catch(report("test suites and what-ifs could not be moved on; it is tried again"))
      .finally(() => {
        round = undefined;
      });
    await round;
  };
  const sendBeat = () =>
    beat(pool, { id: options.id, capacity: options.capacity, running: running.size, finished }).catch(
      report("the heartbeat could not be stored"),
    );
  const stopRun = (runId: string) => running.get(runId)?.abort(new Error("cancelled"));
  // A notice is lost while the listening connection is away, and one sent before a takeover reached somebody else.
  const stopCancelled = async () => {
    const waiting = [...running].flatMap(([runId, { signal }]) => (signal.aborted ? [] : [runId]));
    if (waiting.length === 0) return;
    for (const runId of await findCancelledRuns(pool, waiting)) stopRun(runId);
  };
  // A worker that ends between claiming a run and beginning it returns under the same name: nobody would adopt the run.
  const beginForgotten = async () => {
    for (const runId of await findClaimedRuns(pool, options.id, deadAfterSeconds))
      if (!stopping && !running.has(runId) && (await DBOS.getWorkflowStatus(runId)) === null)
        await begin(runId);
  };
  const takeOverOrphans = async () => {
    const orphaned = await findOrphanedRuns(pool, deadAfterSeconds);
    if (orphaned.length === 0) return;
    log().warn({ runs: orphaned.length }, "taking over runs of a worker that is gone");
    await adoptRuns(pool, options.id, orphaned);
    for (const runId of orphaned) {
      const status = await DBOS.getWorkflowStatus(runId);
      if (status === null) await begin(runId);
      else if (!running.has(runId)) await DBOS.resumeWorkflow(runId);
    }
  };
  const deliverSignals = async () => {
    for (const signal of await findUndeliveredSignals(pool))
      await signalRun(signal.runId, signal.topic, signal.message, signal.key);
  };
  const duties: [failure: string, work: () => Promise<unknown>][] = [
    ["runs of a worker that is gone could not be taken over", takeOverOrphans],
    ["decisions could not be delivered", deliverSignals],
    ["schedules could not be started", () => fireDueSchedules(options.startSchedule)],
    ["follow-ups could not be started", () => fireDueFollowUps(options.startFollowUp)],
    ["experiments could not be decided", options.promoteWinners],
    ["logs of runs could not be sealed", options.sealRuns],
    ["kept answers could not be dropped", () => dropExpired(pool)],
    ["reservations of budgets could not be closed", () => expireHolds(pool)],
    ["approvers could not be reminded", remindApprovers],
  ];
  const lead = () =>
    asLeader(pool, async () => {
      // One that fails does not keep the others from being done.
      for (const [failure, work] of duties) await work().catch(report(`${failure}; it is tried again`));
    }).catch(report("the leader's round failed"));

  await sendBeat();
  const stopListening = listenForever(
    options.databaseUrl,
    [queueChannel, cancelChannel, budgetChannel],
    (channel, payload) => {
      if (channel === budgetChannel) forgetBudgets(payload);
      else if (channel === queueChannel) take(payload).catch(report("a run could not be taken"));
      else stopRun(payload);
    },
    () => forgetBudgets(),
  );
  const timers = [
    setInterval(sendBeat, beatEveryMs),
    setInterval(() => stopCancelled().catch(report("cancelled runs could not be looked for")), beatEveryMs),
    setInterval(sweep, sweepEveryMs),
    setInterval(lead, leadEveryMs),
    setInterval(advanceTrials, trialsEveryMs),
    setInterval(() => beginForgotten().catch(report("forgotten runs could not be begun")), leadEveryMs),
  ];
  const embedding = startEmbedding();
  const deliveries = startDeliveries();
  await sweep();
  return {
    stop: async () => {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all([stopListening(), embedding.stop(), deliveries.stop()]);
      await markStopped(pool, options.id).catch(report("the stop could not be stored"));
      await DBOS.shutdown();
      await enginePool.end();
    },
  };
}
