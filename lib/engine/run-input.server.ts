import "server-only";
import type { Pool } from "pg";
import { type RunToWork, readVersionDocument } from "#db/queries/run-work.server.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { RunInput } from "#lib/runtime/host.ts";
import { whileDatabaseReturns } from "./database-retry.server.ts";

const versions = new Map<string, Blueprint>();
const mostVersions = 200;

/** What the interpreter is given of a stored run. */
export function inputOf(run: RunToWork, document: Blueprint): RunInput {
  return {
    runId: run.id,
    blueprintId: run.blueprintId,
    version: run.version,
    document,
    triggerNodeId: run.trigger.nodeId,
    text: run.trigger.text,
    event: run.trigger.event,
    conversationId: run.conversationId,
    contact: run.contact,
    startedAt: run.createdAt.toISOString(),
    ...(run.trigger.told ? { told: run.trigger.told } : {}),
    ...(run.trigger.depth ? { depth: run.trigger.depth } : {}),
    ...(run.trigger.bypassesCache ? { bypassesCache: true } : {}),
    ...(run.trigger.variants ? { variants: run.trigger.variants } : {}),
    ...(run.trigger.breakpoints ? { breakpoints: run.trigger.breakpoints } : {}),
    ...(run.trigger.pinned ? { pinned: run.trigger.pinned } : {}),
    ...(run.trigger.supplied ? { supplied: run.trigger.supplied } : {}),
    ...(run.trigger.from === undefined ? {} : { startAt: run.trigger.from }),
    startAtAgent: run.trigger.agent ?? null,
  };
}

/** The blueprint a run runs; a published version never changes, so it is parsed once a process. */
export async function documentOf(pool: Pool, run: RunToWork): Promise<Blueprint> {
  const { version } = run;
  if (version === null) return parseDocument(run.document);
  const key = `${run.blueprintId} ${version}`;
  const known = versions.get(key);
  if (known) return known;
  const parsed = parseDocument(
    await whileDatabaseReturns(() => readVersionDocument(pool, run.blueprintId, version)),
  );
  if (versions.size >= mostVersions) versions.clear();
  versions.set(key, parsed);
  return parsed;
}

function parseDocument(document: unknown): Blueprint {
  const parsed = blueprintSchema.safeParse(document);
  if (!parsed.success)
    throw new AppError("blueprint_invalid", "The blueprint this run belongs to can no longer be read.");
  return parsed.data;
}
