import "server-only";
import { type AppError, type ErrorCode, errorTable, toAppError } from "#lib/foundation/errors.ts";
import { errorResponse } from "./error-response.server.ts";

/** The body of a failed answer as OpenAI's clients read it. */
export type OpenAiErrorBody = {
  error: { message: string; type: string; param: string | null; code: string | null };
};

/** Answers a failure in OpenAI's shape; status, headers and logging are those of every other route. */
export function openAiErrorResponse(caught: unknown, where: string): Response {
  const error = toAppError(caught);
  const { status, headers } = errorResponse(error, where);
  // A second attempt of the same request cannot end better, whatever the status makes a client believe.
  if (!errorTable[error.code].retry) headers.set("x-should-retry", "false");
  return Response.json(openAiErrorBody(error), { status, headers });
}

/** The body for an error of ours. */
export function openAiErrorBody(error: AppError): OpenAiErrorBody {
  const named = names[error.code];
  const field = error.details?.[0]?.path;
  return {
    error: {
      message: error.message,
      type: named?.type ?? typeOf(error.code),
      param: field ? bracketed(field) : null,
      code: named?.code ?? error.code,
    },
  };
}

const request = "invalid_request_error";

// OpenAI's own words where it has one for the case.
const names: Partial<Record<ErrorCode, { type: string; code: string }>> = {
  invalid_input: { type: request, code: "invalid_value" },
  unauthenticated: { type: request, code: "invalid_api_key" },
  forbidden: { type: request, code: "insufficient_permissions" },
  not_found: { type: request, code: "model_not_found" },
  too_large: { type: request, code: "request_too_large" },
  rate_limited: { type: "requests", code: "rate_limit_exceeded" },
};

function typeOf(code: ErrorCode): string {
  return errorTable[code].blame === "caller" ? request : "server_error";
}

/** `messages.0.content` as OpenAI writes it: `messages[0].content`. */
function bracketed(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, "[$1]");
}
