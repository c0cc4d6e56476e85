import type { AbilityTraits } from "#lib/abilities/define-ability.ts";
import type { Policy } from "#lib/blueprint/policy.ts";
import { evaluateCel } from "#lib/foundation/cel.ts";
import type { AbilitySettings } from "#lib/nodes/execute-node.ts";

/** The rules of a blueprint that stand outside the model. */
export type Policies = {
  rules: Policy[];
  /** What happens with a write no rule speaks about. */
  unlistedWrites: "allow" | "ask" | "deny";
  timeZone: string;
};

/** The rule that decided, in words a log can show. */
export type PolicyVerdict = {
  effect: "allow" | "ask" | "deny";
  policyId: string;
  title: string;
  rule: string;
  message: string;
  timeoutMs: number;
  /** True when no rule spoke and the blueprint's default decided. */
  isDefault: boolean;
};

type ActionRule = Extract<Policy, { before: "action" }>;

const strictness = ["deny", "ask", "allow"] as const;
const fourHours = 240 * 60_000;

/** An ability as the policies see it. */
export type PolicedAbility = {
  nodeId: string;
  settings: AbilitySettings;
  /** True for what is itself the careful move, such as asking a person. */
  isCarefulMove?: boolean;
  /** True where an approval stands before it. */
  isGated?: boolean;
} & Pick<AbilityTraits, "effect"> &
  Partial<AbilityTraits>;

/**
 * Decides about an action: a rule that denies wins over one that asks, that over one that allows, that over the
 * default. A condition that cannot be told denies or asks, and never allows.
 */
export function decideAction(
  policies: Policies,
  ability: PolicedAbility,
  facts: Record<string, unknown>,
): PolicyVerdict {
  const { settings } = ability;
  const rules = [...ownRules(ability), ...policies.rules].filter(
    (rule): rule is ActionRule =>
      rule.before === "action" && (rule.abilities.length === 0 || rule.abilities.includes(settings.name)),
  );
  for (const effect of strictness)
    for (const rule of rules) {
      if (rule.effect !== effect) continue;
      const result = evaluateCel(rule.when, facts);
      const holds = result.ok ? result.value : effect !== "allow";
      if (!holds) continue;
      const doubt = result.ok ? "" : ` The condition could not be told (${result.problem}).`;
      return {
        effect,
        policyId: rule.id,
        title: titleOf(rule),
        rule: rule.when,
        message: `${rule.message}${doubt}`.trim(),
        timeoutMs: rule.timeoutMinutes * 60_000,
        isDefault: false,
      };
    }
  const effect = ability.effect === "write" ? policies.unlistedWrites : "allow";
  return {
    effect,
    policyId: "default",
    title: `Default: ${defaultWords[effect]}`,
    rule: `no rule speaks of ${settings.name}`,
    message: "",
    timeoutMs: fourHours,
    isDefault: true,
  };
}

/** The rule that forbids asking a model now, or null. */
export function decideModel(policies: Policies, facts: Record<string, unknown>): PolicyVerdict | null {
  for (const rule of policies.rules) {
    if (rule.before !== "model") continue;
    const result = evaluateCel(rule.when, facts);
    if (result.ok && !result.value) continue;
    return {
      effect: "deny",
      policyId: rule.id,
      title: titleOf(rule),
      rule: rule.when,
      message: rule.message,
      timeoutMs: fourHours,
      isDefault: false,
    };
  }
  return null;
}

const defaultWords = {
  allow: "what no rule forbids is allowed",
  ask: "a person decides",
  deny: "what no rule allows is refused",
} as const;

// An ability's own thresholds are rules like any other, named by its node.
function ownRules(ability: PolicedAbility): ActionRule[] {
  const { nodeId, settings, effect, reversibility, asksFirst = false } = ability;
  const isFinal = effect === "write" && reversibility === "irreversible" && !ability.isCarefulMove;
  // An approval before it or a threshold of its own says already when a person is asked.
  const isSettled = ability.isGated || settings.askWhen.trim() !== "";
  const rule = (id: string, title: string, effect: ActionRule["effect"], when: string): ActionRule => ({
    id: `${nodeId}.${id}`,
    title,
    before: "action",
    effect,
    when,
    message: "",
    abilities: [],
    timeoutMinutes: 240,
  });
  return [
    ...(settings.permission === "deny"
      ? [rule("permission", "The agent may never use it", "deny", "true")]
      : []),
    ...(settings.denyWhen.trim() === ""
      ? []
      : [rule("denyWhen", "Refused by the ability's own limit", "deny", settings.denyWhen)]),
    ...(settings.permission === "ask" ? [rule("permission", "A person must agree", "ask", "true")] : []),
    ...(settings.permission === "careful" && isFinal && !isSettled
      ? [rule("permission", "A person must agree to what cannot be taken back", "ask", "true")]
      : []),
    ...(asksFirst ? [rule("asksFirst", "A person must agree to changes of this system", "ask", "true")] : []),
    ...(settings.askWhen.trim() === ""
      ? []
      : [rule("askWhen", "A person must agree above the ability's own limit", "ask", settings.askWhen)]),
  ];
}

function titleOf(rule: Policy): string {
  return rule.title.trim() === "" ? rule.when : rule.title;
}
