import { analyticsViewContracts } from "#lib/api/contracts/analytics-views.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createView, listViews } from "#lib/operations/analytics/analytics-views.server.ts";

export const GET = handle(analyticsViewContracts.list, listViews);
export const POST = handle(analyticsViewContracts.create, createView);
