import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "#db/embedded.server.ts";
import { migrateDatabase } from "#db/migrate.server.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { startMockSystem } from "./mock-systems.ts";
import { numbersOf, type RunClient, runClient, type SeenRun, until } from "./run-client.ts";

const runsAtOnce = 20;
const ticketsPerRun = 2;

let app: RunningApp;
let model: OpenAiServer;
let client: RunClient;
let desk: string;
let thinkingMs = 300;

/** Opens two tickets named after the request, one a turn, and then says so; each turn takes its time. */
async function slowly(request: ChatRequest): Promise<ChatReply> {
  await wait(thinkingMs);
  const asked = request.messages.findLast((message) => message.role === "user")?.content;
  const name = /job [\w-]+/.exec(JSON.stringify(asked))?.[0] ?? "unnamed";
  const done = request.messages.filter((message) => message.role === "tool").length;
  if (done >= ticketsPerRun) return { text: `Both tickets of ${name} are open.` };
  return { toolCalls: [{ name: "create_ticket", arguments: { subject: `${name} part ${done + 1}` } }] };
}

async function prepare(started: RunningApp): Promise<{ client: RunClient; desk: string }> {
  const its = runClient(started);
  await its.setEndpoints([{ name: "slow", baseUrl: model.baseUrl }]);
  return { client: its, desk: await its.publishTemplate("support-desk", "Desk") };
}

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: slowly });
  app = await startApp({ workers: 2 });
  ({ client, desk } = await prepare(app));
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

function startMany(label: string, its = client, blueprint = desk): Promise<string[]> {
  const names = Array.from({ length: runsAtOnce }, (_, index) => `job ${label}-${index}`);
  return Promise.all(names.map(async (name) => (await its.start(blueprint, name)).runId));
}

async function ticketsOf(label: string, its = client): Promise<string[]> {
  const rows = await its.rows("tickets");
  return rows
    .map((row) => String(row.values.subject))
    .filter((subject) => subject.startsWith(`job ${label}-`));
}

/** Every run has ended well, and each of its actions has happened exactly once. */
async function expectAllDoneOnce(label: string, runIds: string[], its = client): Promise<SeenRun[]> {
  const runs = await Promise.all(runIds.map((id) => its.runWhen(id, (run) => run.answer !== null, 60)));
  expect(runs.map((run) => run.status)).toEqual(runIds.map(() => "succeeded"));
  const wanted = runIds.flatMap((_, index) => [1, 2].map((part) => `job ${label}-${index} part ${part}`));
  expect((await ticketsOf(label, its)).sort()).toEqual(wanted.sort());
  for (const run of runs) {
    expect(run.actions.map((action) => action.status)).toEqual(["succeeded", "succeeded"]);
    const events = await its.events(run.id);
    expect(events.map((stored) => stored.seq)).toEqual(events.map((_, index) => index + 1));
    const count = (type: string) => events.filter(({ event }) => event.type === type).length;
    expect([count("action.completed"), count("outcome.assessed"), count("run.finished")]).toEqual([2, 1, 1]);
    expect(events.at(-1)?.event.type).toBe("run.finished");
  }
  return runs;
}

async function expectWholeStream(runId: string, ...connections: Parameters<typeof numbersOf>) {
  const stored = await client.events(runId);
  expect(numbersOf(...connections)).toEqual(stored.map((one) => one.seq));
}

test("two workers share the load", async () => {
  const runs = await expectAllDoneOnce("share", await startMany("share"));
  const byWorker = Map.groupBy(runs, (run) => run.workerId);
  expect([...byWorker.keys()].sort()).toEqual(["worker-1", "worker-2"]);
});

