import "./load-env-file.ts";
import { startEmbeddedPostgres } from "#db/embedded.server.ts";
import { migrateDatabase } from "#db/migrate.server.ts";
import { projectDirectory } from "./project-directory.ts";

const given = process.env.DATABASE_URL;
const embedded = given ? undefined : await startEmbeddedPostgres({ directory: projectDirectory(".data") });
try {
  await migrateDatabase(given ?? embedded?.url ?? "");
  process.stdout.write("The database is up to date.\n");
} finally {
  await embedded?.stop();
}
