import "server-only";

/**
 * The caller's address for rate limits. AIMWRIGHT_TRUSTED_PROXIES says how many proxies in front append to
 * `X-Forwarded-For`; the entry that the outermost of them wrote is the caller.
 */
export function callerIp(headers: Headers): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const trusted = Math.max(1, Number(process.env.AIMWRIGHT_TRUSTED_PROXIES ?? 1) || 1);
  return hops.at(-Math.min(trusted, hops.length)) || "unknown";
}
