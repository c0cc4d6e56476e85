import { closeDatabase } from "#db/client.server.ts";
import { ensureBootstrap } from "#lib/operations/setup/ensure-bootstrap.server.ts";

process.stdout.write(`${JSON.stringify(await ensureBootstrap())}\n`);
await closeDatabase();
