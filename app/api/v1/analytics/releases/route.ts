import { analyticsContracts } from "#lib/api/contracts/analytics.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readReleases } from "#lib/operations/analytics/read-analytics.server.ts";

export const GET = handle(analyticsContracts.releases, readReleases);
