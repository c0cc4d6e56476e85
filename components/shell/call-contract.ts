import type { z } from "zod";
import type { Contract } from "#lib/api/contract.ts";
import { AppError, type ErrorCode, errorTable } from "#lib/foundation/errors.ts";

type Call = {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
};

function addressOf(path: string, { params = {}, query = {} }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function failureOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    const code: ErrorCode = String(error.code) in errorTable ? (String(error.code) as ErrorCode) : "internal";
    const details = "details" in error && Array.isArray(error.details) ? error.details : undefined;
    return new AppError(code, String(error.message), { details });
  }
  const message = `The server answered ${response.status} without an explanation. Try again.`;
  return new AppError(response.status === 401 ? "unauthenticated" : "internal", message);
}

/** Calls a route of this server as the signed-in person; a refusal is thrown as an AppError. */
export async function callContract<Response extends z.ZodType>(
  contract: Contract<z.ZodType, z.ZodType, z.ZodType, Response>,
  call: Call = {},
): Promise<z.output<Response>> {
  const isForm = call.body instanceof FormData;
  const headers: Record<string, string> = { Accept: "application/json" };
  if (call.body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  if (contract.idempotent) headers["Idempotency-Key"] = crypto.randomUUID();
  const response = await fetch(addressOf(contract.path, call), {
    method: contract.method,
    headers,
    body: call.body === undefined ? undefined : isForm ? (call.body as FormData) : JSON.stringify(call.body),
    signal: call.signal,
  });
  if (!response.ok) throw await failureOf(response);
  if (response.status === 204) return undefined as z.output<Response>;
  return (await response.json()) as z.output<Response>;
}
