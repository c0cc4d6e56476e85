import { accountContracts } from "#lib/api/contracts/account.ts";
import { handle } from "#lib/api/handle.server.ts";
import { chooseLanguage, readLanguage } from "#lib/operations/account/choose-language.server.ts";

export const GET = handle(accountContracts.read, async (actor) => ({ language: await readLanguage(actor) }));

export const PATCH = handle(accountContracts.change, async (actor, { body }) => ({
  language: await chooseLanguage(actor, body.language),
}));
