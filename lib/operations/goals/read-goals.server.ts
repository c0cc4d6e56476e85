import "server-only";
import { database } from "#db/client.server.ts";
import { countFeedback, countGoalDays } from "#db/queries/goal-standing.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { daysBetween } from "#lib/analytics/periods.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { agentContracts } from "#lib/api/contracts/agents.ts";
import { nodesOfKind } from "#lib/blueprint/graph.ts";
import { wilsonInterval } from "#lib/learning/wilson-interval.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";

type Read = typeof agentContracts.goals;
type Counts = { met: number; missed: number; blocked: number; pending: number };

// A canvas asks for this again and again, and counting is the dearest thing on it.
const keptMs = 5_000;
const kept = new Map<string, { until: number; counted: Promise<Counted> }>();
type Counted = {
  days: Awaited<ReturnType<typeof countGoalDays>>;
  feedback: Awaited<ReturnType<typeof countFeedback>>;
};

/** How often each goal of the draft was reached in the last days, counted as analytics counts. */
export async function readGoals(
  actor: Actor,
  { params, query }: ContractInput<Read>,
): Promise<ContractOutput<Read>> {
  authorize(actor, "read");
  const { id, draft } = await requireBlueprint(database(), actor.workspaceId, params.id);
  const { days, zone } = query;
  const period = { blueprintId: id, days, zone, withDrafts: query.drafts === "true" };
  const { days: rows, feedback } = await countedOnce(actor.workspaceId, period);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
  const first = new Date(Date.parse(today) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const byGoal = Map.groupBy(rows, (row) => row.goal);
  const items = nodesOfKind(draft, "goal").map((goal) => {
    const own = byGoal.get(goal.id) ?? [];
    const byDay = new Map(own.map((row) => [row.day, row]));
    const total = own.reduce(add, nothing);
    return {
      nodeId: goal.id,
      title: goal.title,
      statement: goal.config.statement,
      ...total,
      rate: wilsonInterval(total.met, total.met + total.missed),
      trend: daysBetween(first, today).map((day) => ({ day, ...add(nothing, byDay.get(day) ?? nothing) })),
    };
  });
  return { items, ...feedback };
}

const nothing: Counts = { met: 0, missed: 0, blocked: 0, pending: 0 };

function add(one: Counts, other: Counts): Counts {
  return {
    met: one.met + other.met,
    missed: one.missed + other.missed,
    blocked: one.blocked + other.blocked,
    pending: one.pending + other.pending,
  };
}

function countedOnce(workspaceId: string, period: Parameters<typeof countGoalDays>[2]): Promise<Counted> {
  const key = JSON.stringify([workspaceId, period]);
  const now = Date.now();
  const known = kept.get(key);
  if (known && known.until > now) return known.counted;
  if (kept.size > 500) kept.clear();
  const counted = Promise.all([
    countGoalDays(database(), workspaceId, period),
    countFeedback(database(), workspaceId, period),
  ]).then(([days, feedback]) => ({ days, feedback }));
  kept.set(key, { until: now + keptMs, counted });
  counted.catch(() => kept.delete(key));
  return counted;
}
