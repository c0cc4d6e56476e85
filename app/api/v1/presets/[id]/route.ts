import { presetContracts } from "#lib/api/contracts/presets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deletePreset, renamePreset } from "#lib/operations/presets/manage-presets.server.ts";

export const PATCH = handle(presetContracts.rename, (actor, { params, body }) =>
  renamePreset(actor, params.id, body.name),
);

export const DELETE = handle(presetContracts.remove, (actor, { params }) => deletePreset(actor, params.id));
