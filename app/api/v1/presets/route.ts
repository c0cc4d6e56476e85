import { presetContracts } from "#lib/api/contracts/presets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createPreset, listPresets } from "#lib/operations/presets/manage-presets.server.ts";

export const GET = handle(presetContracts.list, (actor) => listPresets(actor));

export const POST = handle(presetContracts.create, (actor, { body }) => createPreset(actor, body));
