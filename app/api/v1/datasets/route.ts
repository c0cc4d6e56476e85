import { createDatasetContract, listDatasetsContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createDataset, listDatasets } from "#lib/operations/datasets/manage-datasets.server.ts";

export const GET = handle(listDatasetsContract, (actor, { query }) => listDatasets(actor, query));
export const POST = handle(createDatasetContract, (actor, { body }) => createDataset(actor, body));
