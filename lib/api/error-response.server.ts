import "server-only";
import { randomUUID } from "node:crypto";
import { type ErrorDetail, errorTable, toAppError } from "#lib/foundation/errors.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";
import { jsonResponse } from "./json-response.server.ts";

/** The body of every failed answer. */
export type ErrorBody = { error: { code: string; message: string; details?: ErrorDetail[] } };

/** Answers a failure with its typed body; what is our fault is logged under the request id the caller sees. */
export function errorResponse(caught: unknown, where: string): Response {
  const error = toAppError(caught);
  const { status, blame } = errorTable[error.code];
  const requestId = randomUUID();
  if (blame === "us") logFailure(where, error, { requestId, code: error.code });
  const body: ErrorBody = { error: { code: error.code, message: error.message } };
  if (error.details) body.error.details = error.details;
  const headers: Record<string, string> = { "x-request-id": requestId };
  if (error.code === "unauthenticated") headers["www-authenticate"] = "Bearer";
  if (error.code === "rate_limited") headers["retry-after"] = "60";
  return jsonResponse(body, { status, headers });
}
