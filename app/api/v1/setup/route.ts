import { setupContract } from "#lib/api/contracts/setup.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { completeSetup } from "#lib/operations/setup/complete-setup.server.ts";

export const POST = handlePublic(setupContract, (_actor, { body }) => completeSetup(body));
