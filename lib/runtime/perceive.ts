import { createHash } from "node:crypto";
import type { FoundPassage } from "#lib/abilities/execute-ability.ts";
import type { ModelWindow } from "#lib/models/context-windows.ts";
import type { CitedPassage } from "#lib/run-events/events.ts";
import { checkpointSection } from "./checkpoint.ts";
import { type ContextWatch, modelsAround, openWatch } from "./context-watch.ts";
import { reportTrips } from "./guard-text.ts";
import { guardValue, withheld } from "./guard-value.ts";
import type { MemoryPlace, PastExchange, PastOutcome, RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import type { Shown } from "./prompt.ts";
import type { Tally } from "./tally.ts";

/** What an agent has before its first turn. */
export type Perception = {
  shown: Shown;
  history: PastExchange[];
  place: MemoryPlace | null;
  context: ContextWatch | null;
};

/** Gathers input, history, memory and knowledge in one step, and records each with source, time and hash. */
export async function perceive(
  host: RunHost,
  input: RunInput,
  agent: PlannedAgent,
  tally: Tally,
): Promise<Perception> {
  const memory = agent.memories[0];
  const settings = memory?.executor.settings(memory.node.config as never);
  const place = memoryPlaceOf(agent, { ...input, contactId: input.contact.id });

  const seen = await host.step(`perceive ${agent.node.id}`, async () => {
    const limit = settings?.historyRuns ?? 6;
    // A caller that keeps the conversation itself tells the whole of it every time.
    const earlier = input.told || limit === 0 ? null : await host.checkpoint();
    const [history, outcomes, memories, ...found] = await Promise.all([
      historyOf(host, input, limit, earlier?.throughRun),
      host.pastOutcomes(settings?.pastOutcomes ?? 5),
      place && settings ? host.memory.read(place, null, settings.facts) : [],
      ...agent.knowledge.map(async ({ node, executor }) => {
        const wanted = executor.settings(node.config as never);
        const started = host.now();
        const { passages, degraded, version } = await host.search(
          wanted.dataset,
          wanted.version,
          input.text.slice(0, 2000),
          wanted.limit,
        );
        const kept = executor.keep(node.config as never, passages);
        return {
          nodeId: node.id,
          dataset: wanted.dataset,
          version,
          kept,
          weak: passages.length - kept.length,
          degraded: degraded?.message,
          durationMs: host.now() - started,
        };
      }),
    ]);
    return {
      history,
      outcomes: outcomes as PastOutcome[] | undefined,
      memories,
      found,
      now: host.now(),
      windows: host.windows(modelsAround(agent)) as Record<string, ModelWindow> | undefined,
      earlier,
    };
  });
  tally.at = seen.now;
  const seenAt = new Date(seen.now).toISOString();

  const passages: CitedPassage[] = [];
  for (const lookup of seen.found) {
    const cited = lookup.kept.map((found) =>
      toCited(guardPassage(host, agent, found), lookup.dataset, passages),
    );
    host.emit({
      type: "knowledge.retrieved",
      nodeId: lookup.nodeId,
      query: input.text.slice(0, 2000),
      passages: cited,
      weak: lookup.weak,
      durationMs: lookup.durationMs,
      ...(lookup.degraded === undefined ? {} : { degraded: lookup.degraded }),
      observedAt: seenAt,
      hash: hashOf(cited.map(({ text }) => text).join("\n")),
    });
  }
  const facts = [
    {
      source: "contact",
      value: [input.contact.name, input.contact.email].filter((part) => part !== "").join(", "),
    },
    { source: "time", value: seenAt },
  ].filter((fact) => fact.value !== "");

  const perceived = (nodeId: string, source: string, title: string, value: string, observedAt: string) =>
    host.emit({
      type: "fact.perceived",
      nodeId,
      source,
      title,
      preview: value.slice(0, 400),
      observedAt,
      hash: hashOf(value),
    });
  perceived(input.triggerNodeId, "input", "Message", input.text, input.startedAt);
  if (input.event !== null && input.event !== undefined)
    perceived(input.triggerNodeId, "event", "Event payload", JSON.stringify(input.event), input.startedAt);
  for (const fact of facts) perceived(agent.node.id, fact.source, fact.source, fact.value, seenAt);
  for (const exchange of seen.history)
    perceived(
      agent.node.id,
      "history",
      input.told ? "Earlier message, as the caller tells it" : "Earlier message",
      `${exchange.text}\n${exchange.answer}`,
      exchange.at,
    );
  for (const fact of seen.memories)
    perceived(memory?.node.id ?? agent.node.id, "memory", fact.key, fact.value, fact.updatedAt);

  // A run begun by an earlier version stored none.
  const outcomes = (seen.outcomes ?? []).map((past) => ({ line: outcomeLine(past), at: past.at }));
  for (const [index, past] of outcomes.entries())
    perceived(agent.node.id, "outcome", `Past outcome ${index + 1}`, past.line, past.at);

  const earlier = seen.earlier ?? null;
  if (earlier)
    perceived(
      agent.node.id,
      "checkpoint",
      "Earlier in this conversation",
      checkpointSection(earlier.checkpoint),
      seenAt,
    );

  const editions = seen.found.map(({ dataset, version }) => `${dataset} ${version}`);
  return {
    shown: {
      passages,
      memories: seen.memories,
      facts,
      outcomes,
      editions,
      checkpoint: earlier?.checkpoint ?? null,
    },
    history: seen.history,
    place,
    context: seen.windows ? openWatch(seen.windows, earlier?.throughRun ?? null, seen.history) : null,
  };
}

function outcomeLine(past: PastOutcome): string {
  const rated = past.rating === null ? "" : `, rated ${past.rating > 0 ? "well" : "badly"}`;
  const did = past.actions.map(({ ability, status }) => `${ability} ${status}`).join(", ");
  return [
    `${past.at.slice(0, 10)}: goal ${past.verdict ?? "not measured"}${rated}, run ${past.status}.`,
    `Asked: ${past.text.slice(0, 200)}`,
    ...(did === "" ? [] : [`Done: ${did}`]),
    ...(past.answer === null ? [] : [`Answered: ${past.answer.slice(0, 200)}`]),
  ].join(" ");
}

function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

async function historyOf(
  host: RunHost,
  input: RunInput,
  limit: number,
  afterRun: string | undefined,
): Promise<PastExchange[]> {
  if (!input.told) return host.history(limit, afterRun);
  return limit === 0 ? [] : input.told.slice(-limit).map((past) => ({ ...past, at: input.startedAt }));
}

// A document may carry orders to the agent as well as facts: it is read past the same guards as a result.
function guardPassage(host: RunHost, agent: PlannedAgent, found: FoundPassage): FoundPassage {
  const guarded = guardValue(agent.guards, "result", found.text);
  reportTrips(host, "result", guarded.trips);
  return { ...found, text: guarded.blockedBy === null ? String(guarded.value) : withheld(guarded.blockedBy) };
}

/** Numbers a passage for citation; one seen before keeps its number. */
export function toCited(found: FoundPassage, dataset: string, known: CitedPassage[]): CitedPassage {
  const before = known.find((passage) => passage.id === found.id);
  if (before) return before;
  const cited: CitedPassage = {
    marker: known.length + 1,
    id: found.id,
    documentId: found.documentId,
    dataset,
    title: found.documentTitle,
    heading: found.heading,
    text: found.text,
    score: found.score,
    confidence: found.confidence,
  };
  known.push(cited);
  return cited;
}

/** Where an agent's memories of a run are kept, or null when it is wired to none. */
export function memoryPlaceOf(
  agent: PlannedAgent,
  run: { runId: string; blueprintId: string; conversationId: string; contactId: string | null },
): MemoryPlace | null {
  const memory = agent.memories[0];
  if (!memory) return null;
  const by = agent.node.id;
  const { scope } = memory.executor.settings(memory.node.config as never);
  if (scope === "run") return { scope, scopeId: run.runId, by };
  // Shared by the agents wired to this very memory, run after run.
  if (scope === "team") return { scope, scopeId: `${run.blueprintId} ${memory.node.id}`, by };
  if (scope === "blueprint") return { scope, scopeId: run.blueprintId, by };
  if (scope === "contact" && run.contactId !== null) return { scope, scopeId: run.contactId, by };
  return { scope: "conversation", scopeId: run.conversationId, by };
}
