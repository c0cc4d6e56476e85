import "server-only";
import { AppError } from "#lib/foundation/errors.ts";

/** Refuses a mutation that rides on a cookie unless our own pages sent it. */
export function assertSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const allowed = site !== null ? site === "same-origin" : origin !== null && isOwnOrigin(origin, request);
  if (allowed) return;
  throw new AppError("forbidden", "This request did not come from our own pages. Use an API token instead.");
}

function isOwnOrigin(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  const publicUrl = process.env.AIMWRIGHT_PUBLIC_URL;
  if (publicUrl && URL.canParse(publicUrl) && new URL(publicUrl).host === host) return true;
  return host === (request.headers.get("host") ?? new URL(request.url).host);
}
