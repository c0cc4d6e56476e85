import { globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));

it("the migrations lead to the schema as it is written", async () => {
  const meta = path.join(here, "migrations", "meta");
  const newest =
    readdirSync(meta)
      .filter((name) => name.endsWith("_snapshot.json"))
      .sort()
      .at(-1) ?? "";
  const migrated = JSON.parse(readFileSync(path.join(meta, newest), "utf8"));
  const files = globSync("schema/*.ts", { cwd: here }).map((file) => path.join(here, file));
  const modules: object[] = await Promise.all(files.map((file) => import(file)));
  const written = generateDrizzleJson(Object.assign({}, ...modules), migrated.id);
  expect(await generateMigration(migrated, written), "run npm run db:generate").toEqual([]);
}, 30_000);
