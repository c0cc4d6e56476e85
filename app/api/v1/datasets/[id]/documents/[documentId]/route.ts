import {
  getDocumentContract,
  removeDocumentContract,
  replaceDocumentContract,
} from "#lib/api/contracts/datasets.ts";
import { handle } from "#lib/api/handle.server.ts";
import {
  getDocument,
  removeDocument,
  replaceDocument,
} from "#lib/operations/datasets/manage-documents.server.ts";

export const GET = handle(getDocumentContract, (actor, { params }) =>
  getDocument(actor, params.id, params.documentId),
);
export const PUT = handle(replaceDocumentContract, (actor, { params, body }) =>
  replaceDocument(actor, params.id, params.documentId, body),
);
export const DELETE = handle(removeDocumentContract, (actor, { params }) =>
  removeDocument(actor, params.id, params.documentId),
);
