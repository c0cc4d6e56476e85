import "server-only";
import { database } from "#db/client.server.ts";
import { findArtifact, listArtifacts } from "#db/queries/artifacts.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { artifactContracts } from "#lib/api/contracts/artifacts.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { findHostedChat } from "#lib/operations/chat/find-hosted-chat.server.ts";
import { accessHashOf, assertOwnConversation } from "#lib/operations/chat/own-conversation.server.ts";
import { requireRun } from "#lib/operations/runs/read-runs.server.ts";

type Contracts = typeof artifactContracts;

/** What a run of the actor's workspace made. */
export async function listRunArtifacts(
  actor: Actor,
  { params }: ContractInput<Contracts["list"]>,
): Promise<ContractOutput<Contracts["list"]>> {
  authorize(actor, "read");
  const run = await requireRun(actor, params.id);
  const rows = await listArtifacts(database(), actor.workspaceId, run.id);
  return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}

/** The bytes of a document of the actor's workspace. */
export async function downloadArtifact(actor: Actor, id: string): Promise<Response> {
  authorize(actor, "read");
  return await answerFile(actor.workspaceId, id);
}

/** The bytes of a document for the contact in whose conversation it was made. */
export async function downloadOwnArtifact(
  { slug, conversationId, artifactId }: ContractInput<Contracts["downloadInChat"]>["params"],
  headers: Headers,
): Promise<Response> {
  const chat = await findHostedChat(slug);
  await assertOwnConversation(chat, conversationId, accessHashOf(headers));
  return await answerFile(chat.actor.workspaceId, artifactId, conversationId);
}

async function answerFile(workspaceId: string, id: string, conversationId?: string): Promise<Response> {
  const file = await findArtifact(database(), workspaceId, id, conversationId);
  if (!file) throw new AppError("not_found", "There is no such document. It may have been deleted.");
  const plain = file.name.replace(/[^\w.-]/g, "_");
  return new Response(new Uint8Array(file.content), {
    headers: {
      "content-type": file.mediaType,
      "content-length": String(file.size),
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
