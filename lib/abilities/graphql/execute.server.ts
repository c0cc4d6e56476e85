import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { conceal, readAnswer, retryOf } from "../read-answer.ts";
import type { GraphqlSettings, graphqlDefinition } from "./definition.ts";
import { readQuery } from "./read-query.ts";

/** Sends the operation once; errors of the other side are results. */
export const graphqlExecutor: AbilityExecutor<typeof graphqlDefinition> = {
  act: async (context, settings, args) => {
    const { call, secret } = await makeCall(context, settings, args);
    const answer = await context.http.fetch(call);
    const secrets = secret === undefined ? [] : [secret];
    const text = conceal(new TextDecoder().decode(answer.body), secrets);
    const said = parse(text);
    const read = readQuery(settings.query);
    const isRead = typeof read !== "string" && read.kind === "query";
    const reading = {
      path: settings.resultPath,
      limit: settings.resultLimit,
      name: "graphql answer",
      isRead,
      secrets,
    };
    if (!said) return readAnswer(context, answer, reading);
    const errors = Array.isArray(said.errors) ? said.errors.slice(0, 10).map(messageOf) : [];
    if (errors.length > 0 || answer.status >= 400) {
      const data =
        JSON.stringify(said.data ?? null).length <= settings.resultLimit ? (said.data ?? null) : null;
      const result = { status: answer.status, errors, data };
      return { result, isError: true, ...(isRead ? retryOf(answer) : {}) } satisfies AbilityResult;
    }
    const body = new TextEncoder().encode(JSON.stringify(said.data ?? null));
    return readAnswer(context, { ...answer, headers: { "content-type": "application/json" }, body }, reading);
  },
  preview: async (context, settings, args) => {
    const { call } = await makeCall(context, settings, args);
    return { ...call, body: JSON.parse(call.body) };
  },
};

async function makeCall(context: AbilityContext, settings: GraphqlSettings, args: Record<string, unknown>) {
  const headers: Record<string, string> = { accept: "application/json", "content-type": "application/json" };
  const secret = settings.auth === "none" ? undefined : await context.secret(settings.secret);
  if (settings.auth !== "none" && !secret) {
    const message = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
    throw new AppError("provider_unauthorized", message);
  }
  if (settings.auth === "bearer") headers.authorization = `Bearer ${secret}`;
  if (settings.auth === "header" && secret) headers[settings.authHeader.toLowerCase()] = secret;
  headers["idempotency-key"] = context.idempotencyKey;
  const body = JSON.stringify({ query: settings.query, variables: args });
  return { call: { url: settings.url, method: "POST", headers, body }, secret };
}

function parse(text: string): { data?: unknown; errors?: unknown } | undefined {
  try {
    const said: unknown = JSON.parse(text);
    const isAnswer = typeof said === "object" && said !== null && ("data" in said || "errors" in said);
    return isAnswer ? said : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return String(message).slice(0, 500);
}
