import { analyticsContracts } from "#lib/api/contracts/analytics.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readAnalytics } from "#lib/operations/analytics/read-analytics.server.ts";

export const GET = handle(analyticsContracts.read, readAnalytics);
