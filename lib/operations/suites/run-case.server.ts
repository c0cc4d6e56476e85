import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { findVersion } from "#db/queries/blueprints.server.ts";
import { findRun, insertRun, requestCancel } from "#db/queries/runs.server.ts";
import type { StoredResult } from "#db/queries/suite-runs.server.ts";
import {
  isResultOpen,
  noteCaseRun,
  readSuiteDocument,
  type SuiteWork,
} from "#db/queries/suite-work.server.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { chooseTrigger } from "#lib/runtime/plan.ts";

/** The last run of a case, or null when none was begun or the one noted was never stored. */
export async function readCaseRun(work: SuiteWork, result: StoredResult) {
  const id = result.runIds.at(-1);
  return id === undefined ? null : ((await findRun(database(), work.workspaceId, id)) ?? null);
}

/** The document a suite run tests. */
export async function documentOf(work: SuiteWork): Promise<Blueprint> {
  const { workspaceId, blueprintId, version, id } = work;
  if (version === null) return readBlueprint(await readSuiteDocument(database(), workspaceId, id));
  const stored = await findVersion(database(), workspaceId, blueprintId, version);
  if (!stored) throw new AppError("not_found", `Version ${version} of the blueprint is gone.`);
  return stored.document;
}

/** Sends the next message of a case, or again the one whose run was noted but never stored. */
export async function startCaseRun(work: SuiteWork, result: StoredResult, isNext: boolean): Promise<void> {
  const { workspaceId, blueprintId, version } = work;
  const noted = isNext ? undefined : result.runIds.at(-1);
  const runIds = noted === undefined ? [...result.runIds, newId()] : result.runIds;
  const id = runIds.at(-1);
  const text = result.content.messages[runIds.length - 1];
  if (id === undefined || text === undefined) throw new AppError("internal", "The case has no such message.");
  const document = await documentOf(work);
  const startsAt = work.agentNodeId ?? startOf(document);
  const conversationId = result.conversationId ?? newId();
  if (!(await noteCaseRun(database(), result, runIds, conversationId))) return;
  await insertRun(databasePool(), {
    id,
    workspaceId,
    blueprintId,
    conversationId,
    contactId: null,
    version,
    document: version === null ? document : null,
    purpose: "evaluation",
    opens:
      runIds.length === 1 ? { channel: "evaluation", title: result.content.title, accessHash: null } : null,
    trigger: {
      nodeId: startsAt,
      text,
      event: null,
      simulate: work.writes !== "real",
      ...(work.agentNodeId === null ? {} : { agent: work.agentNodeId }),
    },
    first: {
      seq: 1,
      at: new Date().toISOString(),
      event: { type: "run.started", blueprintId, version, triggerNodeId: startsAt, input: { text } },
    },
  });
  // Whoever stopped the suite between the note and the run found no run to stop.
  if (!(await isResultOpen(database(), result))) await requestCancel(databasePool(), workspaceId, id);
}

// A case says a message, so it begins where messages do.
function startOf(document: Blueprint): string {
  const choice = chooseTrigger(document, nodeExecutor, { nodeId: null, takes: "text" });
  if ("node" in choice) return choice.node.id;
  const message =
    choice.problem === "missing"
      ? "This blueprint has nothing that starts a run. Add a chat."
      : "Several starts of this blueprint take a message. Test one of its agents instead.";
  throw new AppError("blueprint_invalid", message);
}
