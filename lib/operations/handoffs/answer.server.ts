import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { answerHandoff, listHandoffs } from "#db/queries/people.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { toPage } from "#lib/api/pagination.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Contracts = typeof runContracts;
type Row = Awaited<ReturnType<typeof listHandoffs>>[number];

const status = z.enum(["open", "answered", "expired"]);
const trigger = z.object({ text: z.string().default("") });

/** Lists conversations handed to a person. */
export async function listWorkspaceHandoffs(
  actor: Actor,
  { query }: ContractInput<Contracts["handoffs"]>,
): Promise<ContractOutput<Contracts["handoffs"]>> {
  authorize(actor, "read");
  const { limit, cursor, status: wanted } = query;
  const rows = await listHandoffs(database(), actor.workspaceId, wanted ? { status: wanted } : {}, {
    limit,
    ...(cursor ? { cursor } : {}),
  });
  const page = toPage(
    rows.map((row) => ({ ...row, id: row.handoff.id })),
    limit,
  );
  return { ...page, items: page.items.map(present) };
}

/** Stores a person's reply once and wakes the run. */
export async function answer(
  actor: Actor,
  { params, body }: ContractInput<Contracts["answerHandoff"]>,
): Promise<ContractOutput<Contracts["answerHandoff"]>> {
  authorize(actor, "handoff.answer");
  const before = await requireHandoff(actor, params.id);
  await database().transaction(async (tx) => {
    const stored = await answerHandoff(tx, actor.workspaceId, params.id, {
      reply: body.reply,
      answeredBy: actor.name,
    });
    if (!stored)
      throw new AppError("conflict", `This handoff is no longer open: it is ${before.handoff.status}.`);
    await recordAudit(tx, actor, {
      action: "handoff.answered",
      noun: "handoff",
      nounId: params.id,
      after: { reply: body.reply },
    });
  });
  await signalRun(before.handoff.runId, `handoff:${params.id}`, { reply: body.reply, by: actor.name });
  return present(await requireHandoff(actor, params.id));
}

async function requireHandoff(actor: Actor, id: string): Promise<Row> {
  const [row] = await listHandoffs(database(), actor.workspaceId, { id }, { limit: 1 });
  if (!row) throw new AppError("not_found", "There is no such handoff in this workspace.");
  return row;
}

function present({
  handoff,
  blueprintName,
  trigger: asked,
}: Row): ContractOutput<Contracts["answerHandoff"]> {
  return {
    id: handoff.id,
    runId: handoff.runId,
    blueprintName,
    status: status.parse(handoff.status),
    reason: handoff.reason,
    summary: handoff.summary,
    question: trigger.parse(asked).text,
    reply: handoff.reply,
    answeredBy: handoff.answeredBy,
    createdAt: handoff.createdAt.toISOString(),
  };
}
