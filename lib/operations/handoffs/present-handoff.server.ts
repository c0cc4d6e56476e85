import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { listHandoffs, pendingHandoff } from "#db/queries/handoffs.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import { type handoffContracts, handoffSchema } from "#lib/api/contracts/handoffs.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** A handoff with the run it belongs to. */
export type HandoffRow = Awaited<ReturnType<typeof listHandoffs>>[number];

const trigger = z.object({ text: z.string().default("") });

/** Lists conversations handed to a person. */
export async function listWorkspaceHandoffs(
  actor: Actor,
  { query }: ContractInput<typeof handoffContracts.list>,
): Promise<ContractOutput<typeof handoffContracts.list>> {
  authorize(actor, "read");
  const { limit, cursor, status } = query;
  const statuses = status === "pending" ? pendingHandoff : status ? [status] : undefined;
  const rows = await listHandoffs(database(), actor.workspaceId, statuses ? { statuses } : {}, {
    limit,
    ...(cursor ? { cursor } : {}),
  });
  const page = toPage(
    rows.map((row) => ({ ...row, id: row.handoff.id })),
    limit,
  );
  return { ...page, items: page.items.map((row) => presentHandoff(actor, row)) };
}

/** A handoff of the actor's workspace, or `not_found`. */
export async function requireHandoff(actor: Actor, id: string): Promise<HandoffRow> {
  const [row] = await listHandoffs(database(), actor.workspaceId, { id }, { limit: 1 });
  if (!row) throw new AppError("not_found", "There is no such handoff in this workspace.");
  return row;
}

/** A handoff as the API answers it. */
export function presentHandoff(actor: Actor, row: HandoffRow): z.output<typeof handoffSchema> {
  const { handoff } = row;
  return {
    id: handoff.id,
    runId: handoff.runId,
    conversationId: row.conversationId,
    blueprintName: row.blueprintName,
    contactName: row.contactName,
    status: handoffSchema.shape.status.parse(handoff.status),
    reason: handoff.reason,
    summary: handoff.summary,
    question: trigger.parse(row.trigger).text,
    claimedBy: handoff.claimedBy,
    isMine: handoff.status === "claimed" && handoff.claimedById === actor.id,
    claimedAt: handoff.claimedAt?.toISOString() ?? null,
    dueAt: handoff.dueAt?.toISOString() ?? null,
    reply: handoff.reply,
    answeredBy: handoff.answeredBy,
    createdAt: handoff.createdAt.toISOString(),
  };
}