test("[C3.3] a worker killed with 20 runs under way: all finish, each action once, streams resume without gap or repeat", async () => {
  const ids = await startMany("kill");
  const watched = ids.slice(0, 6);
  const first = await Promise.all(watched.map((id) => client.follow(id, 0, (seen) => seen.length >= 4)));
  await until("The first tickets", async () => ((await ticketsOf("kill")).length >= 5 ? true : undefined));
  const held = await Promise.all(ids.map((id) => client.readRun(id)));
  expect(held.filter((run) => run.workerId === "worker-1" && run.status === "running")).not.toEqual([]);
  await app.killWorker(0);
  const rest = watched.map((id, index) => client.follow(id, numbersOf(first[index] ?? []).at(-1)));
  const runs = await expectAllDoneOnce("kill", ids);
  expect(runs.some((run) => run.workerId === "worker-2")).toBe(true);
  for (const [index, id] of watched.entries())
    await expectWholeStream(id, first[index] ?? [], (await rest[index]) ?? []);
  await app.restartWorker(0);
});

test("[C3.3] every worker killed and started again: what was under way is completed, once", async () => {
  const ids = await startMany("all");
  await until("The first tickets", async () => ((await ticketsOf("all")).length >= 5 ? true : undefined));
  await Promise.all([app.killWorker(0), app.killWorker(1)]);
  await Promise.all([app.restartWorker(0), app.restartWorker(1)]);
  await expectAllDoneOnce("all", ids);
});

test("the web server killed in mid-run: the run goes on, and the stream resumes by Last-Event-ID", async () => {
  thinkingMs = 1500;
  const { runId } = await client.start(desk, "job web-0");
  let seen = 0;
  const cut = client.follow(runId, 0, (events) => {
    seen = events.length;
    return false;
  });
  await until("The stream", () => (seen >= 3 ? true : undefined));
  await app.killWeb();
  const before = await cut;
  await app.restartWeb();
  const after = await client.follow(runId, numbersOf(before).at(-1));
  thinkingMs = 300;
  await expectWholeStream(runId, before, after);
  expect(after.at(-1)?.envelope.event).toMatchObject({ type: "run.finished", status: "succeeded" });
  expect(await ticketsOf("web")).toHaveLength(ticketsPerRun);
});

test("an approval outlives every worker, and is carried out once when they are back", async () => {
  model.set({
    kind: "handler",
    handle: (request) =>
      request.messages.some((message) => message.role === "tool")
        ? { text: "The money is on its way." }
        : {
            toolCalls: [
              {
                name: "refund_order",
                arguments: { number: "1042", refund_amount: 120, refund_reason: "Broken" },
              },
            ],
          },
  });
  const { runId } = await client.start(desk, "Refund order 1042.");
  const approval = await client.pendingApproval(runId);
  await client.runWhen(runId, ({ status }) => status === "waiting");
  await Promise.all([app.killWorker(0), app.killWorker(1)]);
  expect((await client.decide(approval.id, { decision: "approve" })).status).toBe(200);
  expect((await client.readRun(runId)).status).toBe("waiting");
  await Promise.all([app.restartWorker(0), app.restartWorker(1)]);
  const run = await client.runWhen(runId, (one) => one.status === "succeeded", 40);
  expect(run.actions).toMatchObject([{ status: "succeeded" }]);
  const row = (await client.rows("orders")).find((one) => one.values.number === 1042);
  expect(row).toMatchObject({ revision: 2, values: { status: "refunded", refund_amount: 120 } });
  model.set({ kind: "handler", handle: slowly });
});

