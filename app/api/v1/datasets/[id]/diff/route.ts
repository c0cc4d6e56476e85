import { diffDatasetVersionsContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { diffDatasetVersions } from "#lib/operations/datasets/manage-versions.server.ts";

export const GET = handle(diffDatasetVersionsContract, (actor, { params, query }) =>
  diffDatasetVersions(actor, params.id, query),
);
