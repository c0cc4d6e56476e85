import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { type HttpRequestSettings, type httpRequestDefinition, reservedHeaders } from "./definition.ts";
import { type Filling, fillJson, fillText, fillUrl, jsonLeaves } from "./template.ts";

type Call = { url: string; method: string; headers: Record<string, string>; body?: string };
type Answer = Awaited<ReturnType<AbilityContext["http"]["fetch"]>>;

/** Sends the call once; any status is a result, and those that may pass say when to try again. */
export const httpRequestExecutor: AbilityExecutor<typeof httpRequestDefinition> = {
  act: async (context, settings, args) => {
    const made = await makeCall(context, settings, args);
    if (!made) return { result: { error: misfit }, isError: true };
    const answer = await context.http.fetch(made.call);
    return present(answer, settings, made.secret);
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

/** Statuses after which the same call may work. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

function retryOf(answer: Answer): Pick<AbilityResult, "retry"> {
  if (!passing.has(answer.status)) return {};
  const given = answer.headers["retry-after"]?.trim();
  if (!given) return { retry: { afterMs: null } };
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return { retry: { afterMs: Number.isNaN(ms) ? null : Math.max(0, ms) } };
}

function present(answer: Answer, settings: HttpRequestSettings, secret: string | undefined): AbilityResult {
  const contentType = (answer.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const status = answer.status;
  const end = { isError: status >= 400, ...retryOf(answer) };
  if (answer.body.byteLength === 0) return { result: { status }, ...end };
  if (contentType !== "" && !/^text\/|json|xml|urlencoded|javascript|yaml|csv/.test(contentType))
    return { result: { status, contentType, bytes: answer.body.byteLength }, ...end };
  const text = conceal(new TextDecoder().decode(answer.body).replaceAll("\u0000", ""), secret);
  if (text.length > settings.resultLimit)
    return { result: { status, data: text.slice(0, settings.resultLimit), isTruncated: true }, ...end };
  if (!contentType.includes("json")) return { result: { status, data: text }, ...end };
  const parsed = parseJson(text);
  if (parsed !== undefined) return { result: { status, data: parsed }, ...end };
  // Half an answer reads like a whole one. What was only read is asked for again; what was changed is changed.
  const problem = "The answer says it is JSON and is not; it may be cut off.";
  const isRead = settings.method === "GET" || settings.method === "HEAD";
  const broken = isRead ? { isError: true, retry: { afterMs: null } } : {};
  return { result: { status, data: text, problem }, ...end, ...broken };
}

/** Some services echo what they were sent; what the model reads, it may repeat. */
function conceal(text: string, secret: string | undefined): string {
  if (secret === undefined || secret.length < 6) return text;
  const forms = [secret, Buffer.from(secret).toString("base64"), JSON.stringify(secret).slice(1, -1)];
  return forms.reduce((rest, form) => rest.replaceAll(form, "[secret]"), text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
