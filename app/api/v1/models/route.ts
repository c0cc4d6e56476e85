import { listModelsContract } from "#lib/api/contracts/models.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listModels } from "#lib/operations/models/list-models.server.ts";

export const GET = handle(listModelsContract, (actor, _input, { signal }) => listModels(actor, signal));
