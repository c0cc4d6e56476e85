import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { type HttpRequestSettings, type httpRequestDefinition, reservedHeaders } from "./definition.ts";
import { type Filling, fillJson, fillText, fillUrl, jsonLeaves } from "./template.ts";

type Call = { url: string; method: string; headers: Record<string, string>; body?: string };
type Answer = Awaited<ReturnType<AbilityContext["http"]["fetch"]>>;

const longestWaitMs = 30_000;

/** Sends the call once, once more when the other side says when; any status is a result, not an exception. */
export const httpRequestExecutor: AbilityExecutor<typeof httpRequestDefinition> = {
  act: async (context, settings, args) => {
    const fillings = args as Record<string, Filling>;
    const url = fillUrl(settings.url, fillings);
    if (!url)
      return {
        result: { error: "A value does not fit into the address. Use the plain identifier." },
        isError: true,
      };
    for (const { name, value } of settings.query) {
      const filled = fillText(value, fillings);
      if (name !== "" && filled !== undefined) url.searchParams.append(name, filled);
    }
    const secret = await readSecret(context, settings);
    const body = makeBody(settings, fillings);
    const call: Call = {
      url: url.href,
      method: settings.method,
      headers: makeHeaders(context, settings, fillings, secret),
      ...(body === undefined ? {} : { body }),
    };
    let answer = await context.http.fetch(call);
    const waitMs = retryAfterMs(answer);
    if (waitMs !== undefined) {
      await wait(waitMs, undefined, { signal: context.signal }).catch((cause: unknown) => {
        throw new AppError("cancelled", `The call to "${url.host}" was cancelled while it waited.`, {
          cause,
        });
      });
      answer = await context.http.fetch(call);
    }
    return present(answer, settings, secret);
  },
};

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

function retryAfterMs(answer: Answer): number | undefined {
  if (answer.status !== 429 && answer.status !== 503) return undefined;
  const given = answer.headers["retry-after"]?.trim();
  if (!given) return undefined;
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isNaN(ms) || ms > longestWaitMs ? undefined : Math.max(0, ms);
}

function present(answer: Answer, settings: HttpRequestSettings, secret: string | undefined): AbilityResult {
  const contentType = (answer.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isError = answer.status >= 400;
  const status = answer.status;
  if (answer.body.byteLength === 0) return { result: { status }, isError };
  if (contentType !== "" && !/^text\/|json|xml|urlencoded|javascript|yaml|csv/.test(contentType))
    return { result: { status, contentType, bytes: answer.body.byteLength }, isError };
  const text = conceal(new TextDecoder().decode(answer.body).replaceAll("\u0000", ""), secret);
  if (text.length > settings.resultLimit)
    return { result: { status, data: text.slice(0, settings.resultLimit), isTruncated: true }, isError };
  return { result: { status, data: contentType.includes("json") ? parseLeniently(text) : text }, isError };
}

/** Some services echo what they were sent; what the model reads, it may repeat. */
function conceal(text: string, secret: string | undefined): string {
  if (secret === undefined || secret.length < 6) return text;
  const forms = [secret, Buffer.from(secret).toString("base64"), JSON.stringify(secret).slice(1, -1)];
  return forms.reduce((rest, form) => rest.replaceAll(form, "[secret]"), text);
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A wrong content type is the other side's business; the words are still worth reading.
    return text;
  }
}
