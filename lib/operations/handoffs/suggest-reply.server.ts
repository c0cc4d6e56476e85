import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { pendingHandoff } from "#db/queries/handoffs.server.ts";
import { readHistory, readRunDocument } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import type { RequestFacts } from "#lib/api/handle.server.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { turnOutside } from "#lib/budgets/meter-outside.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { searchDataset } from "#lib/knowledge/search.server.ts";
import { resolveModels } from "#lib/models/resolve-model.server.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { CitedPassage, DurableEvent } from "#lib/run-events/events.ts";
import { guardValue } from "#lib/runtime/guard-value.ts";
import { toCited } from "#lib/runtime/perceive.ts";
import { type PlannedAgent, planRun } from "#lib/runtime/plan.ts";
import { agentWithAbility, conversationSoFar, suggestionPrompt } from "#lib/runtime/suggest-reply.ts";
import { modelsOf } from "../models/models-of.server.ts";
import { readWholeLog } from "../runs/read-whole-log.server.ts";
import { type HandoffRow, requireHandoff } from "./present-handoff.server.ts";

type Contract = (typeof handoffContracts)["suggest"];
type Models = Awaited<ReturnType<typeof modelsOf>>;

const longestMs = 60_000;
const earlierExchanges = 6;

/** Drafts a reply with the agent's model and knowledge for the person to read, change and send; it sends nothing. */
export async function suggestReply(
  actor: Actor,
  { params }: ContractInput<Contract>,
  request: RequestFacts,
): Promise<ContractOutput<Contract>> {
  authorize(actor, "handoff.answer");
  const row = await requireHandoff(actor, params.id);
  if (!pendingHandoff.some((status) => status === row.handoff.status))
    throw new AppError("conflict", `This handoff is no longer open: it is ${row.handoff.status}.`);
  const { runId } = row.handoff;
  const events = (await readWholeLog(actor.workspaceId, runId)).map(({ event }) => event);
  const agent = await agentOf(actor, row, events);
  const history = await readHistory(databasePool(), row.conversationId, runId, earlierExchanges);
  const question = events.find((event) => event.type === "run.started")?.input.text ?? "";
  const { messages, asked } = conversationSoFar(history, question, events);

  const models = await modelsOf(actor);
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)]);
  const passages = await passagesFor(actor, agent, asked, models, signal);
  const { model, fallbacks } = agent.settings;
  const outside = {
    workspaceId: actor.workspaceId,
    blueprintId: row.blueprintId,
    timeZone: models.timeZone,
    what: "suggestion",
  };
  const turn = await turnOutside(outside, [agent.node.id], {
    models: await resolveModels(model, fallbacks, models.settings, models.context),
    system: suggestionPrompt(agent, { passages, memories: [], facts: [], outcomes: [] }),
    messages,
    tools: [],
    signal,
    totalTimeoutMs: longestMs,
    onDelta: () => undefined,
  });
  const text = turn.text.trim();
  if (text === "")
    throw new AppError("provider_failed", "The model suggested nothing. Try again, or write your own reply.");
  const sources = passages.filter(({ marker }) => text.includes(`[${marker}]`));
  const cost = {
    inputTokens: turn.usage.inputTokens,
    outputTokens: turn.usage.outputTokens,
    costUsd: turn.costUsd,
  };
  await recordAudit(database(), actor, {
    action: "handoff.suggested",
    noun: "handoff",
    nounId: params.id,
    after: { model: `${turn.provider}/${turn.modelId}`, sources: sources.map(({ id }) => id), ...cost },
  });
  return {
    text,
    sources: sources.map(({ marker, title, dataset, text: passage }) => ({
      marker,
      title,
      dataset,
      text: passage,
    })),
    model: `${turn.provider}/${turn.modelId}`,
    cost,
  };
}

async function agentOf(actor: Actor, row: HandoffRow, events: DurableEvent[]): Promise<PlannedAgent> {
  const requested = events.findLast(
    (event) => event.type === "handoff.requested" && event.handoffId === row.handoff.id,
  );
  const document = blueprintSchema.safeParse(
    await readRunDocument(database(), actor.workspaceId, row.handoff.runId),
  );
  const agent =
    document.success && requested?.type === "handoff.requested"
      ? agentWithAbility(planRun(document.data, nodeExecutor), requested.nodeId)
      : undefined;
  if (agent) return agent;
  throw new AppError(
    "conflict",
    "The agent that handed this over can no longer be read. Write the reply yourself.",
  );
}

async function passagesFor(
  actor: Actor,
  agent: PlannedAgent,
  asked: string,
  { embed }: Models,
  signal: AbortSignal,
): Promise<CitedPassage[]> {
  const query = asked.slice(0, 2000);
  const found = await Promise.all(
    agent.knowledge.map(async ({ node, executor }) => {
      const { dataset, version, limit } = executor.settings(node.config as never);
      const search = { dataset, version, query, limit, signal };
      const { passages } = await searchDataset(database(), actor.workspaceId, search, embed);
      return { dataset, kept: executor.keep(node.config as never, passages) };
    }),
  );
  const cited: CitedPassage[] = [];
  for (const { dataset, kept } of found)
    for (const passage of kept) {
      // A passage may carry orders or what nobody may read; the agent's guards decide here as in a run.
      const guarded = guardValue(agent.guards, "result", passage.text);
      if (guarded.blockedBy !== null) continue;
      toCited({ ...passage, text: String(guarded.value) }, dataset, cited);
    }
  return cited;
}
