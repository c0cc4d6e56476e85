import { restoreDatasetVersionContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { restoreVersion } from "#lib/operations/datasets/manage-versions.server.ts";

export const POST = handle(restoreDatasetVersionContract, (actor, { params }) =>
  restoreVersion(actor, params.id, params.number),
);
