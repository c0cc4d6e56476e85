import "server-only";
import type { Database } from "#db/client.server.ts";
import { embedOutside } from "#lib/budgets/meter-outside.server.ts";
import { env } from "#lib/foundation/env.server.ts";
import { type EmbeddedTexts, type EmbeddingRequest, embedTexts } from "#lib/models/embed-texts.server.ts";
import { createEgress, type Egress } from "#lib/net/egress.server.ts";
import { readSecret } from "./secrets.server.ts";
import type { WorkspaceSettings } from "./workspace-settings.ts";

/** Embeds texts with a workspace's models, keys and network policy. */
export type Embed = (request: EmbeddingRequest) => Promise<EmbeddedTexts>;

/** The way out of a workspace under its own policy. */
export function workspaceEgress(settings: WorkspaceSettings): Egress {
  return createEgress({
    allowHosts: settings.egressAllowHosts,
    localOnly: settings.localOnly,
    allowLoopback: env().AIMWRIGHT_ALLOW_LOOPBACK_EGRESS,
  });
}

/** What reaching a workspace's models needs: its secrets and its way out; a database connection is held for neither. */
export function workspaceModels(database: Database, workspaceId: string, settings: WorkspaceSettings) {
  const context = {
    secret: (name: string) => readSecret(database, workspaceId, name),
    fetch: workspaceEgress(settings).asFetch(),
  };
  const outside = { workspaceId, blueprintId: null, timeZone: settings.timeZone, what: "embedding" };
  const embed: Embed = embedOutside(outside, settings.models, (request) =>
    embedTexts(request, settings.models, context),
  );
  return { context, embed };
}
