import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { closeDatabase, database } from "#db/client.server.ts";
import { listAuditedWorkspaces } from "#db/queries/audit.server.ts";
import { followChain } from "#lib/access/audit.server.ts";
import { readExportedEntry } from "#lib/access/audit-export.ts";
import { verifyWorkspace } from "#lib/access/run-seals.server.ts";

const [file] = process.argv.slice(2);
const isWhole = file === undefined ? await verifyDatabase() : await verifyFile(file);
if (!isWhole) process.exitCode = 1;

async function verifyDatabase(): Promise<boolean> {
  let isWhole = true;
  for (const workspaceId of await listAuditedWorkspaces(database())) {
    const { verdict, unchanged, gone } = await verifyWorkspace(database(), workspaceId);
    if (verdict.ok) {
      const deleted = gone > 0 ? `, ${gone} deleted` : "";
      console.log(
        `${workspaceId}: ${verdict.entries} entries, unbroken; ${unchanged} runs unchanged${deleted}`,
      );
    } else {
      isWhole = false;
      console.error(`${workspaceId}: broken at entry ${verdict.seq}: ${verdict.reason}`);
    }
  }
  await closeDatabase();
  return isWhole;
}

async function verifyFile(path: string): Promise<boolean> {
  const chain = followChain();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const entry = readExportedEntry(line);
    const reason = entry ? chain.findFlaw(entry) : "the line is no entry of an audit log";
    if (reason) {
      console.error(`${path}: broken at line ${chain.length() + 1}: ${reason}`);
      return false;
    }
  }
  console.log(`${path}: ${chain.length()} entries, unbroken`);
  return true;
}
