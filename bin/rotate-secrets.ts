import { closeDatabase } from "#db/client.server.ts";
import { rotateSecrets } from "#lib/access/secrets.server.ts";

console.log(`${await rotateSecrets()} secrets were sealed again with the current key.`);
await closeDatabase();
