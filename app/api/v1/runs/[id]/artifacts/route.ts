import { artifactContracts } from "#lib/api/contracts/artifacts.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listRunArtifacts } from "#lib/operations/artifacts/download-artifact.server.ts";

export const GET = handle(artifactContracts.list, listRunArtifacts);
