import { readSealContract } from "#lib/api/contracts/audit.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readSeal } from "#lib/operations/audit/read-seal.server.ts";

export const GET = handle(readSealContract, (actor, { params }) => readSeal(actor, params.id));
