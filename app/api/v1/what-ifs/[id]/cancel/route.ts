import { whatIfContracts } from "#lib/api/contracts/what-ifs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { cancelWhatIf } from "#lib/operations/what-ifs/what-ifs.server.ts";

export const POST = handle(whatIfContracts.cancel, cancelWhatIf);
