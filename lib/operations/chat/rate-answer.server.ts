import "server-only";
import { database } from "#db/client.server.ts";
import { replaceRating } from "#db/queries/outcomes.server.ts";
import { findRun } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { chatContracts } from "#lib/api/contracts/chat.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { measureAgain } from "#lib/operations/runs/report.server.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";
import { accessHashOf, assertOwnConversation } from "./own-conversation.server.ts";

type Rate = (typeof chatContracts)["rate"];

/** Stores what a contact thinks of an answer of its own conversation; the run's goals are measured again. */
export async function rateAnswer(
  { params, body }: ContractInput<Rate>,
  headers: Headers,
): Promise<ContractOutput<Rate>> {
  const chat = await findHostedChat(params.slug);
  await assertOwnConversation(chat, params.conversationId, accessHashOf(headers));
  const { actor, thumbs } = chat;
  if (!thumbs) throw new AppError("conflict", "This chat does not ask for ratings.");
  if (!thumbs.comments && body.comment !== "")
    throw new AppError("invalid_input", "This chat takes a thumb and no words.", {
      details: [{ path: "comment", message: "Leave it out." }],
    });
  const { runId, ...rating } = body;
  const run = await findRun(database(), actor.workspaceId, runId);
  if (run?.conversationId !== params.conversationId)
    throw new AppError("not_found", "There is no such answer in this conversation.");
  if (run.finishedAt === null)
    throw new AppError("conflict", "This answer is not finished yet. Rate it when it is there.");
  await database().transaction(async (tx) => {
    await replaceRating(tx, actor.workspaceId, runId, { ...rating, ratedBy: actor.name });
    await recordAudit(tx, actor, { action: "run.rated", noun: "run", nounId: runId, after: rating });
    await measureAgain(tx, actor, runId);
  });
  return rating;
}
