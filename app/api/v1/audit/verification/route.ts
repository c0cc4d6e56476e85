import { verifyAuditContract } from "#lib/api/contracts/audit.ts";
import { handle } from "#lib/api/handle.server.ts";
import { verifyAuditLog } from "#lib/operations/audit/verify-audit.server.ts";

export const GET = handle(verifyAuditContract, verifyAuditLog);
