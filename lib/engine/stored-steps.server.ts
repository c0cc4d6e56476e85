import "server-only";
import { databasePool } from "#db/client.server.ts";
import { readRunSteps } from "#db/queries/run-work.server.ts";
import type { StoredStep } from "./replay-run.ts";
import type { StepResult } from "./run-journal.server.ts";
import { durableClient } from "./signals.server.ts";

/** What a run stored: the results of its steps in no order, then the signals it waited for in theirs. */
export async function readStoredSteps(runId: string): Promise<StoredStep[]> {
  const client = await durableClient();
  const [steps, engine] = await Promise.all([
    readRunSteps(databasePool(), runId),
    client.listWorkflowSteps(runId),
  ]);
  const waits = (engine ?? []).filter(({ name }) => name === "DBOS.recv");
  return [
    ...steps.map(({ name, result }): StoredStep => ({ kind: "step", name, end: result as StepResult })),
    ...waits.map(({ name, output }): StoredStep => ({ kind: "wait", name, value: output ?? null })),
  ];
}
