import { testModelContract } from "#lib/api/contracts/models.ts";
import { handle } from "#lib/api/handle.server.ts";
import { testModel } from "#lib/operations/models/test-model.server.ts";

export const POST = handle(testModelContract, (actor, { body }, { signal }) =>
  testModel(actor, body, signal),
);
