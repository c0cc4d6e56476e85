import { hookContracts } from "#lib/api/contracts/hooks.ts";
import { handleRaw } from "#lib/api/handle-raw.server.ts";
import { receiveOutcome } from "#lib/operations/triggers/receive-outcome.server.ts";

export const POST = handleRaw(hookContracts.report, (params, body, headers) =>
  receiveOutcome(String(params.token), body, headers),
);
