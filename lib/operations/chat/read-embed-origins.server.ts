import "server-only";
import { toAppError } from "#lib/foundation/errors.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";

/** The origins that may show a hosted chat in a frame; none when there is no such chat, or it cannot be read. */
export async function readEmbedOrigins(slug: string): Promise<readonly string[]> {
  try {
    return (await findHostedChat(decodeURIComponent(slug))).config.embedOrigins;
  } catch (caught) {
    // The page itself answers a missing chat and says when the database is away.
    if (toAppError(caught).code !== "not_found") logFailure("chat.embed-origins", caught);
    return [];
  }
}
