import { globSync } from "node:fs";
import { closeDatabase, database } from "#db/client.server.ts";
import { insertToken } from "#db/queries/sessions.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { makeToken } from "#lib/access/tokens.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase } from "#lib/testing/database.ts";
export type RunningApp = any;
export async function startApp(_o: unknown) {
  const server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  const ws = newId();
  const token = makeToken();
  await database().insert(workspaces).values({ id: ws, name: "w" });
  await insertToken(database(), ws, {
    name: "t",
    prefix: token.prefix,
    tokenHash: token.hash,
    role: "owner",
  });
  const files = globSync("app/api/v1/{blueprints,templates}/**/route.ts")
    .concat(globSync("app/api/v1/{blueprints,templates}/route.ts"))
    .sort((a, b) => (a.match(/\[/g) ?? []).length - (b.match(/\[/g) ?? []).length);
  const routes = [...new Set(files)].map((f) => ({
    f,
    re: new RegExp(
      "^/" +
        f
          .replace("app/", "")
          .replace("/route.ts", "")
          .replace(/\[([a-z]+)\]/gi, "(?<$1>[^/]+)") +
        "$",
    ),
  }));
  return {
    databaseUrl: server.url,
    fetch: async (p: string, init: any) => {
      const url = new URL(p, "http://127.0.0.1");
      for (const r of routes) {
        const m = r.re.exec(url.pathname);
        if (!m) continue;
        const mod: any = await import("/work/main/" + r.f);
        const headers = new Headers(init.headers);
        headers.set("authorization", `Bearer ${token.value}`);
        return await mod[init.method](new Request(url, { ...init, headers }), {
          params: Promise.resolve({ ...m.groups }),
        });
      }
      throw new Error("no route " + p);
    },
    stop: async () => {
      await closeDatabase();
      await server.close();
    },
  };
}
