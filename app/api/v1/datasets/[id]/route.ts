import {
  deleteDatasetContract,
  getDatasetContract,
  updateDatasetContract,
} from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteDataset, getDataset, updateDataset } from "#lib/operations/datasets/manage-datasets.server.ts";

export const GET = handle(getDatasetContract, (actor, { params }) => getDataset(actor, params.id));
export const PATCH = handle(updateDatasetContract, (actor, { params, body }) =>
  updateDataset(actor, params.id, body),
);
export const DELETE = handle(deleteDatasetContract, (actor, { params }) => deleteDataset(actor, params.id));
