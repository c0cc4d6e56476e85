import type { AbilityResult } from "#lib/abilities/execute-ability.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import type { MemoryPlace, RunHost } from "./host.ts";
import type { PlannedAbility } from "./plan.ts";

/** What is rehearsed. */
export type Rehearsed = {
  ability: PlannedAbility;
  fixed: never;
  args: Record<string, unknown>;
  actionId: string;
  place: MemoryPlace | null;
};

/** How it would have ended, in the shape of an attempt that is really made. */
export type Rehearsal = { ms: number; trips: never[] } & (
  | { end: "succeeded"; value: AbilityResult }
  | { end: "failed"; code: string; message: string }
);

/**
 * What an ability would do, without its doing it. One that only changes tables and memory runs through dry doors,
 * so what the table would refuse is refused here too; any other is taken to succeed and says that it was simulated.
 */
export async function rehearseAction(host: RunHost, doing: Rehearsed): Promise<Rehearsal> {
  const { ability, fixed, args, actionId, place } = doing;
  const started = host.now();
  const ended = () => ({ ms: host.now() - started, trips: [] });
  const executor = abilityExecutor(ability.settings.ability);
  if (!executor) throw new AppError("internal", `This build has no ability “${ability.settings.ability}”.`);
  const note = "Simulated: nothing was changed or sent.";
  if (!executor.dryRun)
    return { end: "succeeded", value: { result: { simulated: note, arguments: args } }, ...ended() };
  try {
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(ability.settings.timeoutMs)]);
    const { result, isError } = await executor.act(
      host.action.context(actionId, place, signal, true),
      fixed,
      args,
    );
    const marked = typeof result === "object" && result !== null ? { ...result, simulated: note } : result;
    return {
      end: "succeeded",
      value: { result: marked, ...(isError === undefined ? {} : { isError }) },
      ...ended(),
    };
  } catch (caught) {
    if (host.signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
    const error = toAppError(caught);
    const message = error.code === "internal" ? "The ability failed unexpectedly." : error.message;
    return { end: "failed", code: error.code, message, ...ended() };
  }
}
