import "server-only";
import { database } from "#db/client.server.ts";
import { findLanguage, writeLanguage } from "#db/queries/languages.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { isLocale, type Locale } from "#lib/translations/locales.ts";

/** The language the actor chose; null where the browser decides, and for a token. */
export async function readLanguage(actor: Actor): Promise<Locale | null> {
  authorize(actor, "read");
  if (actor.kind !== "member") return null;
  const stored = await findLanguage(database(), actor.workspaceId, actor.id);
  return isLocale(stored) ? stored : null;
}

/** Remembers the language for the actor, wherever they sign in. */
export async function chooseLanguage(actor: Actor, language: Locale): Promise<Locale> {
  authorize(actor, "read");
  if (actor.kind !== "member")
    throw new AppError("forbidden", "The language belongs to a person. Sign in in a browser to choose it.");
  return await database().transaction(async (tx) => {
    const before = await findLanguage(tx, actor.workspaceId, actor.id);
    if (before === language) return language;
    await writeLanguage(tx, actor.workspaceId, actor.id, language);
    await recordAudit(tx, actor, {
      action: "account.changed",
      noun: "account",
      nounId: actor.id,
      before: { language: before },
      after: { language },
    });
    return language;
  });
}
