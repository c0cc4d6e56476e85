import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectDirectory } from "#bin/project-directory.ts";
import { removeNodes, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import { blueprintText } from "#lib/blueprint/stable.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let directory: string;
let desk: string;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "aimwright-cli-"));
  app = await startApp();
  client = runClient(app);
  desk = await client.publishTemplate("support-desk", "Desk");
  expect((await cli("login", app.baseUrl, app.token)).code).toBe(0);
});

afterAll(async () => {
  await app?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** The real command in a process of its own, with a home of its own. */
async function cli(
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string; pieces: number }> {
  const { AIMWRIGHT_URL: _url, AIMWRIGHT_TOKEN: _token, ...env } = process.env;
  const child = spawn(process.execPath, [projectDirectory("bin", "aimwright.mjs"), ...args], {
    cwd: projectDirectory(),
    env: { ...env, XDG_CONFIG_HOME: directory, NO_COLOR: "1", FORCE_COLOR: "0" },
  });
  let [out, err, pieces] = ["", "", 0];
  child.stdout.on("data", (data) => {
    out += data;
    pieces += 1;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err, pieces };
}

const file = (name: string) => path.join(directory, name);

test("login proves the token and keeps it where only its owner reads it", async () => {
  const config = file("aimwright/config.json");
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(config, "utf8"))).toEqual({ url: app.baseUrl, token: app.token });
  const wrong = await cli("login", app.baseUrl, "aim_wrong");
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain("Sign in");
  expect(readFileSync(config, "utf8")).toContain(app.token);
  expect((await cli("login", "http://127.0.0.1:1", "x")).err).toContain("cannot be reached");
  expect(await cli("login")).toMatchObject({ code: 2, err: expect.stringContaining("Usage") });
  expect((await cli("nonsense")).code).toBe(2);
  expect(await cli("help")).toMatchObject({ code: 0, out: expect.stringContaining("blueprint push") });
});

test("a blueprint is pulled, checked, changed, compared, pushed back and published", async () => {
  const draft = file("desk.json");
  expect((await cli("blueprint", "pull", desk, draft)).code).toBe(0);
  const { document } = await client.expectOk("GET", `/blueprints/${desk}`);
  expect(readFileSync(draft, "utf8")).toBe(blueprintText(document));
  expect((await cli("blueprint", "pull", desk)).out).toBe(readFileSync(draft, "utf8"));
  expect(await cli("blueprint", "validate", draft)).toMatchObject({ code: 0, out: "No issues.\n" });
  expect(await cli("blueprint", "diff", desk, draft)).toMatchObject({ code: 0, out: "No differences.\n" });

  writeFileSync(draft, JSON.stringify(renameNode(document, "agent", "Helper")));
  const compared = await cli("blueprint", "diff", desk, draft);
  expect(compared.code).toBe(1);
  expect(compared.out).toContain("Helper");
  expect(await cli("blueprint", "push", draft, "--to", desk)).toMatchObject({ code: 0 });
  expect((await cli("blueprint", "diff", desk, draft)).code).toBe(0);
  const published = await cli("blueprint", "publish", desk, "--note", "Renamed");
  expect(published).toMatchObject({ code: 0, out: expect.stringContaining("Version 2 is live.") });

  const created = await cli("blueprint", "push", draft);
  expect(created).toMatchObject({ code: 0, out: expect.stringContaining("Created Desk") });
  const id = /id (\S+)/.exec(created.out)?.[1] ?? "";
  expect((await client.expectOk("GET", `/blueprints/${id}`)).document.name).toBe("Desk");
});

test("a document with faults is told by field, with an exit code that says so", async () => {
  const { document } = await client.expectOk("GET", `/blueprints/${desk}`);
  writeFileSync(file("aimless.json"), JSON.stringify(removeNodes(document, ["goal"])));
  const aimless = await cli("blueprint", "validate", file("aimless.json"));
  expect(aimless).toMatchObject({ code: 1, err: expect.stringContaining("no goal") });
  writeFileSync(file("odd.json"), JSON.stringify({ ...document, colour: "red" }));
  expect(await cli("blueprint", "validate", file("odd.json"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("colour"),
  });
  writeFileSync(file("text.json"), "{ no");
  expect((await cli("blueprint", "push", file("text.json"))).err).toContain("not valid JSON");
  expect((await cli("blueprint", "push", file("missing.json"))).code).toBe(2);
  expect((await cli("blueprint", "pull", "no-such")).code).toBe(1);
});

test("a run streams to the terminal, as text and as JSON, and is found again", async () => {
  const shown = await cli("run", desk, "Where is order 1042?");
  expect(shown.code).toBe(0);
  expect(shown.out).toContain("1042 is delivered");
  expect(shown.out).toMatch(/→ .*1042/);
  expect(shown.out).toContain("✓");
  expect(shown.out).toContain(": met");
  expect(shown.pieces).toBeGreaterThan(1);

  const raw = await cli("run", desk, "Where is order 1042?", "--json");
  expect(raw.code).toBe(0);
  const events = raw.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events[0].event.type).toBe("run.started");
  expect(events.at(-1).event).toMatchObject({ type: "run.finished", status: "succeeded" });
  expect(events.some(({ event }) => event.type === "action.completed")).toBe(true);
  const durable = events.filter(({ seq }) => seq !== undefined);
  expect(durable.map(({ seq }) => seq)).toEqual(durable.map((_, index) => index + 1));

  const { runId } = events[0];
  const logged = await cli("logs", runId, "--json");
  expect(logged.code).toBe(0);
  const stored = logged.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(stored.filter(({ seq }) => seq !== undefined).map(({ event }) => event)).toEqual(
    durable.map(({ event }) => event),
  );
  expect((await cli("logs", runId)).out).toContain("1042 is delivered");

  const listed = await cli("runs");
  expect(listed.out.split("\n")[0]).toContain(runId);
  const filtered = await cli("runs", "--status", "succeeded", "--json", "--limit", "1");
  expect(JSON.parse(filtered.out)).toMatchObject({ id: runId, status: "succeeded" });
  expect((await cli("runs", "--status", "failed")).out).toBe("");
  expect(await cli("runs", "--status", "odd")).toMatchObject({ code: 2 });
  expect((await cli("run", "no-such", "Hello")).code).toBe(1);
  expect((await cli("run", desk)).code).toBe(2);
});
