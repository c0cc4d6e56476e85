import type { Why } from "#lib/api/contracts/explanations.ts";
import type { DurableEvent, StoredEvent } from "#lib/run-events/events.ts";
import type { RunStep } from "#lib/run-events/run-state.ts";
import type { PlannedAgent } from "./plan.ts";

type LoggedAction = Extract<RunStep, { kind: "action" }>;
type Permission = Why["permissions"][number];
type Decision = { seq: number; event: Extract<DurableEvent, { type: "decision.made" }> };

/** Everything that let an action pass or stopped it, in the order in which the runtime asks. */
export function permissionsOf(
  events: readonly StoredEvent[],
  action: LoggedAction,
  agent: PlannedAgent | undefined,
  decision: Decision | undefined,
): Permission[] {
  const ability = agent?.abilities.find(({ node }) => node.id === action.nodeId);
  const ended = events.find(
    ({ event }) =>
      (event.type === "action.completed" || event.type === "action.failed") &&
      event.actionId === action.actionId,
  );
  const until = ended?.seq ?? Number.POSITIVE_INFINITY;
  const during = events.filter(({ seq }) => seq > action.seq && seq <= until);
  return [
    ...(ability && agent
      ? [
          {
            by: "wire" as const,
            title: `${agent.node.title} can ${ability.node.title}`,
            allowed: true,
            text: "The author wired this ability to the agent.",
            seq: null,
          },
        ]
      : []),
    ...guardrails(during, agent),
    ...(decision ? [weighing(decision)] : []),
    ...approvals(during, action, ability),
    ...limits(events, action, until),
  ];
}

function guardrails(during: readonly StoredEvent[], agent: PlannedAgent | undefined): Permission[] {
  return (agent?.guards ?? []).flatMap(({ node, executor }): Permission[] => {
    if (!executor.watches(node.config as never, "action")) return [];
    const tripped = during.find(
      ({ event }) => event.type === "guardrail.tripped" && event.nodeId === node.id && event.on === "action",
    );
    if (tripped?.event.type !== "guardrail.tripped")
      return [
        {
          by: "guardrail",
          title: node.title,
          allowed: true,
          text: "It found nothing to object to.",
          seq: null,
        },
      ];
    const { mode, check } = tripped.event;
    const text = mode === "mask" ? `It masked ${check} first.` : `It found ${check} (${mode}).`;
    return [{ by: "guardrail", title: node.title, allowed: mode !== "block", text, seq: tripped.seq }];
  });
}

function weighing({ seq, event }: Decision): Permission {
  const allowed = event.verdict === "proposed";
  const text =
    event.verdict === "none"
      ? `${event.problem ?? "There is no record."} So a person was asked.`
      : event.repeats === undefined
        ? event.reason
        : `Settled by the weighing before ${event.repeats}: ${event.reason}`;
  const won = event.chosen === null ? undefined : event.options[event.chosen];
  const settled = event.repeats !== undefined && won?.does === "other";
  return { by: "weighing", title: "Options weighed", allowed: allowed || settled, text, seq };
}

function approvals(
  during: readonly StoredEvent[],
  action: LoggedAction,
  ability: PlannedAgent["abilities"][number] | undefined,
): Permission[] {
  const resolved = during.flatMap(({ seq, event }) =>
    event.type === "approval.resolved" && event.actionId === action.actionId ? [{ seq, event }] : [],
  );
  const asked = new Set(
    during.flatMap(({ event }) =>
      event.type === "approval.requested" && event.actionId === action.actionId ? [event.nodeId] : [],
    ),
  );
  const gates = ability?.approvals.map(({ node }) => node) ?? [];
  const titleOf = (nodeId: string) => gates.find((node) => node.id === nodeId)?.title ?? "A person";
  return [
    ...resolved.map(({ seq, event }): Permission => {
      const word = event.comment === "" ? "" : ` “${event.comment}”`;
      const text =
        event.decision === "expire"
          ? "Nobody decided in time."
          : `${event.by} ${event.decision === "approve" ? "approved it" : "said no"}.${word}`;
      return {
        by: "approval",
        title: titleOf(event.nodeId),
        allowed: event.decision === "approve",
        text,
        seq,
      };
    }),
    ...gates
      .filter((node) => !asked.has(node.id) && action.startedAt !== null)
      .map(
        (node): Permission => ({
          by: "approval",
          title: node.title,
          allowed: true,
          text: "Its condition did not ask for a person.",
          seq: null,
        }),
      ),
  ];
}

function limits(events: readonly StoredEvent[], action: LoggedAction, until: number): Permission[] {
  const warned = events.findLast(
    ({ seq, event }) => event.type === "budget.warned" && event.nodeId === action.agentNodeId && seq <= until,
  );
  if (warned?.event.type !== "budget.warned") return [];
  const { limit, used, max } = warned.event;
  const text = `${used} of ${max} ${limit} were used.`;
  return [{ by: "limit", title: `Limit of ${limit}`, allowed: used < max, text, seq: warned.seq }];
}
