import type { ModelWindow } from "#lib/models/context-windows.ts";
import { modelTiers } from "#lib/models/model-ref.ts";
import type { PastExchange } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";

/** What an agent knows of the room its prompts have; absent for a run that began before windows were looked at. */
export type ContextWatch = {
  windows: Record<string, ModelWindow>;
  /** How much more the provider counted than the rule, at least 1. */
  factor: number;
  /** A window a provider's refusal told. */
  learned: number | null;
  /** The estimate of the last prompt. */
  last: number;
  refusals: number;
  compactions: number;
  /** The last run of the conversation its checkpoint covers. */
  throughRun: string | null;
  /** How many of the first messages belong to each exchange still shown. */
  past: { runId: string | null; size: number }[];
};

/** A watch at the beginning of an agent's work. */
export function openWatch(
  windows: Record<string, ModelWindow>,
  throughRun: string | null,
  history: readonly PastExchange[],
): ContextWatch {
  const past = history.map(({ runId, text, answer }) => ({
    runId: runId ?? null,
    size: Number(text !== "") + Number(answer !== ""),
  }));
  return { windows, factor: 1, learned: null, last: 0, refusals: 0, compactions: 0, throughRun, past };
}

/** Every model an agent's turns may go to, and those that may condense for it. */
export function modelsAround({ settings }: PlannedAgent): string[] {
  const { model, firstTurnModel, routing } = settings;
  const named = [model, firstTurnModel, routing.simpleModel, ...routing.rules.map((rule) => rule.model)];
  return [...new Set([...modelTiers, ...named.filter((one) => one !== null)])];
}

/** Learns from what the provider counted for the last prompt. */
export function calibrate(watch: ContextWatch, counted: number): void {
  if (counted <= 0 || watch.last <= 0) return;
  watch.factor = Math.min(3, Math.max(1, counted / (watch.last / watch.factor)));
}

const mostRefusals = 2;

/** Learns from a refusal; false once it has been refused too often to try again. */
export function learnFromRefusal(watch: ContextWatch, message: string): boolean {
  watch.refusals += 1;
  if (watch.refusals > mostRefusals) return false;
  const told = Number(/window of (\d+) tokens/.exec(message)?.[1] ?? Number.NaN);
  if (!Number.isFinite(told)) watch.learned = Math.max(256, Math.floor(watch.last * 0.6));
  else {
    watch.learned = told;
    // It fitted by the rule and did not by the provider's count.
    if (watch.last < told) watch.factor = Math.min(3, watch.factor * (told / Math.max(1, watch.last)) * 1.1);
  }
  return true;
}
