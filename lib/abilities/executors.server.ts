import "server-only";
import { apiOperationExecutor } from "./api-operation/execute.server.ts";
import { callWebhookExecutor } from "./call-webhook/execute.server.ts";
import { createDocumentExecutor } from "./create-document/execute.server.ts";
import type { abilityDefinitions } from "./definitions.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "./execute-ability.ts";
import { graphqlExecutor } from "./graphql/execute.server.ts";
import { handToHumanExecutor } from "./hand-to-human/execute.server.ts";
import { httpRequestExecutor } from "./http-request/execute.server.ts";
import { notifyExecutor } from "./notify/execute.server.ts";
import { postMessageExecutor } from "./post-message/execute.server.ts";
import { recallExecutor } from "./recall/execute.server.ts";
import { rememberExecutor } from "./remember/execute.server.ts";
import { runCodeExecutor } from "./run-code/execute.server.ts";
import { scheduleFollowUpExecutor } from "./schedule-follow-up/execute.server.ts";
import { searchDatasetExecutor } from "./search-dataset/execute.server.ts";
import { sendEmailExecutor } from "./send-email/execute.server.ts";
import { sqlQueryExecutor } from "./sql-query/execute.server.ts";
import { tableFindExecutor } from "./table-find/execute.server.ts";
import { tableWriteExecutor } from "./table-write/execute.server.ts";

const abilityExecutors: {
  [Kind in keyof typeof abilityDefinitions]: AbilityExecutor<(typeof abilityDefinitions)[Kind]>;
} = {
  "http-request": httpRequestExecutor,
  "search-dataset": searchDatasetExecutor,
  "table-find": tableFindExecutor,
  "table-write": tableWriteExecutor,
  "send-email": sendEmailExecutor,
  notify: notifyExecutor,
  "post-message": postMessageExecutor,
  "call-webhook": callWebhookExecutor,
  "create-document": createDocumentExecutor,
  remember: rememberExecutor,
  recall: recallExecutor,
  "hand-to-human": handToHumanExecutor,
  "api-operation": apiOperationExecutor,
  graphql: graphqlExecutor,
  "sql-query": sqlQueryExecutor,
  "run-code": runCodeExecutor,
  "schedule-follow-up": scheduleFollowUpExecutor,
};

/** An executor with its settings type forgotten; settings are parsed by the definition before. */
export type AnyAbilityExecutor = {
  act: (context: AbilityContext, settings: never, args: Record<string, unknown>) => Promise<AbilityResult>;
  dryRun?: true;
  preview?: (context: AbilityContext, settings: never, args: Record<string, unknown>) => Promise<unknown>;
  undo?: (context: AbilityContext, settings: never, undo: unknown) => Promise<unknown>;
};

/** The executor of a kind, or undefined for one this build does not know. */
export function abilityExecutor(kind: string): AnyAbilityExecutor | undefined {
  return (abilityExecutors as Record<string, AnyAbilityExecutor>)[kind];
}
