import { pickByPath } from "#lib/foundation/json-path.ts";
import type { AbilityContext, AbilityResult } from "./execute-ability.ts";
import { byReference } from "./summarize-result.ts";

/** An HTTP answer as the door gives it. */
export type Answer = Awaited<ReturnType<AbilityContext["http"]["fetch"]>>;

/** Statuses after which the same call may work. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** When to try again, where another attempt may help. */
export function retryOf(answer: Pick<Answer, "status" | "headers">): Pick<AbilityResult, "retry"> {
  if (!passing.has(answer.status)) return {};
  const given = answer.headers["retry-after"]?.trim();
  if (!given) return { retry: { afterMs: null } };
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return { retry: { afterMs: Number.isNaN(ms) ? null : Math.max(0, ms) } };
}

/** Some services echo what they were sent; what the model reads, it may repeat. */
export function conceal(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [
      secret,
      Buffer.from(secret).toString("base64"),
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]);
  return forms.reduce((rest, form) => rest.replaceAll(form, "[secret]"), text);
}

/** How an answer is read: which part of it, how much of it, and under which name the whole is put aside. */
export type Reading = {
  path: string;
  limit: number;
  name: string;
  /** True where asking again changes nothing, so that a broken answer may be asked for once more. */
  isRead: boolean;
  secrets: readonly string[];
};

/** Turns an HTTP answer into what the model reads. Any status is an answer; from 400 on it is an error. */
export async function readAnswer(
  context: AbilityContext,
  answer: Answer,
  reading: Reading,
): Promise<AbilityResult> {
  const contentType = (answer.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const { status } = answer;
  const isError = status >= 400;
  const end = { isError, ...retryOf(answer) };
  if (answer.body.byteLength === 0) return { result: { status }, ...end };
  if (contentType !== "" && !/^text\/|json|xml|urlencoded|javascript|yaml|csv/.test(contentType))
    return { result: { status, contentType, bytes: answer.body.byteLength }, ...end };
  const text = conceal(new TextDecoder().decode(answer.body).replaceAll("\u0000", ""), reading.secrets);
  const parsed = contentType.includes("json") ? parseJson(text) : undefined;
  if (contentType.includes("json") && parsed === undefined) {
    // Half an answer reads like a whole one. What was only read is asked for again; what was changed is changed.
    const problem = "The answer says it is JSON and is not; it may be cut off.";
    const broken = reading.isRead ? { isError: true, retry: { afterMs: null } } : {};
    return { result: { status, data: text.slice(0, reading.limit), problem }, ...end, ...broken };
  }
  const whole = parsed === undefined ? text : parsed;
  const isPicked = reading.path.trim() !== "" && parsed !== undefined && !isError;
  const wanted = isPicked ? pickByPath(parsed, reading.path) : whole;
  if (isPicked && wanted === undefined) {
    const problem = `There is nothing at ${reading.path} in the answer.`;
    return { result: { status, data: null, problem }, ...end };
  }
  if (isError) {
    const cut = typeof wanted === "string" ? wanted.slice(0, reading.limit) : wanted;
    const fits = JSON.stringify(cut).length <= reading.limit;
    return { result: { status, data: fits ? cut : JSON.stringify(cut).slice(0, reading.limit) }, ...end };
  }
  const { artifact, ...shown } = await byReference(context, wanted, reading.limit, reading.name);
  return { result: { status, ...shown }, ...end, ...(artifact ? { artifact } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
