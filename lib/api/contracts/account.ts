import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { locales } from "#lib/translations/locales.ts";

const language = z.enum(locales);

/** Routes of what a signed-in person set for themselves; it is remembered in each of their workspaces. */
export const accountContracts = {
  read: defineContract({
    method: "GET",
    path: "/api/v1/account",
    summary:
      "What the caller set for themselves; the language is null where the browser decides, and for API tokens",
    tag: "Account",
    response: z.object({ language: language.nullable() }),
  }),
  change: defineContract({
    method: "PATCH",
    path: "/api/v1/account",
    summary: "Choose the language of the interface",
    tag: "Account",
    body: z.strictObject({ language }),
    response: z.object({ language }),
  }),
};
