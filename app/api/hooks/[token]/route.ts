import { hookContracts } from "#lib/api/contracts/hooks.ts";
import { handleRaw } from "#lib/api/handle-raw.server.ts";
import { receiveHook } from "#lib/operations/triggers/receive-hook.server.ts";

export const POST = handleRaw(hookContracts.receive, (params, body, headers) =>
  receiveHook(String(params.token), body, headers),
);
