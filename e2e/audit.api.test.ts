import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scriptArguments } from "#bin/commands.ts";
import { projectDirectory } from "#bin/project-directory.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient, until } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let desk: string;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "aimwright-audit-"));
  app = await startApp();
  client = runClient(app);
  desk = await client.publishTemplate("support-desk", "Desk", { "refund-order": { weigh: "always" } });
});

afterAll(async () => {
  await app?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const sealOf = (id: string, more: (seal: { entry: number }) => boolean = () => true) =>
  until(`The seal of run ${id}`, async () => {
    const seal = await client.expectOk("GET", `/runs/${id}/seal`);
    return seal.state !== "open" && more(seal) ? seal : undefined;
  });
const verification = () => client.expectOk("GET", "/audit/verification");

/** What `npm run audit:verify` says and how it ends. */
async function verify(...args: string[]) {
  // Not the synchronous call: connections that close meanwhile would be taken for open ones afterwards.
  const child = spawn(process.execPath, [...scriptArguments("audit-verify"), ...args], {
    cwd: projectDirectory(),
    env: { ...process.env, DATABASE_URL: app.databaseUrl },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const [status] = await once(child, "close");
  return { status, said };
}

/** What somebody with the password of the database could do. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  const intruder = new pg.Client({ connectionString: app.databaseUrl });
  await intruder.connect();
  try {
    expect((await intruder.query(statement, values)).rowCount).toBe(1);
  } finally {
    await intruder.end();
  }
}

test("[H4.2] inputs, decisions and actions of a run are bound into the chain, which is exported and verified", async () => {
  const { runId } = await client.start(desk, "I want a refund of order 1042, it arrived broken.");
  const approval = await client.pendingApproval(runId);
  await client.decide(approval.id, { decision: "approve" });
  const run = await client.runWhen(runId, ({ status }) => status === "succeeded");
  expect(run.actions.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);

  const log = await client.events(run.id);
  const types = log.map(({ event }) => event.type);
  expect(JSON.stringify(log[0]?.event)).toContain("refund of order 1042");
  expect(types).toEqual(
    expect.arrayContaining([
      "action.proposed",
      "approval.requested",
      "decision.made",
      "approval.resolved",
      "action.completed",
    ]),
  );
  const first = await sealOf(run.id);
  expect(first).toEqual({
    state: "sealed",
    entry: expect.any(Number),
    events: log.length,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });

  // The log grows by the undo, and the longer one is sealed as well; the seal before still holds.
  await client.expectOk("POST", `/runs/${run.id}/undo`, {});
  const second = await sealOf(run.id, (seal) => seal.entry > first.entry);
  expect(second.events).toBeGreaterThan(first.events);
  expect(await verification()).toMatchObject({ ok: true, runs: { unchanged: 2, gone: 0 }, flaw: null });

  const response = await app.fetch("/api/v1/audit/export");
  expect(response.headers.get("content-type")).toContain("application/jsonl");
  const text = await response.text();
  const lines = text.trimEnd().split("\n");
  const { items } = await client.expectOk("GET", "/audit?limit=1");
  expect(lines).toHaveLength(items[0].seq);
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ seq: items[0].seq, hash: items[0].hash });
  const file = path.join(directory, "log.jsonl");
  writeFileSync(file, text);
  expect(await verify(file)).toMatchObject({
    status: 0,
    said: `${file}: ${lines.length} entries, unbroken\n`,
  });
  const approved = lines.findIndex((line) => line.includes('"approval.approved"'));
  expect(approved).toBeGreaterThan(0);
  writeFileSync(file, text.replace(/("action":"approval)\.approved"/, '$1.refused"'));
  expect(await verify(file)).toMatchObject({
    status: 1,
    said: expect.stringContaining(`line ${approved + 1}`),
  });
  writeFileSync(file, lines.filter((_, index) => index !== approved).join("\n"));
  expect(await verify(file)).toMatchObject({ status: 1, said: expect.stringContaining("is missing") });
  writeFileSync(file, `${lines[0]}\nnot an entry\n`);
  expect(await verify(file)).toMatchObject({
    status: 1,
    said: expect.stringContaining("no entry of an audit log"),
  });
});

test("a changed event of a run is found, by the API and by the command", async () => {
  const run = await client.ask(desk, "How long is the warranty?");
  const seal = await sealOf(run.id);
  expect(await verify()).toMatchObject({ status: 0, said: expect.stringContaining("runs unchanged") });
  await tamper(
    `UPDATE run_events SET event = jsonb_set(event, '{type}', '"nothing.happened"') WHERE run_id = $1 AND seq = 2`,
    [run.id],
  );
  expect(await client.expectOk("GET", `/runs/${run.id}/seal`)).toMatchObject({ state: "changed" });
  const found = { ok: false, flaw: { seq: seal.entry, reason: expect.stringContaining(run.id) } };
  expect(await verification()).toMatchObject(found);
  expect(await verify()).toMatchObject({ status: 1, said: expect.stringContaining(run.id) });
});
