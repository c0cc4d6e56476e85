import { listAuditContract } from "#lib/api/contracts/audit.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listAudit } from "#lib/operations/audit/list-audit.server.ts";

export const GET = handle(listAuditContract, (actor, { query }) => listAudit(actor, query));
