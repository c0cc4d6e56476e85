import { whatIfContracts } from "#lib/api/contracts/what-ifs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWhatIfs, startWhatIf } from "#lib/operations/what-ifs/what-ifs.server.ts";

export const GET = handle(whatIfContracts.list, listWhatIfs);

export const POST = handle(whatIfContracts.start, startWhatIf);
