import { APICallError } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";

/** Reads what a provider package threw into our error codes; the sentence names the provider and what to do. */
export function toProviderError(provider: string, caught: unknown): AppError {
  const known = findCause(caught, (one) => one instanceof AppError);
  if (known instanceof AppError) return known;
  const call = findCause(caught, (one) => APICallError.isInstance(one));
  const status = APICallError.isInstance(call) ? call.statusCode : undefined;
  const options = { cause: caught };
  if (status === 401 || status === 403) {
    return new AppError(
      "provider_unauthorized",
      `${provider} refused the key (${status}). Check the key under Settings, Models.`,
      options,
    );
  }
  if (status === 429) {
    return new AppError(
      "provider_rate_limited",
      `${provider} is refusing requests because too many were sent (429). Try again later.`,
      options,
    );
  }
  if (status === 404) {
    return new AppError(
      "provider_failed",
      `${provider} does not know this model or address (404). Check both under Settings, Models.`,
      options,
    );
  }
  if (APICallError.isInstance(call) && (status === 400 || status === 413) && isOverWindow(call)) {
    const tokens = windowIn(`${call.message} ${call.responseBody ?? ""}`);
    const window = tokens === null ? "" : ` of ${tokens} tokens`;
    return new AppError(
      "too_large",
      `${provider} refused the prompt as longer than the model's window${window}. Shorten it, or choose a model with a larger window.`,
      options,
    );
  }
  if (status !== undefined && status >= 400) {
    return new AppError(
      "provider_failed",
      `${provider} answered with an error (${status})${detail(call)}.`,
      options,
    );
  }
  if (status !== undefined) {
    return new AppError("provider_failed", `${provider} sent an answer that could not be read.`, options);
  }
  if (findCause(caught, isConnectionError)) {
    return new AppError(
      "provider_failed",
      `${provider} could not be reached, or the connection broke.`,
      options,
    );
  }
  return new AppError("provider_failed", `${provider} sent an answer that could not be read.`, options);
}

function isOverWindow(call: APICallError): boolean {
  return /context[_ ](?:length|window)|maximum context|prompt is too long|too many (?:input )?tokens|input token count|exceeds? the (?:model'?s )?(?:available )?context/i.test(
    `${call.message} ${call.responseBody ?? ""}`,
  );
}

/** The window a refusal names, or null. */
function windowIn(text: string): number | null {
  const found =
    /(?:maximum|limit|window|context (?:length|size))[^\d]{0,40}?([\d,]{3,12}) ?(?:tokens?|maximum|\b)/i.exec(
      text,
    )?.[1] ?? /> ?([\d,]{3,12}) maximum/i.exec(text)?.[1];
  const tokens = Number(found?.replaceAll(",", "") ?? Number.NaN);
  return Number.isInteger(tokens) && tokens >= 256 ? tokens : null;
}

/** The wait a provider asked for in `Retry-After` or `retry-after-ms`, in milliseconds. */
export function retryAfterMs(caught: unknown, now: number): number | undefined {
  const call = findCause(caught, (one) => APICallError.isInstance(one));
  if (!APICallError.isInstance(call)) return undefined;
  const precise = Number.parseFloat(call.responseHeaders?.["retry-after-ms"] ?? "");
  if (precise >= 0) return precise;
  const header = call.responseHeaders?.["retry-after"];
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Whether the same request may succeed when sent again at once: too many requests, or a fault on their side. */
export function isWorthRepeating(caught: unknown): boolean {
  const call = findCause(caught, (one) => APICallError.isInstance(one));
  if (!APICallError.isInstance(call) || call.statusCode === undefined) return false;
  return call.statusCode === 429 || call.statusCode >= 500;
}

function detail(call: unknown): string {
  if (!APICallError.isInstance(call) || call.statusCode === undefined || call.statusCode >= 500) return "";
  // The provider's own sentence explains a 400 best; it is bounded because it may echo the prompt.
  return call.message ? `: ${call.message.slice(0, 200)}` : "";
}

function findCause(caught: unknown, test: (one: unknown) => boolean): unknown {
  let current = caught;
  for (let depth = 0; depth < 8 && current !== undefined && current !== null; depth++) {
    if (test(current)) return current;
    current = typeof current === "object" && "cause" in current ? current.cause : undefined;
  }
  return undefined;
}

function isConnectionError(one: unknown): boolean {
  if (!(one instanceof Error)) return false;
  if (one.name === "TimeoutError") return true;
  const code = "code" in one ? String(one.code) : "";
  return /^(E[A-Z]+|UND_ERR_\w+)$/.test(code) || /fetch failed|terminated|Cannot connect/i.test(one.message);
}
