import { runContracts } from "#lib/api/contracts/runs.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { decideByLink, readLink } from "#lib/operations/approvals/answer-link.server.ts";

export const GET = handlePublic(runContracts.readLink, readLink);
export const POST = handlePublic(runContracts.decideByLink, decideByLink);
