import { listDatasetVersionsContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listDatasetVersions } from "#lib/operations/datasets/manage-versions.server.ts";

export const GET = handle(listDatasetVersionsContract, (actor, { params, query }) =>
  listDatasetVersions(actor, params.id, query),
);
