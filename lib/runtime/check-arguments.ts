import type { z } from "zod";
import type { AbilityTraits } from "#lib/abilities/define-ability.ts";
import { policyOfAction } from "./apply-policy.ts";
import { reportTrips } from "./guard-text.ts";
import { guardValue } from "./guard-value.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAbility, PlannedAgent } from "./plan.ts";
import type { PolicyVerdict } from "./policy.ts";
import type { Tally } from "./tally.ts";

/** An action as it stands before its arguments are checked. */
export type Proposed = {
  actionId: string;
  ability: PlannedAbility;
  traits: AbilityTraits;
  schema: z.ZodType;
};

/** The arguments that may be acted with, or why there are none. */
export type CheckedArguments =
  | { ok: true; args: Record<string, unknown>; verdict: PolicyVerdict }
  | { ok: false; status: "failed" | "blocked"; code: string; message: string; blocked: string | null };

/** Schema, guards, schema again for what they masked, then policies. Nothing reaches an ability that did not pass here. */
export function checkArguments(
  host: RunHost,
  agent: PlannedAgent,
  { actionId, ability, traits, schema }: Proposed,
  given: unknown,
  tally: Tally,
): CheckedArguments {
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      status: "failed",
      code: "invalid_input",
      message: `The arguments do not fit: ${whatIsWrong(parsed.error)}. Mend them and call again.`,
      blocked: null,
    };
  const guarded = guardValue(agent.guards, "action", parsed.data);
  reportTrips(host, "action", guarded.trips);
  if (guarded.blockedBy !== null)
    return {
      ok: false,
      status: "blocked",
      code: "guardrail_blocked",
      message: `The guardrail “${guarded.blockedBy}” does not allow this.`,
      blocked: `The guardrail “${guarded.blockedBy}” blocked an action.`,
    };
  const masked = schema.safeParse(guarded.value);
  // The values as they came must never be used in place of masked ones that do not fit.
  if (!masked.success)
    return {
      ok: false,
      status: "blocked",
      code: "guardrail_blocked",
      message: `A guardrail hides a value this ability cannot do without: ${whatIsWrong(masked.error)}. It has not been done.`,
      blocked: "A guardrail masked a value an action cannot do without.",
    };
  const args = masked.data as Record<string, unknown>;
  const verdict = policyOfAction(host, agent, { actionId, ability, traits, args }, tally);
  if (verdict.effect === "deny")
    return {
      ok: false,
      status: "blocked",
      code: "forbidden",
      message: `The policy “${verdict.title}” does not allow this.${verdict.message === "" ? "" : ` ${verdict.message}`} It has not been done.`,
      blocked: `The policy “${verdict.title}” refused an action.`,
    };
  return { ok: true, args, verdict };
}

function whatIsWrong(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "arguments"}: ${issue.message}`).join("; ");
}
