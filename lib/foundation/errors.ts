/** Every way a request or a run can fail; one row each: HTTP status, who is to blame, and whether a retry may help. */
export const errorTable = {
  invalid_input: { status: 400, blame: "caller", retry: false },
  unauthenticated: { status: 401, blame: "caller", retry: false },
  forbidden: { status: 403, blame: "caller", retry: false },
  not_found: { status: 404, blame: "caller", retry: false },
  method_not_allowed: { status: 405, blame: "caller", retry: false },
  conflict: { status: 409, blame: "caller", retry: false },
  conversation_busy: { status: 409, blame: "caller", retry: true },
  too_large: { status: 413, blame: "caller", retry: false },
  unsupported_media_type: { status: 415, blame: "caller", retry: false },
  blueprint_invalid: { status: 422, blame: "author", retry: false },
  rate_limited: { status: 429, blame: "caller", retry: true },
  egress_denied: { status: 403, blame: "author", retry: false },
  ability_failed: { status: 502, blame: "provider", retry: true },
  ability_timeout: { status: 504, blame: "provider", retry: true },
  provider_unauthorized: { status: 502, blame: "author", retry: false },
  provider_rate_limited: { status: 502, blame: "provider", retry: true },
  provider_failed: { status: 502, blame: "provider", retry: true },
  provider_timeout: { status: 504, blame: "provider", retry: true },
  limit_reached: { status: 422, blame: "author", retry: false },
  budget_reached: { status: 402, blame: "author", retry: false },
  guardrail_blocked: { status: 422, blame: "caller", retry: false },
  cancelled: { status: 409, blame: "caller", retry: false },
  unavailable: { status: 503, blame: "us", retry: true },
  internal: { status: 500, blame: "us", retry: true },
} as const satisfies Record<
  string,
  { status: number; blame: "caller" | "author" | "provider" | "us"; retry: boolean }
>;

/** A key of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** One place where the input is wrong, `path` in dotted form such as `document.nodes.3.config`. */
export type ErrorDetail = { path: string; message: string };

/** The only error our own code throws; compare `code`, never the class. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;

  /** `message` is shown to the person who asked, so it says what happened and what to do next. */
  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetail[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
  }
}

/** Narrows anything caught to an {@link AppError}; what is not one becomes `internal` with its cause kept. */
export function toAppError(caught: unknown): AppError {
  if (caught instanceof AppError) return caught;
  return new AppError("internal", "Something went wrong on our side. The error has been logged; try again.", {
    cause: caught,
  });
}
