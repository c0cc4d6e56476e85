import { experimentContracts } from "#lib/api/contracts/experiments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listExperiments } from "#lib/operations/experiments/read-experiments.server.ts";

export const GET = handle(experimentContracts.list, listExperiments);
