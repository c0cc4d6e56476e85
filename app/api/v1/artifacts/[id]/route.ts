import { artifactContracts } from "#lib/api/contracts/artifacts.ts";
import { handle } from "#lib/api/handle.server.ts";
import { downloadArtifact } from "#lib/operations/artifacts/download-artifact.server.ts";

export const GET = handle(artifactContracts.download, (actor, { params }) =>
  downloadArtifact(actor, params.id),
);
