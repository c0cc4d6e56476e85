import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scriptArguments } from "#bin/commands.ts";
import { closeDatabase, database } from "#db/client.server.ts";
import { verifyAudit } from "#lib/access/audit.server.ts";
import { ensureBootstrap } from "#lib/operations/setup/ensure-bootstrap.server.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { signIn, signOut } from "./browser-session.ts";
import { createForeignToken } from "./second-workspace.ts";

const owner = { name: "Olga Owner", email: "Olga@Example.com", password: "correct horse battery" };
let app: RunningApp;
let workspaceId: string;

beforeAll(async () => {
  app = await startApp({ workers: 0 });
  process.env.DATABASE_URL = app.databaseUrl;
});

afterAll(async () => {
  await closeDatabase();
  await app?.stop();
});

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await app.fetch(path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** Sends with a browser's cookie instead of the app's token. */
async function sendAsBrowser(
  method: string,
  path: string,
  cookie: string,
  headers: Record<string, string> = {},
) {
  const hasBody = method !== "GET";
  const response = await fetch(`${app.baseUrl}${path}`, {
    method,
    headers: { cookie, "content-type": "application/json", ...headers },
    ...(hasBody ? { body: JSON.stringify({ name: "x", role: "viewer" }) } : {}),
  });
  return response.status;
}

describe("set-up", () => {
  it("creates the owner once and claims the bootstrap workspace", async () => {
    const { setupUrl } = await ensureBootstrap();
    const token = new URL(setupUrl ?? "", app.baseUrl).searchParams.get("token");
    const input = { token, ...owner, workspaceName: "Olga's desk" };
    const weak = await send("POST", "/api/v1/setup", { ...input, password: "short" });
    expect([weak.status, weak.body.error.details[0].path]).toEqual([400, "password"]);
    const [first, second] = await Promise.all([
      send("POST", "/api/v1/setup", input),
      send("POST", "/api/v1/setup", input),
    ]);
    expect([first.status, second.status].sort()).toEqual([201, 404]);
    const current = await send("GET", "/api/v1/workspaces/current");
    workspaceId = current.body.id;
    expect(current.body.name).toBe("Olga's desk");
    expect((await ensureBootstrap()).setupUrl).toBeNull();
  });
});

describe("sessions", () => {
  it("begin with the right password and end for good on sign-out", async () => {
    expect(await signIn(app.baseUrl, owner.email, "wrong password")).toBe("");
    const cookie = await signIn(app.baseUrl, owner.email, owner.password);
    expect(cookie).toContain("aimwright.session=");
    expect(await sendAsBrowser("GET", "/api/v1/members", cookie)).toBe(200);
    await signOut(app.baseUrl, cookie);
    expect(await sendAsBrowser("GET", "/api/v1/members", cookie)).toBe(401);
  });

  it("carry a mutation only from our own pages", async () => {
    const cookie = await signIn(app.baseUrl, owner.email, owner.password);
    const attempt = (headers: Record<string, string>) =>
      sendAsBrowser("POST", "/api/v1/tokens", cookie, headers);
    expect(await attempt({ "sec-fetch-site": "same-origin" })).toBe(201);
    expect(await attempt({ origin: app.baseUrl })).toBe(201);
    expect(await attempt({ origin: "https://evil.example" })).toBe(403);
    expect(await attempt({ "sec-fetch-site": "cross-site", origin: app.baseUrl })).toBe(403);
    expect(await attempt({})).toBe(403);
    expect(await attempt({ origin: app.baseUrl, "content-type": "text/plain" })).toBe(415);
  });

  it("are refused after ten wrong passwords, for known and unknown users alike", async () => {
    for (const email of ["guessed@example.com", "olga@example.com"]) {
      for (let attempt = 0; attempt < 11; attempt++) await signIn(app.baseUrl, email, "wrong password");
    }
    expect(await signIn(app.baseUrl, owner.email, owner.password)).toBe("");
  });
});

describe("roles", () => {
  const asks = [
    ["GET", "/api/v1/members", undefined, ["owner", "editor", "operator", "viewer"]],
    ["GET", "/api/v1/workspaces/current", undefined, ["owner", "editor", "operator", "viewer"]],
    ["GET", "/api/v1/secrets", undefined, ["owner", "editor", "operator", "viewer"]],
    ["PUT", "/api/v1/secrets/SHOP_KEY", { value: "canary-value" }, ["owner", "editor"]],
    ["GET", "/api/v1/tokens", undefined, ["owner"]],
    ["POST", "/api/v1/tokens", { name: "x" }, ["owner"]],
    ["POST", "/api/v1/invitations", { email: "a@example.com", role: "viewer" }, ["owner"]],
    ["PATCH", "/api/v1/workspaces/current", { name: "Desk" }, ["owner"]],
    ["GET", "/api/v1/audit", undefined, ["owner"]],
  ] as const;

  it.each(["owner", "editor", "operator", "viewer"] as const)(
    "lets the %s do what the table says",
    async (role) => {
      const token = await createForeignToken(app.databaseUrl, role, workspaceId);
      for (const [method, path, body, allowed] of asks) {
        const { status } = await send(method, path, body, { authorization: `Bearer ${token}` });
        const isAllowed = (allowed as readonly string[]).includes(role);
        expect([method, path, isAllowed ? status < 300 : status === 403]).toEqual([method, path, true]);
      }
    },
  );

  it("never leave a workspace without an owner", async () => {
    const { body } = await send("GET", "/api/v1/members");
    const [only] = body.items;
    expect((await send("PATCH", `/api/v1/members/${only.id}`, { role: "viewer" })).status).toBe(409);
    expect((await send("DELETE", `/api/v1/members/${only.id}`)).status).toBe(409);
  });
});

describe("tokens, secrets and invitations", () => {
  it("end a revoked token at once", async () => {
    const created = await send("POST", "/api/v1/tokens", { name: "short-lived", role: "viewer" });
    const headers = { authorization: `Bearer ${created.body.value}` };
    expect((await send("GET", "/api/v1/members", undefined, headers)).status).toBe(200);
    expect((await send("DELETE", `/api/v1/tokens/${created.body.id}`)).status).toBe(204);
    expect((await send("GET", "/api/v1/members", undefined, headers)).status).toBe(401);
    const listed = await send("GET", "/api/v1/tokens");
    expect(JSON.stringify(listed.body)).not.toContain(created.body.value);
  });

  it("never show a secret again", async () => {
    const stored = await send("PUT", "/api/v1/secrets/CANARY", { value: "canary-2718281828" });
    const listed = await send("GET", "/api/v1/secrets");
    const audit = await send("GET", "/api/v1/audit?limit=200");
    expect(JSON.stringify([stored.body, listed.body, audit.body])).not.toContain("2718281828");
    expect((await send("DELETE", "/api/v1/secrets/CANARY")).status).toBe(204);
    expect((await send("DELETE", "/api/v1/secrets/CANARY")).status).toBe(404);
  });

  it("let an invited person join once, in the role of the invitation", async () => {
    const invited = await send("POST", "/api/v1/invitations", { email: "Vera@Example.com", role: "viewer" });
    const token = new URL(invited.body.path, app.baseUrl).searchParams.get("token");
    const input = { token, name: "Vera Viewer", password: "another long password" };
    expect((await send("POST", "/api/v1/invitations/accept", { ...input, role: "owner" })).status).toBe(400);
    expect((await send("POST", "/api/v1/invitations/accept", input)).status).toBe(201);
    expect((await send("POST", "/api/v1/invitations/accept", input)).status).toBe(404);
    const cookie = await signIn(app.baseUrl, "vera@example.com", input.password);
    expect(await sendAsBrowser("GET", "/api/v1/members", cookie)).toBe(200);
    expect(await sendAsBrowser("GET", "/api/v1/audit", cookie)).toBe(403);
  });
});

describe("settings", () => {
  it("keep what a change leaves out", async () => {
    const path = "/api/v1/workspaces/current";
    await send("PATCH", path, { settings: { egressAllowHosts: ["intranet.example"] } });
    const renamed = await send("PATCH", path, { name: "Front desk", settings: {} });
    expect(renamed.body).toMatchObject({
      name: "Front desk",
      settings: { egressAllowHosts: ["intranet.example"], models: { endpoints: [] } },
    });
    expect((await send("PATCH", path, { settings: { egressAllowHosts: ["http://x/"] } })).status).toBe(400);
  });
});

describe("the command line", () => {
  it("logs in, keeps the token to its owner, and speaks to the server", async () => {
    const home = mkdtempSync(path.join(tmpdir(), "aimwright-cli-"));
    const env = { ...process.env, XDG_CONFIG_HOME: home, AIMWRIGHT_URL: "", AIMWRIGHT_TOKEN: "" };
    const cli = (...args: string[]) =>
      promisify(execFile)(process.execPath, [...scriptArguments("aimwright"), ...args], { env });
    await expect(cli("runs")).rejects.toMatchObject({ code: 2 });
    await expect(cli("login", app.baseUrl, "wrong-token-value")).rejects.toMatchObject({ code: 1 });
    expect((await cli("login", app.baseUrl, app.token)).stdout).toContain("as owner");
    expect(statSync(path.join(home, "aimwright", "config.json")).mode & 0o777).toBe(0o600);
    rmSync(home, { recursive: true });
  });
});

describe("bad input", () => {
  const post = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
    const response = await app.fetch("/api/v1/tokens", init);
    return { status: response.status, error: (await response.json()).error };
  };

  it("gets a typed error that names the field", async () => {
    expect((await post("{")).error.code).toBe("invalid_input");
    expect((await post(new Uint8Array([0x7b, 0xff, 0x7d]))).error.code).toBe("invalid_input");
    expect((await post('{"name":"a\\u0000b"}')).error.details[0].path).toBe("name");
    expect((await post('{"name":"a","workspaceId":"x"}')).error.details[0].path).toBe("workspaceId");
    expect((await post("x".repeat(2_000_000))).status).toBe(413);
    expect((await post("name=a", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await send("GET", "/api/v1/audit?limit=0")).status).toBe(400);
    expect((await send("GET", "/api/v1/audit?nope=1")).status).toBe(400);
  });
});

describe("the audit log", () => {
  it("holds an unbroken chain of all of this", async () => {
    const verdict = await verifyAudit(database(), workspaceId);
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.ok && verdict.entries).toBeGreaterThan(10);
  });
});
