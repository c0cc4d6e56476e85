import type { AbilityTraits } from "#lib/abilities/define-ability.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAbility, PlannedAgent } from "./plan.ts";
import { decideAction, decideModel, type PolicyVerdict } from "./policy.ts";
import { doneBefore, sharedFacts } from "./policy-facts.ts";
import type { Tally } from "./tally.ts";

/** Decides about an action outside the model and records the rule: always for what writes, else when a rule spoke. */
export function policyOfAction(
  host: RunHost,
  agent: PlannedAgent,
  action: { actionId: string; ability: PlannedAbility; traits: AbilityTraits; args: Record<string, unknown> },
  tally: Tally,
): PolicyVerdict {
  const { actionId, ability, traits, args } = action;
  const { name } = ability.settings;
  const facts = {
    ...sharedFacts(tally, agent.policies.timeZone),
    arguments: args,
    action: {
      name,
      ability: ability.settings.ability,
      title: ability.node.title,
      effect: traits.effect,
      reversibility: traits.reversibility,
    },
    before: doneBefore(tally, name, args),
  };
  const verdict = decideAction(
    agent.policies,
    {
      nodeId: ability.node.id,
      settings: ability.settings,
      isCarefulMove: ability.definition.isCarefulMove ?? false,
      isGated: ability.approvals.length > 0,
      ...traits,
    },
    facts,
  );
  if (traits.effect === "write" || !verdict.isDefault) report(host, ability.node.id, actionId, verdict);
  return verdict;
}

/** The policy that keeps a model from being asked now, recorded, or null. */
export function policyOfTurn(host: RunHost, agent: PlannedAgent, tally: Tally): PolicyVerdict | null {
  const verdict = decideModel(agent.policies, {
    ...sharedFacts(tally, agent.policies.timeZone),
    agent: { title: agent.node.title, model: agent.settings.model },
  });
  if (verdict) report(host, agent.node.id, null, verdict);
  return verdict;
}

/** Records that an approval's condition let an action pass without asking anybody. */
export function reportNotAsked(
  host: RunHost,
  actionId: string,
  gate: { id: string; title: string },
  rule: string,
): void {
  host.emit({
    type: "policy.applied",
    nodeId: gate.id,
    actionId,
    policyId: gate.id,
    title: gate.title,
    effect: "allow",
    rule: `not (${rule})`,
    message: "",
  });
}

function report(host: RunHost, nodeId: string, actionId: string | null, verdict: PolicyVerdict): void {
  const { policyId, title, effect, rule, message } = verdict;
  host.emit({ type: "policy.applied", nodeId, actionId, policyId, title, effect, rule, message });
}
