import { listSecretsContract } from "#lib/api/contracts/secrets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listSecrets } from "#lib/operations/secrets/manage-secrets.server.ts";

export const GET = handle(listSecretsContract, (actor) => listSecrets(actor));
