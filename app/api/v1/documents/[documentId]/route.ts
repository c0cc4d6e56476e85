import { getDocumentByIdContract } from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { getDocument } from "#lib/operations/datasets/manage-documents.server.ts";

export const GET = handle(getDocumentByIdContract, (actor, { params }) =>
  getDocument(actor, null, params.documentId),
);
