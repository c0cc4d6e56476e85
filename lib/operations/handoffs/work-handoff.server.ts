import "server-only";
import { database } from "#db/client.server.ts";
import { moveHandoff, pendingHandoff } from "#db/queries/handoffs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import type { HandoffSignal } from "#lib/runtime/host.ts";
import { type HandoffRow, presentHandoff, requireHandoff } from "./present-handoff.server.ts";

type Contracts = typeof handoffContracts;
type Handoff = ContractOutput<Contracts["claim"]>;

/** Takes a conversation over; only one can. Claiming what is one's own already changes nothing. */
export async function claimHandoff(
  actor: Actor,
  { params }: ContractInput<Contracts["claim"]>,
): Promise<Handoff> {
  authorize(actor, "handoff.answer");
  const before = await requireHandoff(actor, params.id);
  if (isMine(actor, before)) return presentHandoff(actor, before);
  await claim(actor, before);
  return presentHandoff(actor, await requireHandoff(actor, params.id));
}

/** Puts a conversation back into the queue: whoever claimed it may, and an owner, for one who has gone home. */
export async function releaseHandoff(
  actor: Actor,
  { params }: ContractInput<Contracts["release"]>,
): Promise<Handoff> {
  authorize(actor, "handoff.answer");
  const before = await requireHandoff(actor, params.id);
  if (actor.role !== "owner") assertMine(actor, before);
  const nobody = { status: "open", claimedBy: null, claimedById: null, claimedAt: null };
  await database().transaction(async (tx) => {
    if (!(await moveHandoff(tx, actor.workspaceId, params.id, ["claimed"], nobody))) throw settled(before);
    await recordAudit(tx, actor, {
      action: "handoff.released",
      noun: "handoff",
      nounId: params.id,
      before: { claimedBy: before.handoff.claimedBy },
    });
  });
  await tell(before, { kind: "released", by: actor.name });
  return presentHandoff(actor, await requireHandoff(actor, params.id));
}

/** Writes to the contact; who writes without having claimed claims by it. */
export async function sayInHandoff(
  actor: Actor,
  { params, body }: ContractInput<Contracts["say"]>,
): Promise<Handoff> {
  authorize(actor, "handoff.answer");
  const before = await requireHandoff(actor, params.id);
  if (!isMine(actor, before)) await claim(actor, before);
  await recordAudit(database(), actor, {
    action: "handoff.said",
    noun: "handoff",
    nounId: params.id,
    after: { text: body.text },
  });
  await tell(before, { kind: "said", from: "person", by: actor.name, text: body.text });
  return presentHandoff(actor, await requireHandoff(actor, params.id));
}

/** Ends a handoff once: back to the agent with a word, or closed with what the person said last. */
export async function endHandoff(
  actor: Actor,
  { params, body }: ContractInput<Contracts["answer"]>,
): Promise<Handoff> {
  authorize(actor, "handoff.answer");
  const before = await requireHandoff(actor, params.id);
  if (before.handoff.status === "claimed") assertMine(actor, before);
  const closes = "close" in body;
  const reply = body.reply ?? null;
  await database().transaction(async (tx) => {
    const ended = await moveHandoff(tx, actor.workspaceId, params.id, pendingHandoff, {
      status: closes ? "closed" : "answered",
      reply,
      answeredBy: actor.name,
      answeredAt: new Date(),
    });
    if (!ended) throw settled(before);
    await recordAudit(tx, actor, {
      action: closes ? "handoff.closed" : "handoff.answered",
      noun: "handoff",
      nounId: params.id,
      after: { reply },
    });
  });
  if (closes && reply !== null)
    await tell(before, { kind: "said", from: "person", by: actor.name, text: reply });
  const end: HandoffSignal = closes
    ? { kind: "closed", by: actor.name }
    : { kind: "returned", by: actor.name, reply: reply ?? "" };
  await signalRun(before.handoff.runId, topicOf(before), end, "end");
  return presentHandoff(actor, await requireHandoff(actor, params.id));
}

async function claim(actor: Actor, row: HandoffRow): Promise<void> {
  const { id } = row.handoff;
  const mine = { status: "claimed", claimedBy: actor.name, claimedById: actor.id, claimedAt: new Date() };
  await database().transaction(async (tx) => {
    if (!(await moveHandoff(tx, actor.workspaceId, id, ["open"], mine)))
      throw settled(await requireHandoff(actor, id));
    await recordAudit(tx, actor, { action: "handoff.claimed", noun: "handoff", nounId: id });
  });
  await tell(row, { kind: "claimed", by: actor.name });
}

function isMine(actor: Actor, { handoff }: HandoffRow): boolean {
  return handoff.status === "claimed" && handoff.claimedById === actor.id;
}

function assertMine(actor: Actor, row: HandoffRow): void {
  if (row.handoff.status === "claimed" && !isMine(actor, row)) throw settled(row);
}

function settled({ handoff }: HandoffRow): AppError {
  if (handoff.status === "claimed")
    return new AppError(
      "conflict",
      `${handoff.claimedBy} has taken this conversation over. Ask them to release it.`,
    );
  if (handoff.status === "open")
    return new AppError("conflict", "Nobody has taken this conversation over yet.");
  return new AppError("conflict", `This handoff is no longer open: it is ${handoff.status}.`);
}

function topicOf({ handoff }: HandoffRow): string {
  return `handoff:${handoff.id}`;
}

function tell(row: HandoffRow, signal: HandoffSignal): Promise<void> {
  return signalRun(row.handoff.runId, topicOf(row), signal, newId());
}
