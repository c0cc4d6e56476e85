import { closeDatabase, database } from "#db/client.server.ts";
import { listAuditedWorkspaces } from "#db/queries/audit.server.ts";
import { verifyAudit } from "#lib/access/audit.server.ts";

let isBroken = false;
for (const workspaceId of await listAuditedWorkspaces(database())) {
  const verdict = await verifyAudit(database(), workspaceId);
  if (verdict.ok) {
    console.log(`${workspaceId}: ${verdict.entries} entries, unbroken`);
  } else {
    isBroken = true;
    console.error(`${workspaceId}: broken at entry ${verdict.seq}: ${verdict.reason}`);
  }
}
await closeDatabase();
if (isBroken) process.exitCode = 1;