describe("with the database killed as well", () => {
  let directory: string;
  let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let other: RunningApp;
  let its: RunClient;
  let blueprint: string;

  beforeAll(async () => {
    model.set({ kind: "handler", handle: slowly });
    directory = mkdtempSync(path.join(tmpdir(), "aimwright-crash-"));
    server = await startEmbeddedPostgres({ directory });
    await migrateDatabase(server.url);
    other = await startApp({ workers: 2, databaseUrl: server.url });
    ({ client: its, desk: blueprint } = await prepare(other));
  });

  afterAll(async () => {
    await other?.stop();
    await server?.stop();
    if (server?.dataDirectory) rmSync(path.dirname(server.dataDirectory), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  });

  async function killDatabase(): Promise<void> {
    const { url } = server;
    process.kill(server.pid, "SIGKILL");
    await server.exited;
    server = await startEmbeddedPostgres({ directory });
    expect(server.url).toBe(url);
  }

  test("PostgreSQL killed in mid-run and started again: no process dies, and every run is completed once", async () => {
    const ids = await startMany("power", its, blueprint);
    await until("The first tickets", async () =>
      (await ticketsOf("power", its)).length >= 5 ? true : undefined,
    );
    await killDatabase();
    await until("The web server's return", async () =>
      (await other.fetch("/api/ready")).ok ? true : undefined,
    );
    await expectAllDoneOnce("power", ids, its);
    const ended = [other.web, ...other.workers].findIndex((child) => child.hasEnded());
    expect(ended, ended > 0 ? other.logOf(`worker-${ended}`) : other.logOf("web")).toBe(-1);
  });

  test("an approval outlives kill -9 of everything and a week: what was changed is sent, once; what nobody decided in time is not [H3.2]", async () => {
    const bank = await startMockSystem(() => ({ json: { ok: true } }));
    try {
      const pay = (more: Record<string, unknown>) =>
        httpAbility(
          "pay",
          {
            method: "POST",
            url: `${bank.origin}/pay`,
            bodyType: "json",
            body: '{"to":"{to}","amount":"{amount}"}',
          },
          { weigh: "never", ...more },
        );
      const patient = await publishDrawn(its, "Patient", {
        abilities: { pay: pay({}) },
        approvals: { pay: { timeoutMinutes: 30 * 24 * 60 } },
      });
      const hasty = await publishDrawn(its, "Hasty", { abilities: { pay: pay({ permission: "ask" }) } });
      model.set({
        kind: "handler",
        handle: (request) =>
          request.messages.some(({ role }) => role === "tool")
            ? { text: `The bank said ${JSON.stringify(request.messages.at(-1)?.content)}` }
            : { toolCalls: [{ name: "pay", arguments: { to: "ada", amount: 400 } }] },
      });
      const waiting = await Promise.all([patient, hasty].map((one) => its.start(one, "Pay Ada 400")));
      const [kept, late] = await Promise.all(waiting.map(({ runId }) => its.pendingApproval(runId)));
      for (const { runId } of waiting) await its.runWhen(runId, ({ status }) => status === "waiting");

      await Promise.all([other.killWorker(0), other.killWorker(1), other.killWeb()]);
      await killDatabase();
      await passTime(server.url, 7);
      await Promise.all([other.restartWeb(), other.restartWorker(0), other.restartWorker(1)]);

      const expired = await its.runWhen(waiting[1]?.runId ?? "", ({ answer }) => answer !== null, 40);
      expect(expired.answer).toContain("nobody decided in time");
      expect((await its.decide(late?.id ?? "", { decision: "approve" })).status).toBe(409);
      expect(bank.calls).toEqual([]);

      const id = kept?.id ?? "";
      expect((await its.readRun(waiting[0]?.runId ?? "")).status).toBe("waiting");
      const decision = { decision: "approve", arguments: { to: "ada", amount: 64.5 } };
      const answers = await Promise.all([its.decide(id, decision), its.decide(id, decision)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const run = await its.runWhen(waiting[0]?.runId ?? "", ({ answer }) => answer !== null, 40);
      expect(run.actions).toMatchObject([{ status: "succeeded", arguments: { to: "ada", amount: 64.5 } }]);
      expect(bank.calls.map(({ body }) => body)).toEqual(['{"to":"ada","amount":64.5}']);
    } finally {
      await bank.close();
    }
  });
});

/** Moves what runs wait for into the past while nothing runs: when approvals end, and when durable waits wake. */
async function passTime(url: string, days: number): Promise<void> {
  const database = new pg.Client({ connectionString: url });
  database.on("error", () => {});
  await database.connect();
  try {
    const ms = days * 24 * 60 * 60_000;
    const approvals = await database.query(
      "update approvals set created_at = created_at - $1::interval, expires_at = expires_at - $1::interval where status = 'pending'",
      [`${days} days`],
    );
    expect(approvals.rowCount).toBe(2);
    const sleeps = await database.query(
      "update dbos.operation_outputs set output = (output::numeric - $1)::text where function_name = 'DBOS.sleep' and output::numeric > $2",
      [ms, Date.now()],
    );
    expect(sleeps.rowCount).toBe(2);
  } finally {
    await database.end();
  }
}
