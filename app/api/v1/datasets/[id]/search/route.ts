import { searchDatasetContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { searchDataset } from "#lib/operations/datasets/search-datasets.server.ts";

export const GET = handle(searchDatasetContract, (actor, { params, query }, { signal }) =>
  searchDataset(actor, params.id, query, signal),
);
