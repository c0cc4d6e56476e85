import { readiness } from "#lib/operations/setup/readiness.server.ts";

export const dynamic = "force-dynamic";

/** Public: whether this process can serve, without saying why not. */
export async function GET(): Promise<Response> {
  const ready = await readiness();
  const headers = { "cache-control": "no-store" };
  return Response.json({ status: ready ? "ready" : "unavailable" }, { status: ready ? 200 : 503, headers });
}
