import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor } from "../execute-ability.ts";
import { readAnswer } from "../read-answer.ts";
import { type HttpRequestSettings, type httpRequestDefinition, reservedHeaders } from "./definition.ts";
import { type Filling, fillJson, fillText, fillUrl, jsonLeaves } from "./template.ts";

type Call = { url: string; method: string; headers: Record<string, string>; body?: string };

/** Sends the call once; any status is a result, and those that may pass say when to try again. */
export const httpRequestExecutor: AbilityExecutor<typeof httpRequestDefinition> = {
  act: async (context, settings, args) => {
    const made = await makeCall(context, settings, args);
    if (!made) return { result: { error: misfit }, isError: true };
    const answer = await context.http.fetch(made.call);
    return readAnswer(context, answer, {
      path: settings.resultPath,
      limit: settings.resultLimit,
      name: `${new URL(made.call.url).hostname} answer`,
      isRead: settings.method === "GET" || settings.method === "HEAD",
      secrets: made.secret === undefined ? [] : [made.secret],
    });
  },
  preview: async (context, settings, args) => {
    const made = await makeCall(context, settings, args);
    if (!made) throw new AppError("invalid_input", misfit);
    const { call, secret } = made;
    // A stand-in in base64 would tell nobody that it is one.
    const headers = Object.fromEntries(
      Object.entries(call.headers).map(([name, value]) => [
        name,
        settings.auth === "basic" && name === "authorization" ? `Basic ${secret}` : value,
      ]),
    );
    return { ...call, headers };
  },
};

const misfit = "A value does not fit into the address. Use the plain identifier.";

async function makeCall(
  context: AbilityContext,
  settings: HttpRequestSettings,
  args: Record<string, unknown>,
): Promise<{ call: Call; secret: string | undefined } | null> {
  const fillings = args as Record<string, Filling>;
  const url = fillUrl(settings.url, fillings);
  if (!url) return null;
  for (const { name, value } of settings.query) {
    const filled = fillText(value, fillings);
    if (name !== "" && filled !== undefined) url.searchParams.append(name, filled);
  }
  const secret = await readSecret(context, settings);
  const body = makeBody(settings, fillings);
  const headers = makeHeaders(context, settings, fillings, secret);
  const call = { url: url.href, method: settings.method, headers, ...(body === undefined ? {} : { body }) };
  return { call, secret };
}

async function readSecret(
  context: AbilityContext,
  settings: HttpRequestSettings,
): Promise<string | undefined> {
  if (settings.auth === "none") return undefined;
  const secret = await context.secret(settings.secret);
  if (secret) return secret;
  const message = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
  throw new AppError("provider_unauthorized", message);
}

function makeHeaders(
  context: AbilityContext,
  settings: HttpRequestSettings,
  fillings: Record<string, Filling>,
  secret: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json, text/*;q=0.9, */*;q=0.5" };
  if (settings.bodyType === "json") headers["content-type"] = "application/json";
  if (settings.bodyType === "text") headers["content-type"] = "text/plain;charset=utf-8";
  for (const { name, value } of settings.headers) {
    const filled = fillText(value, fillings);
    const key = name.toLowerCase();
    if (filled !== undefined && key !== "" && !reservedHeaders.has(key)) headers[key] = filled;
  }
  if (settings.method !== "GET" && settings.method !== "HEAD")
    headers["idempotency-key"] = context.idempotencyKey;
  if (secret === undefined) return headers;
  if (settings.auth === "bearer") headers.authorization = `Bearer ${secret}`;
  if (settings.auth === "basic") headers.authorization = `Basic ${Buffer.from(secret).toString("base64")}`;
  if (settings.auth === "header") headers[settings.authHeader.toLowerCase()] = secret;
  return headers;
}

function makeBody(settings: HttpRequestSettings, fillings: Record<string, Filling>): string | undefined {
  if (settings.bodyType === "none") return undefined;
  if (settings.bodyType === "json") {
    if (jsonLeaves(settings.body) === undefined)
      throw new AppError(
        "blueprint_invalid",
        "The body template of this ability is not valid JSON. Correct it in the blueprint.",
      );
    return JSON.stringify(fillJson(JSON.parse(settings.body), fillings));
  }
  return fillText(settings.body, fillings) ?? "";
}
