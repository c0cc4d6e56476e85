import "server-only";
import { z } from "zod";
import { type Database, database } from "#db/client.server.ts";
import { readAuditEntry } from "#db/queries/audit.server.ts";
import {
  digestRuns,
  lockUnsealedRuns,
  markSealed,
  type RunDigest,
  readSealOfRun,
} from "#db/queries/run-seals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type AuditVerdict, recordAudit, sealAction, verifyAudit } from "./audit.server.ts";
import type { Actor } from "./permissions.ts";

const batch = 500;

const sealSchema = z.object({
  runs: z.array(z.object({ id: z.string(), events: z.number().int(), digest: z.string() })),
});

/**
 * Binds the logs of runs that have ended (what came in, what was decided, what was done) into the audit chain of their
 * workspace: one entry a round holds the digest of each. Returns how many runs were sealed.
 */
export async function sealEndedRuns(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const found = await database().transaction(async (tx) => {
      const due = await lockUnsealedRuns(tx, batch);
      for (const [workspaceId, runs] of Map.groupBy(due, (run) => run.workspaceId))
        await sealRuns(tx, workspaceId, runs);
      return due.length;
    });
    sealed += found;
    if (found < batch) return sealed;
  }
}

async function sealRuns(tx: Database, workspaceId: string, due: { id: string }[]): Promise<void> {
  const runs = await digestRuns(
    tx,
    workspaceId,
    due.map(({ id }) => ({ id })),
  );
  const actor: Actor = { kind: "system", id: "system", name: "System", workspaceId, role: "owner" };
  const event = { action: sealAction, noun: "run", nounId: runs.at(-1)?.id ?? "", after: { runs } };
  const seq = await recordAudit(tx, actor, event);
  await markSealed(
    tx,
    due.map(({ id }) => id),
    seq,
  );
}

/** {@link verifyAudit}, with the logs of runs: a run that was changed is a flaw of the entry that sealed it. */
export async function verifyWorkspace(
  at: Database,
  workspaceId: string,
): Promise<{ verdict: AuditVerdict; unchanged: number; gone: number }> {
  let unchanged = 0;
  let gone = 0;
  const verdict = await verifyAudit(at, workspaceId, async (row) => {
    if (row.action !== sealAction) return undefined;
    const compared = await compareSeal(at, workspaceId, row.after);
    unchanged += compared.unchanged;
    gone += compared.gone;
    const [changed] = compared.changed;
    return changed && `the log of run ${changed} is not what it was`;
  });
  return { verdict, unchanged, gone };
}

async function compareSeal(
  at: Database,
  workspaceId: string,
  after: unknown,
): Promise<{ unchanged: number; changed: string[]; gone: number }> {
  const { runs } = sealSchema.parse(after);
  const now = await digestRuns(at, workspaceId, runs);
  const found = new Map(now.map((run) => [run.id, run]));
  const isSame = (seal: RunDigest, run: RunDigest) =>
    run.digest === seal.digest && run.events === seal.events;
  const changed = runs.filter((seal) => {
    const run = found.get(seal.id);
    return run !== undefined && !isSame(seal, run);
  });
  return {
    unchanged: now.length - changed.length,
    changed: changed.map(({ id }) => id),
    gone: runs.length - now.length,
  };
}

/** How a run's log stands to the audit log: not yet sealed, sealed and unchanged, or changed since. */
export async function readRunSeal(workspaceId: string, runId: string) {
  const run = await readSealOfRun(database(), workspaceId, runId);
  if (run === null) throw new AppError("not_found", "There is no such run.");
  if (run.seq === null) return { state: "open" as const, entry: null, events: 0, digest: null };
  const entry = await readAuditEntry(database(), workspaceId, run.seq);
  const seal = sealSchema.safeParse(entry?.after).data?.runs.find(({ id }) => id === runId);
  if (!seal) return { state: "changed" as const, entry: run.seq, events: 0, digest: null };
  const [now] = await digestRuns(database(), workspaceId, [seal]);
  const state = now?.digest === seal.digest ? ("sealed" as const) : ("changed" as const);
  return { state, entry: run.seq, events: seal.events, digest: seal.digest };
}
