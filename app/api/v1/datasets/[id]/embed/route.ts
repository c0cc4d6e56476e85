import { embedDatasetContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { embedDataset } from "#lib/operations/datasets/manage-datasets.server.ts";

export const POST = handle(embedDatasetContract, (actor, { params, body }) =>
  embedDataset(actor, params.id, body.fresh),
);
