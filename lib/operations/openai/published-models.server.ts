import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import {
  findPublished,
  listPublished,
  type PublishedBlueprint,
} from "#db/queries/published-blueprints.server.ts";
import { findStartable } from "#db/queries/run-start.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { openAiContracts } from "#lib/api/contracts/openai.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { isChat } from "#lib/nodes/chat/hosted-chat.ts";

type Contracts = typeof openAiContracts;

const prefix = "blueprint/";

/** The published blueprints of the caller's workspace as models, newest first, 1,000 at most. */
export async function listModels(actor: Actor): Promise<ContractOutput<Contracts["models"]>> {
  authorize(actor, "read");
  const found = await listPublished(database(), actor.workspaceId, 1000);
  return { object: "list", data: found.map(modelOf) };
}

/** One published blueprint as a model. */
export async function readModel(
  actor: Actor,
  { params }: ContractInput<Contracts["model"]>,
): Promise<ContractOutput<Contracts["model"]>> {
  authorize(actor, "read");
  const name = params.model.replace(/%2f/gi, "/");
  const found = name.startsWith(prefix)
    ? await findPublished(database(), actor.workspaceId, name.slice(prefix.length))
    : undefined;
  if (!found) throw noSuchModel(name);
  return modelOf(found);
}

/** What a model's name starts: a blueprint, and the node people write to where it has one. */
export async function startableModel(
  actor: Actor,
  name: string,
): Promise<{ blueprintId: string; triggerNodeId: string | undefined }> {
  const found = name.startsWith(prefix)
    ? await findStartable(databasePool(), actor.workspaceId, name.slice(prefix.length), "live", true)
    : undefined;
  if (!found || found.liveVersion === null) throw noSuchModel(name);
  const parsed = blueprintSchema.safeParse(found.document);
  return { blueprintId: found.blueprintId, triggerNodeId: parsed.data?.nodes.find(isChat)?.id };
}

function modelOf(published: PublishedBlueprint) {
  return {
    id: `${prefix}${published.slug}`,
    object: "model" as const,
    created: Math.floor(published.publishedAt.getTime() / 1000),
    owned_by: published.workspace,
  };
}

function noSuchModel(name: string): AppError {
  const message = `There is no model “${name}”, or it is not yours. Models are published blueprints, blueprint/SLUG; GET /models lists them.`;
  return new AppError("not_found", message, { details: [{ path: "model", message }] });
}
