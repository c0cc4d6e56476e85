import type { z } from "zod";
import { apiOperationDefinition } from "./api-operation/definition.ts";
import { callWebhookDefinition } from "./call-webhook/definition.ts";
import { createDocumentDefinition } from "./create-document/definition.ts";
import type { AbilityDefinition } from "./define-ability.ts";
import { graphqlDefinition } from "./graphql/definition.ts";
import { handToHumanDefinition } from "./hand-to-human/definition.ts";
import { httpRequestDefinition } from "./http-request/definition.ts";
import { notifyDefinition } from "./notify/definition.ts";
import { postMessageDefinition } from "./post-message/definition.ts";
import { recallDefinition } from "./recall/definition.ts";
import { rememberDefinition } from "./remember/definition.ts";
import { runCodeDefinition } from "./run-code/definition.ts";
import { scheduleFollowUpDefinition } from "./schedule-follow-up/definition.ts";
import { searchDatasetDefinition } from "./search-dataset/definition.ts";
import { sendEmailDefinition } from "./send-email/definition.ts";
import { sqlQueryDefinition } from "./sql-query/definition.ts";
import { tableFindDefinition } from "./table-find/definition.ts";
import { tableWriteDefinition } from "./table-write/definition.ts";

/** Every ability, by kind; forms, palette, schemas and docs derive from this record. */
export const abilityDefinitions = {
  "http-request": httpRequestDefinition,
  "search-dataset": searchDatasetDefinition,
  "table-find": tableFindDefinition,
  "table-write": tableWriteDefinition,
  "send-email": sendEmailDefinition,
  notify: notifyDefinition,
  "post-message": postMessageDefinition,
  "call-webhook": callWebhookDefinition,
  "create-document": createDocumentDefinition,
  remember: rememberDefinition,
  recall: recallDefinition,
  "hand-to-human": handToHumanDefinition,
  "api-operation": apiOperationDefinition,
  graphql: graphqlDefinition,
  "sql-query": sqlQueryDefinition,
  "run-code": runCodeDefinition,
  "schedule-follow-up": scheduleFollowUpDefinition,
} as const;

/** A key of {@link abilityDefinitions}. */
export type AbilityKind = keyof typeof abilityDefinitions;

/** An ability's definition with its settings type forgotten, for code that serves every kind. */
export type AnyAbilityDefinition = AbilityDefinition<string, z.ZodObject>;

/** All kinds in the palette's order. */
export const abilityKinds = Object.keys(abilityDefinitions) as [AbilityKind, ...AbilityKind[]];

/** The definition of a kind, or undefined for one this build does not know. */
export function abilityDefinition(kind: string): AnyAbilityDefinition | undefined {
  return (abilityDefinitions as unknown as Record<string, AnyAbilityDefinition>)[kind];
}
