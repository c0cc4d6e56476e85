import { experimentContracts } from "#lib/api/contracts/experiments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { changeExperiment } from "#lib/operations/experiments/change-experiment.server.ts";

export const POST = handle(experimentContracts.change, (actor, { params, body }) =>
  changeExperiment(actor, params.id, body.action),
);
