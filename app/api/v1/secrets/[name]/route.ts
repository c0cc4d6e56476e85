import { deleteSecretContract, putSecretContract } from "#lib/api/contracts/secrets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteSecret, putSecret } from "#lib/operations/secrets/manage-secrets.server.ts";

export const PUT = handle(putSecretContract, (actor, { params, body }) =>
  putSecret(actor, params.name, body.value),
);

export const DELETE = handle(deleteSecretContract, (actor, { params }) => deleteSecret(actor, params.name));
