import { searchContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { searchAllDatasets } from "#lib/operations/datasets/search-datasets.server.ts";

export const GET = handle(searchContract, (actor, { query }, { signal }) =>
  searchAllDatasets(actor, query, signal),
);
