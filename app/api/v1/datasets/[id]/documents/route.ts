import { addDocumentsContract, listDocumentsContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { addDocuments, listDocuments } from "#lib/operations/datasets/manage-documents.server.ts";

export const GET = handle(listDocumentsContract, (actor, { params, query }) =>
  listDocuments(actor, params.id, query),
);
export const POST = handle(addDocumentsContract, (actor, { params, body }, request) =>
  addDocuments(actor, params.id, body, request.form),
);
