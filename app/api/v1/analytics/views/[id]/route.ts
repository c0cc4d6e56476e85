import { analyticsViewContracts } from "#lib/api/contracts/analytics-views.ts";
import { handle } from "#lib/api/handle.server.ts";
import { removeView, updateView } from "#lib/operations/analytics/analytics-views.server.ts";

export const PATCH = handle(analyticsViewContracts.update, updateView);
export const DELETE = handle(analyticsViewContracts.remove, removeView);
