import { type ErrorCode, type ErrorDetail, errorTable } from "#lib/foundation/errors.ts";
import { takeAskedAhead } from "./asked-ahead.ts";
import type { Contract } from "./contract.ts";

/** A request as its contract takes it, before parsing. */
export type CallInput<C> =
  C extends Contract<infer Params, infer Query, infer Body>
    ? { params?: Params["_zod"]["input"]; query?: Query["_zod"]["input"]; body?: Body["_zod"]["input"] }
    : never;

/** What a call may carry besides its input; `form` sends multipart instead of JSON. */
export type CallOptions = {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  form?: FormData;
  /** Sent to its end although the page is left meanwhile; the body may have 64 kB. */
  keepalive?: boolean;
  /** Where the server is; the page's own origin unless said. */
  baseUrl?: string;
};

/** The answer of a contract's route. */
export type CallOutput<C> =
  C extends Contract<infer _Params, infer _Query, infer _Body, infer Response>
    ? Response["_zod"]["output"]
    : never;

/** A failed call, with the server's code, sentence and field details. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetail[];

  /** Takes the typed error body apart. */
  constructor(status: number, code: ErrorCode, message: string, details: ErrorDetail[] = []) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Calls the route of a contract and returns its answer, typed; throws {@link ApiError} when it fails. */
export async function callApi<C extends Contract>(
  contract: C,
  input: CallInput<C> & CallOptions = {} as CallInput<C> & CallOptions,
): Promise<CallOutput<C>> {
  const response = await sendRequest(contract, input);
  if (!response.ok) throw await apiErrorOf(response);
  if (response.status === 204) return undefined as CallOutput<C>;
  return (await response.json()) as CallOutput<C>;
}

/** Sends a contract's request and hands back the raw response, for streams and downloads. */
export async function sendRequest<C extends Contract>(
  contract: C,
  input: CallInput<C> & CallOptions,
): Promise<Response> {
  const { headers = {}, signal, form, keepalive = false, baseUrl = "" } = input;
  const url = `${baseUrl}${addressOf(contract, input)}`;
  const json = input.body === undefined ? undefined : JSON.stringify(input.body);
  const early = takeAskedAhead(contract.method, url);
  if (early) return await early;
  return await fetch(url, {
    method: contract.method,
    headers: { ...(json === undefined || form ? {} : { "content-type": "application/json" }), ...headers },
    credentials: "same-origin",
    cache: "no-store",
    keepalive,
    ...(form || json !== undefined ? { body: form ?? json ?? null } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** Path and search of a contract's route, as they stand behind the server's origin. */
export function addressOf<C extends Contract>(
  contract: C,
  input: Pick<CallInput<C>, "params" | "query"> = {},
): string {
  return `${fillPath(contract.path, input.params)}${searchOf(input.query)}`;
}

/** Reads a failed response, whatever stands in front of the server may have answered. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const code = isErrorCode(error.code) ? error.code : "unavailable";
  const message =
    typeof error.message === "string" ? error.message : `The server answered ${response.status}.`;
  return new ApiError(response.status, code, message, readDetails(error.details));
}

function readDetails(value: unknown): ErrorDetail[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .map((entry) => ({ path: String(entry.path), message: String(entry.message) }));
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorTable, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}

function fillPath(path: string, params: unknown): string {
  const values = isRecord(params) ? params : {};
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(values[name])));
}

function searchOf(query: unknown): string {
  if (!isRecord(query)) return "";
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(key, String(value));
  }
  return search.size > 0 ? `?${search}` : "";
}
