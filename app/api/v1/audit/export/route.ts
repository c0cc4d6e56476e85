import { exportAuditContract } from "#lib/api/contracts/audit.ts";
import { handle } from "#lib/api/handle.server.ts";
import { exportAudit } from "#lib/operations/audit/export-audit.server.ts";

export const GET = handle(exportAuditContract, exportAudit);
