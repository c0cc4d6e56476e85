import { stableJson } from "#lib/foundation/stable-json.ts";
import type { FormAnswers } from "#lib/foundation/typed-form.ts";
import { reportNotAsked } from "./apply-policy.ts";
import { askPerson, type Question } from "./ask-person.ts";
import { type CheckedArguments, checkArguments, type Proposed } from "./check-arguments.ts";
import { showArguments } from "./guard-text.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** The arguments everybody who had to be asked agreed to, or why it is not done. */
export type Consent =
  | {
      ok: true;
      args: Record<string, unknown>;
      changedBy: string;
      /** What the people who were asked filled in. */
      answers: FormAnswers;
    }
  | {
      ok: false;
      status: "failed" | "blocked" | "rejected";
      code: string;
      message: string;
      blocked: string | null;
      /** The agent's work ends with it. */
      ends?: boolean;
    };

const longestWaitMs = 24 * 60 * 60_000;

/**
 * Asks whoever must be asked: the approvals on the way, then the policies, then where the weighing left a doubt. What a person changes goes past schema,
 * guards and policies like the model's own arguments; a rule that would ask about the change counts as asked.
 */
export async function gainConsent(
  host: RunHost,
  agent: PlannedAgent,
  proposed: Proposed,
  checked: Extract<CheckedArguments, { ok: true }> & { doubt: string | null },
  tally: Tally,
): Promise<Consent> {
  const { actionId, ability, traits } = proposed;
  let { args } = checked;
  let changedBy = "";
  const answers: FormAnswers = {};
  const gates: ((now: Record<string, unknown>) => Question | null)[] = ability.approvals.map(
    ({ node, executor }) =>
      (now) => {
        const wish = executor.ask(node.config as never, { arguments: now });
        const reason = wish.reason === "" ? node.title : wish.reason;
        const { timeoutMs, role, remindMs, escalate, onTimeout, form } = wish;
        if (wish.ask)
          return { nodeId: node.id, reason, timeoutMs, role, remindMs, escalate, onTimeout, form };
        if (traits.effect === "write") reportNotAsked(host, actionId, node, wish.rule);
        return null;
      },
  );
  const { verdict } = checked;
  if (verdict.effect === "ask")
    gates.push(() => ({
      nodeId: ability.node.id,
      reason: verdict.message === "" ? verdict.title : verdict.message,
      timeoutMs: verdict.timeoutMs,
    }));
  const { doubt } = checked;
  // Whoever has looked at it already has settled the doubt as well.
  let asked = 0;
  if (doubt !== null)
    gates.push(() =>
      asked > 0 ? null : { nodeId: ability.node.id, reason: doubt, timeoutMs: longestWaitMs },
    );

  for (const gate of gates) {
    const question = gate(args);
    if (!question) continue;
    asked += 1;
    const show = (value: unknown) => showArguments(agent.guards, value);
    const decision = await askPerson(
      host,
      question,
      { actionId, title: ability.node.title, args, show },
      tally,
    );
    const { onTimeout } = question;
    if (decision.decision === "expire" && onTimeout === "allow") continue;
    if (decision.decision !== "approve") {
      const why = decision.decision === "expire" ? "nobody decided in time" : `${decision.by} said no`;
      const word = decision.comment === "" ? "" : ` Their word: ${decision.comment}`;
      const filled = decision.form && Object.keys(decision.form).length > 0;
      const form = filled ? ` They filled in: ${stableJson(decision.form)}.` : "";
      return {
        ok: false,
        status: "rejected",
        code: "forbidden",
        message: `This was not approved: ${why}.${word}${form} It has not been done.`,
        blocked: `An approval was not given: ${why}.`,
        ends: decision.decision === "expire" && onTimeout === "stop",
      };
    }
    Object.assign(answers, decision.form);
    if (!decision.arguments) continue;
    const edited = checkArguments(host, agent, proposed, decision.arguments, tally);
    if (!edited.ok) {
      const misfit = edited.status === "failed";
      const message = misfit
        ? "The changed arguments do not fit the ability."
        : `${edited.message} ${decision.by} had changed the arguments.`;
      return { ...edited, message, status: misfit ? "rejected" : edited.status };
    }
    args = edited.args;
    changedBy = decision.by;
  }
  return { ok: true, args, changedBy, answers };
}
