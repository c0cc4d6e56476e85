import { type BudgetNote, refusedBy } from "#lib/budgets/refusal.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { checkpointPrompt, writtenCheckpointSchema } from "#lib/models/checkpoint-prompt.ts";
import { modelTiers } from "#lib/models/model-ref.ts";
import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { RunUsage } from "#lib/run-events/events.ts";
import { type Checkpoint, checkpointSection, idsIn, transcriptOf } from "./checkpoint.ts";
import { tokensOf } from "./context-size.ts";
import type { ContextWatch } from "./context-watch.ts";
import { readJson } from "./read-json.ts";
import type { Seat } from "./take-turn.ts";
import { addUsage, type Tally } from "./tally.ts";
import { emitNote } from "./within-budget.ts";

/** A summary, or why there is none; either way what it cost. */
export type Condensed = {
  written: Pick<Checkpoint, "facts" | "decisions" | "open"> | null;
  problem: string;
  provider: string;
  model: string;
  usage: RunUsage;
  durationMs: number;
  /** What budgets said to the call. */
  budgets?: BudgetNote[];
};

const longestSeconds = 60;

/** Has the cheapest model whose window holds it condense messages; it never throws but where the run is cancelled. */
export async function condense(
  seat: Seat,
  watch: ContextWatch,
  before: Checkpoint | null,
  messages: readonly TurnMessage[],
): Promise<Condensed> {
  const { host, agent, tally } = seat;
  const { model, text } = requestFor(seat, watch, before, messages);
  const done = await host.step(`compact ${agent.node.id} ${watch.compactions}`, async () => {
    const failed = { provider: "", model, usage: noUsage, durationMs: 0 };
    try {
      const turn = await host.turn({
        model,
        fallbacks: [],
        nodeIds: [agent.node.id],
        system: checkpointPrompt,
        messages: [{ role: "user", text }],
        tools: [],
        timeoutMs: longestSeconds * 1000,
        onDelta: () => undefined,
      });
      const read = writtenCheckpointSchema.safeParse(readJson(turn.text));
      const spent = {
        provider: turn.provider,
        model: turn.modelId,
        usage: {
          inputTokens: turn.usage.inputTokens,
          outputTokens: turn.usage.outputTokens,
          costUsd: turn.costUsd,
        },
        durationMs: turn.durationMs,
        budgets: turn.budgets ?? [],
      };
      const isEmpty = !read.success || Object.values(read.data).every((list) => list.length === 0);
      if (isEmpty)
        return { written: null, problem: "The summary could not be read.", ...spent, at: host.now() };
      return { written: read.data, problem: "", ...spent, at: host.now() };
    } catch (caught) {
      if (host.signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
      const error = toAppError(caught);
      if (error.code === "internal") throw caught;
      return { written: null, problem: error.message, ...failed, ...refusedBy(caught), at: host.now() };
    }
  });
  count(tally, done);
  for (const note of done.budgets ?? []) emitNote(host, agent.node.id, note);
  return done;
}

const noUsage: RunUsage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

function count(tally: Tally, done: Condensed & { at: number }): void {
  tally.at = done.at;
  tally.usage = addUsage(tally.usage, done.usage);
}

/** The merged checkpoint: what was known stays, what is new follows, and ids are picked from the messages themselves. */
export function mergeCheckpoint(
  before: Checkpoint | null,
  written: NonNullable<Condensed["written"]> | null,
  messages: readonly TurnMessage[],
  note: string,
): Checkpoint {
  const ids = [...(before?.ids ?? []), ...idsIn(messages.map((message) => textOf(message)))];
  // A summary was shown what was known, so it stands for both.
  const known = written ?? before ?? { facts: [], decisions: [], open: [] };
  return { facts: known.facts, decisions: known.decisions, open: known.open, ids, note };
}

function textOf(message: TurnMessage): string {
  if (message.role === "tool") return JSON.stringify(message.result) ?? "";
  if (message.role === "user") return message.text;
  return `${message.text} ${message.toolCalls.map((call) => JSON.stringify(call.arguments)).join(" ")}`;
}

// A rehearsal stands for a real model only where the agent itself rehearses.
function requestFor(
  seat: Seat,
  watch: ContextWatch,
  before: Checkpoint | null,
  messages: readonly TurnMessage[],
): { model: string; text: string } {
  const own = seat.agent.settings.model;
  const rehearses = watch.windows[own]?.provider === "rehearsal";
  const models = [...modelTiers, own].filter((ref) => {
    const provider = watch.windows[ref]?.provider;
    return provider !== undefined && provider !== "" && (rehearses || provider !== "rehearsal");
  });
  const known = before ? `${checkpointSection(before)}\n` : "";
  for (const share of [1, 0.4, 0.1, 0.02]) {
    const text = `${known}${transcriptOf(messages, share)}`;
    const needed = (tokensOf(checkpointPrompt) + tokensOf(text)) * watch.factor * 1.3;
    const fits = models.find((ref) => {
      const window = ref === own ? (watch.learned ?? watch.windows[ref]?.tokens) : watch.windows[ref]?.tokens;
      return window === null || window === undefined || needed <= window;
    });
    if (fits) return { model: fits, text };
  }
  return { model: own, text: `${known}${transcriptOf(messages.slice(-20), 0.02)}` };
}
