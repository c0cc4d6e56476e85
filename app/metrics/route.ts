import { answerMetrics } from "#lib/operations/setup/answer-metrics.server.ts";

export const dynamic = "force-dynamic";

/** Prometheus text for whoever holds AIMWRIGHT_METRICS_TOKEN, or an owner's API token. */
export async function GET(request: Request): Promise<Response> {
  return await answerMetrics(request);
}
