import { AppError } from "#lib/foundation/errors.ts";

const explanations: Record<string, string> = {
  ECONNREFUSED: "it refused the connection",
  ECONNRESET: "it closed the connection",
  EPIPE: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  CERT_HAS_EXPIRED: "its TLS certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its TLS certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its TLS certificate is self-signed",
  ERR_TLS_CERT_ALTNAME_INVALID: "its TLS certificate is for another name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its TLS certificate could not be verified",
};

/** Finds our own refusal beneath whatever wrappings an HTTP client put around it. */
export function findAppError(caught: unknown): AppError | undefined {
  let current = caught;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if (current instanceof AppError) return current;
    current = current.cause;
  }
  return undefined;
}

/** Turns any failure of a call into one sentence that names the host; our own errors pass unchanged. */
export function describeEgressFailure(caught: unknown, host: string, signal?: AbortSignal | null): AppError {
  const known = findAppError(caught);
  if (known) return known;
  if (signal?.aborted) {
    return (
      findAppError(signal.reason) ??
      new AppError("cancelled", `The call to "${host}" was cancelled.`, { cause: caught })
    );
  }
  const code = findCode(caught);
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return new AppError(
      "ability_timeout",
      `"${host}" did not accept a connection in time. Try again later.`,
      { cause: caught },
    );
  }
  const why =
    (code && explanations[code]) ?? (code ? `the connection failed (${code})` : "the connection failed");
  return new AppError("ability_failed", `"${host}" could not be called: ${why}.`, { cause: caught });
}

function findCode(caught: unknown): string | undefined {
  let current = caught;
  let code: string | undefined;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if ("code" in current && typeof current.code === "string") code = current.code;
    current = current.cause;
  }
  return code;
}
