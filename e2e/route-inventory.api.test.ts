import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectDirectory } from "#bin/project-directory.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { createForeignToken } from "./second-workspace.ts";

/** Routes anybody may call, each for a reason; whatever is not here must refuse the anonymous. */
const publicRoutes = new Set([
  "POST /api/v1/setup", // guarded by the one-time link
  "POST /api/v1/invitations/accept", // guarded by the invitation's token
  "GET /api/v1/openapi.json", // describes, holds nothing
  "GET /api/auth/[...nextauth]", // signing in
  "POST /api/auth/[...nextauth]",
  "GET /api/health", // says that the process is up
  "GET /api/ready",
  "POST /api/hooks/[token]", // guarded by the token in the address
  "GET /api/hooks/[token]",
  "POST /api/hooks/[token]/outcomes", // guarded by the token in the address and a signature
  "GET /api/v1/approval-links/[token]", // guarded by the signature in the address
  "POST /api/v1/approval-links/[token]",
  "POST /api/chat/[slug]", // the hosted chat of a published blueprint
  "GET /api/chat/[slug]",
]);

type Route = { method: string; pattern: string };

function routes(): Route[] {
  const files = globSync("app/**/route.ts", { cwd: projectDirectory() });
  return files.flatMap((file) => {
    const source = readFileSync(projectDirectory(file), "utf8");
    const pattern = file
      .replace(/^app/, "")
      .replace(/\/route\.ts$/, "")
      .replace(/\/\([^)]+\)/g, "");
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    return methods.filter((method) => exportsMethod(source, method)).map((method) => ({ method, pattern }));
  });
}

function exportsMethod(source: string, method: string): boolean {
  return new RegExp(`export (const|async function|function) ${method}\\b|(as|[{,]) ?${method}\\b ?[,}]`).test(
    source,
  );
}

function isPublic({ method, pattern }: Route): boolean {
  const known = publicRoutes.has(`${method} ${pattern}`);
  return (
    known ||
    [...publicRoutes].some(
      (route) => route.startsWith(`${method} /api/chat`) && pattern.startsWith("/api/chat/"),
    )
  );
}

function addressOf(pattern: string): string {
  return pattern.replaceAll(/\[\.\.\.\w+\]/g, "x").replaceAll(/\[(\w+)\]/g, (_whole, name: string) => {
    if (/^(n|number|version)$/.test(name)) return "1";
    return name === "name" ? "SOMETHING" : randomUUID();
  });
}

let app: RunningApp;
let foreignToken: string;

beforeAll(async () => {
  app = await startApp({ workers: 0 });
  foreignToken = await createForeignToken(app.databaseUrl, "viewer");
});

afterAll(async () => {
  await app?.stop();
});

async function call(route: Route, headers: Record<string, string>): Promise<number> {
  const hasBody = route.method !== "GET" && route.method !== "DELETE";
  const response = await fetch(`${app.baseUrl}${addressOf(route.pattern)}`, {
    method: route.method,
    redirect: "manual",
    headers: { ...(hasBody ? { "content-type": "application/json" } : {}), ...headers },
    ...(hasBody ? { body: "{}" } : {}),
  });
  await response.body?.cancel();
  return response.status;
}

describe("every route", () => {
  it("is found", () => {
    expect(routes().length).toBeGreaterThan(15);
  });

  it("refuses an anonymous caller unless it is listed as public", async () => {
    const open: string[] = [];
    for (const route of routes()) {
      if (isPublic(route)) continue;
      const status = await call(route, {});
      if (status !== 401) open.push(`${route.method} ${route.pattern} answered ${status}`);
    }
    expect(open).toEqual([]);
  });

  it("refuses a forged bearer token and a forged cookie", async () => {
    const open: string[] = [];
    for (const route of routes()) {
      if (isPublic(route)) continue;
      const bearer = await call(route, { authorization: `Bearer aim_${"A".repeat(43)}` });
      const cookie = await call(route, {
        cookie: "aimwright.session=a.b.c",
        "sec-fetch-site": "same-origin",
      });
      if (bearer !== 401 || cookie !== 401)
        open.push(`${route.method} ${route.pattern}: ${bearer}, ${cookie}`);
    }
    expect(open).toEqual([]);
  });

  it("lets a viewer of another workspace read and change nothing by id", async () => {
    const open: string[] = [];
    for (const route of routes()) {
      if (isPublic(route) || !route.pattern.includes("[")) continue;
      const status = await call(route, { authorization: `Bearer ${foreignToken}` });
      if (![400, 401, 403, 404, 415].includes(status))
        open.push(`${route.method} ${route.pattern}: ${status}`);
    }
    expect(open).toEqual([]);
  });

  it("shows another workspace none of ours, id by id", async () => {
    const lists = routes().filter(
      ({ method, pattern }) => method === "GET" && /^\/api\/v1\/\w+$/.test(pattern),
    );
    const leaks: string[] = [];
    for (const { pattern } of lists) {
      const response = await app.fetch(pattern);
      const body = response.ok ? await response.json() : {};
      for (const item of Array.isArray(body.items) ? body.items.slice(0, 5) : []) {
        const key = item.id ?? item.name;
        if (pattern.endsWith("/templates") || key === undefined) continue;
        for (const method of ["GET", "PATCH", "DELETE"]) {
          const status = await foreignCall(`${pattern}/${key}`, method);
          if (![400, 403, 404, 405].includes(status)) leaks.push(`${method} ${pattern}/${key}: ${status}`);
        }
      }
    }
    expect(leaks).toEqual([]);
  });
});

async function foreignCall(address: string, method: string): Promise<number> {
  const owner = await createForeignToken(app.databaseUrl);
  const response = await fetch(`${app.baseUrl}${address}`, {
    method,
    headers: { authorization: `Bearer ${owner}`, "content-type": "application/json" },
    ...(method === "PATCH" ? { body: "{}" } : {}),
  });
  await response.body?.cancel();
  return response.status;
}
