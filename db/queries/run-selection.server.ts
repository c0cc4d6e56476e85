import "server-only";
import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { actions, conversations, runEvents, runs } from "#db/schema/runs.ts";

/** Which runs are looked at; days are whole days of `zone`, both included. */
export type RunSelection = {
  from?: string | undefined;
  to?: string | undefined;
  zone: string;
  blueprintId?: string | undefined;
  version?: number | undefined;
  channel?: string | undefined;
  agent?: string | undefined;
  model?: string | undefined;
  ability?: string | undefined;
  withDrafts: boolean;
  withEvaluations: boolean;
};

/** The turns of models of a run that ended, narrowed to an agent or a model. */
export function turnsOfRun(selection: Pick<RunSelection, "agent" | "model">): SQL | undefined {
  // A node's id may hold a slash, a blueprint's may not.
  const agent = selection.agent?.slice(selection.agent.indexOf("/") + 1);
  const blueprint = selection.agent?.slice(0, selection.agent.indexOf("/"));
  return and(
    eq(runEvents.runId, runs.id),
    sql`${runEvents.event}->>'type' = 'turn.completed'`,
    agent === undefined ? undefined : sql`${runEvents.event}->>'nodeId' = ${agent}`,
    blueprint === undefined ? undefined : sql`${runs.blueprintId}::text = ${blueprint}`,
    selection.model === undefined ? undefined : sql`${modelOfTurn} = ${selection.model}`,
  );
}

/** Provider and model of a turn, as analytics calls them. */
export const modelOfTurn: SQL = sql`(${runEvents.event}->>'provider') || '/' || (${runEvents.event}->>'model')`;

/** The attempted actions of a run, narrowed to an ability. */
export function actionsOfRun(selection: Pick<RunSelection, "ability">): SQL | undefined {
  return and(
    eq(actions.runId, runs.id),
    selection.ability === undefined ? undefined : eq(actions.ability, selection.ability),
  );
}

/** The condition on `runs` that a selection makes, its workspace first. */
export function selectionCondition(workspaceId: string, selection: RunSelection): SQL | undefined {
  const { from, to, zone, blueprintId, version, channel, agent, model, ability } = selection;
  return and(
    eq(runs.workspaceId, workspaceId),
    from === undefined
      ? undefined
      : sql`${runs.createdAt} >= ${from}::date::timestamp AT TIME ZONE ${zone}::text`,
    to === undefined
      ? undefined
      : sql`${runs.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}::text`,
    selection.withDrafts ? undefined : isNotNull(runs.version),
    selection.withEvaluations ? undefined : eq(runs.purpose, "live"),
    blueprintId === undefined ? undefined : eq(runs.blueprintId, blueprintId),
    version === undefined ? undefined : eq(runs.version, version),
    channel === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM ${conversations} WHERE ${conversations.id} = ${runs.conversationId} AND ${conversations.channel} = ${channel})`,
    agent === undefined && model === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM ${runEvents} WHERE ${turnsOfRun({ agent, model })})`,
    ability === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM ${actions} WHERE ${actionsOfRun({ ability })})`,
  );
}
