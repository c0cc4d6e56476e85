import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readEvents } from "#db/queries/run-log.server.ts";
import type { StoredResult } from "#db/queries/suite-runs.server.ts";
import type { ResultEnd, SuiteWork } from "#db/queries/suite-work.server.ts";
import { findWorkspace } from "#db/queries/workspaces.server.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import { workspaceEgress } from "#lib/access/workspace-models.server.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { turnOutside } from "#lib/budgets/meter-outside.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type CaseEvidence, gatherEvidence } from "#lib/learning/case-evidence.ts";
import { scoreCase } from "#lib/learning/score-case.ts";
import { resolveModels } from "#lib/models/resolve-model.server.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type { Judgement } from "#lib/runtime/assess.ts";
import type { RunHost } from "#lib/runtime/host.ts";
import { judge } from "#lib/runtime/judge.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { documentOf } from "./run-case.server.ts";

const mostEvents = 20_000;

/** Scores a case whose runs have ended. */
export async function scoreResult(work: SuiteWork, result: StoredResult): Promise<ResultEnd> {
  const document = await documentOf(work);
  const evidence = await readEvidence(work.workspaceId, result.runIds, document);
  const { expectations } = result.content;
  const rubrics = [
    ...new Set(
      expectations.flatMap((one) => {
        if (one.kind === "judge") return [one.rubric];
        return one.kind === "rubric" ? one.criteria.map(({ label }) => label) : [];
      }),
    ),
  ];
  const { checks, status } = scoreCase(expectations, evidence, await askJudge(work, rubrics, evidence));
  const { turns, usage, durationMs } = evidence;
  return { status, checks, turns, usage, durationMs };
}

/** What the runs of a case left behind. */
export async function readEvidence(
  workspaceId: string,
  runIds: string[],
  document: Blueprint,
): Promise<CaseEvidence> {
  const logs: DurableEvent[][] = [];
  for (const runId of runIds) {
    const events = await readEvents(databasePool(), workspaceId, runId, 0, mostEvents);
    logs.push(events.map(({ event }) => event));
  }
  const { style } = document.settings;
  return { ...gatherEvidence(logs, abilityNamesOf(document)), ...(style ? { style } : {}) };
}

// A condition may name any ability of the blueprint, also one that was not used.
function abilityNamesOf(document: Blueprint): string[] {
  const { steps } = planRun(document, nodeExecutor);
  return [...steps.values()].flatMap((step) =>
    step.does === "take-turns" ? step.agent.abilities.map((ability) => ability.settings.name) : [],
  );
}

async function askJudge(
  work: SuiteWork,
  rubrics: string[],
  evidence: CaseEvidence,
): Promise<Map<string, Judgement>> {
  if (rubrics.length === 0) return new Map();
  const host = await judgingHost(work.workspaceId, work.blueprintId);
  const words = rubrics.map(async (rubric): Promise<[string, Judgement]> => {
    const judged = await judge(host, {
      stepName: "judge",
      model: "standard",
      rubric,
      goal: "The request is handled as the rubric says.",
      question: evidence.question,
      answer: evidence.answer ?? "",
      actions: JSON.stringify(evidence.calls),
    });
    return [rubric, judged.judged];
  });
  return new Map(await Promise.all(words));
}

// Outside any run: a judgement cut off by a crash is simply asked for again.
async function judgingHost(
  workspaceId: string,
  blueprintId: string,
): Promise<Pick<RunHost, "step" | "turn">> {
  const workspace = await findWorkspace(database(), workspaceId);
  if (!workspace) throw new AppError("not_found", "The workspace is gone.");
  const { settings } = workspace;
  const secret = (name: string) => readSecret(database(), workspaceId, name);
  return {
    step: (_name, work) => work(),
    turn: async ({ model, fallbacks, timeoutMs, system, messages, tools }) => {
      const fetch = workspaceEgress(settings).asFetch();
      const models = await resolveModels(model, fallbacks, settings.models, { secret, fetch });
      const signal = AbortSignal.timeout(timeoutMs);
      const request = { models, system, messages, tools, signal, totalTimeoutMs: timeoutMs };
      const outside = { workspaceId, blueprintId, timeZone: settings.timeZone, what: "judgement" };
      return await turnOutside(outside, [], { ...request, onDelta: () => undefined });
    },
  };
}
