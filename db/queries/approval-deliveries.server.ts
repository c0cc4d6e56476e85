import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { approvalDeliveries, approvals } from "#db/schema/people.ts";
import { runs } from "#db/schema/runs.ts";
import { members, users, workspaces } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Why somebody is written to about an approval. */
export type DeliveryReason = "requested" | "reminder" | "escalation";

/** A message on its way, taken for one attempt. */
export type TakenDelivery = {
  id: string;
  workspaceId: string;
  approvalId: string;
  what: DeliveryReason;
  channel: "webhook" | "mail";
  recipientId: string;
  role: string;
  attempts: number;
};

/** Takes approvals of published versions nobody outside was told of yet, in workspaces that tell somebody outside. */
export async function takeUntoldApprovals(
  database: Database,
): Promise<{ id: string; workspaceId: string; role: string }[]> {
  const { rows } = await database.execute<{ id: string; workspaceId: string; role: string }>(sql`
    UPDATE approvals SET told_at = now()
    FROM runs, workspaces
    WHERE approvals.status = 'pending' AND approvals.told_at IS NULL AND approvals.expires_at > now()
      AND runs.id = approvals.run_id AND runs.version IS NOT NULL AND runs.purpose = 'live'
      AND workspaces.id = approvals.workspace_id
      AND (jsonb_typeof(workspaces.settings->'approvalNotices'->'webhook') = 'object'
        OR jsonb_typeof(workspaces.settings->'approvalNotices'->'mail') = 'object')
    RETURNING approvals.id, approvals.workspace_id AS "workspaceId",
      coalesce(approvals.request->>'role', 'operator') AS role`);
  return rows;
}

/** Whether outsiders were told of an approval; who was not told of it is not reminded of it either. */
export async function wasTold(database: Database, workspaceId: string, id: string): Promise<boolean> {
  const rows = await database
    .select({ id: approvals.id })
    .from(approvals)
    .where(
      and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id), sql`${approvals.toldAt} IS NOT NULL`),
    );
  return rows.length > 0;
}

/** Puts a message among the deliveries, once per approval, reason, channel and recipient. */
export async function insertDeliveries(
  database: Database,
  workspaceId: string,
  deliveries: {
    approvalId: string;
    what: DeliveryReason;
    channel: "webhook" | "mail";
    recipientId: string;
    role: string;
  }[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await database
    .insert(approvalDeliveries)
    .values(deliveries.map((one) => ({ id: newId(), workspaceId, nextAt: new Date(), ...one })))
    .onConflictDoNothing();
}

/** Takes the messages that are due for one attempt each; one whose worker dies meanwhile comes back. */
export async function takeDueDeliveries(database: Database, limit: number): Promise<TakenDelivery[]> {
  const { rows } = await database.execute<TakenDelivery>(sql`
    UPDATE approval_deliveries
    SET attempts = attempts + 1, next_at = now() + interval '3 minutes'
    WHERE id IN (
      SELECT id FROM approval_deliveries WHERE done_at IS NULL AND next_at <= now()
      ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, workspace_id AS "workspaceId", approval_id AS "approvalId", what, channel,
      recipient_id AS "recipientId", role, attempts`);
  return rows;
}

/** Notes how an attempt ended; without `retryAfterSeconds` there is not to be another. */
export async function settleDelivery(
  database: Database,
  workspaceId: string,
  id: string,
  end: { failure: string | null; retryAfterSeconds?: number },
): Promise<void> {
  await database
    .update(approvalDeliveries)
    .set({
      failure: end.failure,
      ...(end.retryAfterSeconds === undefined
        ? { doneAt: new Date() }
        : { nextAt: sql`now() + ${end.retryAfterSeconds} * interval '1 second'` }),
    })
    .where(and(eq(approvalDeliveries.workspaceId, workspaceId), eq(approvalDeliveries.id, id)));
}

/** An approval with where it came from, or undefined when it is gone. */
export async function findApproval(database: Database, id: string) {
  const [row] = await database
    .select({
      approval: approvals,
      blueprintName: blueprints.name,
      workspaceName: workspaces.name,
      settings: workspaces.settings,
    })
    .from(approvals)
    .innerJoin(runs, eq(runs.id, approvals.runId))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .innerJoin(workspaces, eq(workspaces.id, approvals.workspaceId))
    .where(eq(approvals.id, id));
  return row;
}

/** The member a user is in a workspace, locked while the transaction lasts where `locks` says so. */
export async function findMember(
  database: Database,
  workspaceId: string,
  userId: string,
  locks = false,
): Promise<{ userId: string; name: string; email: string; role: string } | undefined> {
  const query = database
    .select({ userId: users.id, name: users.name, email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
  const [row] = locks ? await query.for("share", { of: members }) : await query;
  return row;
}
