import { artifactContracts } from "#lib/api/contracts/artifacts.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { downloadOwnArtifact } from "#lib/operations/artifacts/download-artifact.server.ts";

export const GET = handlePublic(artifactContracts.downloadInChat, (_actor, { params }, { headers }) =>
  downloadOwnArtifact(params, headers),
);
