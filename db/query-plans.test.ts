import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileMetric } from "#lib/analytics/compile.server.ts";
import { metrics } from "#lib/analytics/metrics.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { aggregateRuns } from "./queries/analytics.server.ts";
import { listBlueprints } from "./queries/blueprints.server.ts";
import { appendToJournal, readEvents } from "./queries/run-log.server.ts";
import { findStartable } from "./queries/run-start.server.ts";
import { claimQueuedRuns, claimRun, findCancelledRuns, takeOverRun } from "./queries/run-work.server.ts";
import { findRun, listRuns, readHistory } from "./queries/runs.server.ts";
import { selectRows } from "./queries/tables.server.ts";
import { findDueSchedules, findTriggerByToken } from "./queries/triggers.server.ts";
import { findClaimedRuns, findOrphanedRuns } from "./queries/workers.server.ts";

const ours = newId();
const blueprintId = newId();
const conversationId = newId();
const tableId = newId();

let server: TestDatabase;
let pool: pg.Pool;
let plans: string[] = [];
let busyRun: string;
let queuedRun: string;

/**
 * PostgreSQL itself sends the plan of every statement it executes, with the values it was given. Half of all rows are
 * another workspace's, as they would be, so that an index which serves one tenant by reading all of them shows.
 */
beforeAll(async () => {
  server = await createTestDatabase();
  pool = new pg.Pool({ connectionString: server.url, max: 1 });
  const theirs = newId();
  const other = newId();
  await pool.query("insert into workspaces (id, name) values ($1, 'Ours'), ($2, 'Theirs')", [ours, theirs]);
  await pool.query(
    `insert into blueprints (id, workspace_id, slug, name, draft, updated_at)
     select case n when 1 then $2 when 2 then $4 else gen_random_uuid() end,
            case when n % 2 = 1 then $1::uuid else $3::uuid end, 'blueprint-' || n, 'B', '{}', now() - n * interval '1 minute'
     from generate_series(1, 4000) n`,
    [ours, blueprintId, theirs, other],
  );
  await pool.query(
    `insert into runs (id, workspace_id, blueprint_id, conversation_id, trigger, status, answer, worker_id, started_at, created_at)
     select gen_random_uuid(), w.id, b.id, case when n % 500 = 0 then $5::uuid else gen_random_uuid() end,
            '{"nodeId": "chat", "text": "Where is it?"}', case when n % 1000 = 0 then 'queued' else 'succeeded' end,
            'There.', 'worker-1', now() - interval '1 day', now() - n * interval '1 hour'
     from generate_series(1, 50000) n
     cross join lateral (select case when n % 2 = 0 then $1::uuid else $3::uuid end as id) w
     cross join lateral (select case when n % 2 = 0 then $2::uuid else $4::uuid end as id) b`,
    [ours, blueprintId, theirs, other, conversationId],
  );
  const { rows } = await pool.query<{ id: string }>("select id from runs where workspace_id = $1 limit 1", [
    ours,
  ]);
  busyRun = rows[0]?.id ?? "";
  await pool.query(
    `insert into run_events (run_id, seq, workspace_id, at, event)
     select id, 1, workspace_id, now(), '{}' from runs`,
  );
  await pool.query(
    `insert into run_events (run_id, seq, workspace_id, at, event)
     select $1, n, $2, now(), '{"type": "run.resumed", "nodeId": "agent"}' from generate_series(2, 5000) n`,
    [busyRun, ours],
  );
  await pool.query("insert into run_steps (run_id, name, result) select id, 'turn-1', '{}' from runs");
  const queued = await pool.query<{ id: string }>("select id from runs where status = 'queued' limit 1");
  queuedRun = queued.rows[0]?.id ?? "";
  await pool.query(
    `insert into tables (id, workspace_id, name, title, columns) values ($1, $2, 'orders', 'Orders', '[]'), ($3, $4, 'orders', 'Orders', '[]')`,
    [tableId, ours, newId(), theirs],
  );
  await pool.query(
    `insert into table_rows (id, workspace_id, table_id, values)
     select gen_random_uuid(), t.workspace_id, t.id, jsonb_build_object('number', n, 'city', 'City ' || n % 7)
     from tables t cross join generate_series(1, 50000) n`,
  );
  await pool.query(
    `insert into triggers (id, workspace_id, blueprint_id, node_id, kind, token, next_at)
     select gen_random_uuid(), workspace_id, id, 'starter', case when n % 2 = 0 then 'schedule' else 'webhook' end,
            'token-' || n, now() + interval '1 day'
     from (select id, workspace_id, row_number() over () as n from blueprints) numbered`,
  );
  await pool.query("analyze");
  await pool.query("load 'auto_explain'");
  await pool.query("set auto_explain.log_min_duration = 0; set client_min_messages = log");
  const client = await pool.connect();
  client.on("notice", (notice) => plans.push(String(notice.message)));
  client.release();
});

afterAll(async () => {
  await pool?.end();
  await server?.close();
});

/** The plans of the statements a query sent, as PostgreSQL carried them out. */
async function planOf(query: () => Promise<unknown>): Promise<string> {
  plans = [];
  await query();
  expect(plans.length).toBeGreaterThan(0);
  return plans.join("\n");
}

const database = () => drizzle(pool);
const page = { limit: 50 };

// A day of a workspace that has been running for years.
const lastDays = {
  from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  to: new Date().toISOString().slice(0, 10),
  zone: "UTC",
  withDrafts: true,
  withEvaluations: false,
};

const measured = metrics.flatMap((metric) =>
  [null, ...metric.dimensions].map((by): [name: string, index: RegExp, query: () => Promise<unknown>] => [
    `${metric.id} by ${by}`,
    /runs_created_idx/,
    () => aggregateRuns(database(), ours, lastDays, compileMetric(metric, by, lastDays)),
  ]),
);

const hot: [name: string, index: RegExp, query: () => Promise<unknown>][] = [
  [
    "a table's row by an exact value",
    /table_rows_values_idx/,
    () => selectRows(database(), ours, tableId, { matches: [{ column: "number", exactly: [49_999] }] }, page),
  ],
  ["a page of a table's rows", /table_rows_table_idx/, () => selectRows(database(), ours, tableId, {}, page)],
  ["the list of blueprints", /blueprints_workspace_idx/, () => listBlueprints(database(), ours, page)],
  [
    "the last run in the list of blueprints",
    /runs_blueprint_idx/,
    () => listBlueprints(database(), ours, page),
  ],
  ["the runs of a workspace", /runs_workspace_idx/, () => listRuns(database(), ours, {}, page)],
  ["the runs of a blueprint", /runs_blueprint_idx/, () => listRuns(database(), ours, { blueprintId }, page)],
  ["a run by its id", /runs_pkey/, () => findRun(database(), ours, busyRun)],
  [
    "the runs of some days that missed their goal",
    /runs_created_idx/,
    () => listRuns(database(), ours, { verdict: "missed", selection: lastDays }, page),
  ],
  [
    "the history of a conversation",
    /runs_conversation_idx/,
    () => readHistory(pool, conversationId, newId(), 20),
  ],
  ["the events of a run", /run_events_run_id_seq_pk/, () => readEvents(pool, ours, busyRun, 4_900)],
  [
    "a write to a run's journal",
    /runs_pkey/,
    () =>
      appendToJournal(
        pool,
        { id: busyRun, workspaceId: ours, workerId: "worker-1" },
        { events: [], steps: [] },
      ),
  ],
  [
    "the steps of a run taken over",
    /run_steps_run_id_name_pk/,
    () => takeOverRun(pool, "worker-1", queuedRun),
  ],
  ["the cancel flags of a worker's runs", /runs_pkey/, () => findCancelledRuns(pool, [busyRun, newId()])],
  ["the claim of one run", /runs_pkey/, () => claimRun(pool, "worker-1", busyRun)],
  ["the claim of queued runs", /runs_status_idx/, () => claimQueuedRuns(pool, "worker-1", 8)],
  ["the runs a worker has claimed", /runs_status_idx/, () => findClaimedRuns(pool, "worker-1", 6)],
  ["the runs of dead workers", /runs_status_idx/, () => findOrphanedRuns(pool, 6)],
  ["the schedules that are due", /triggers_next_idx/, () => findDueSchedules(pool)],
  ["the webhook behind an address", /triggers_token_key/, () => findTriggerByToken(pool, "token-7")],
  [
    "the blueprint to start by its slug",
    /blueprints_slug_key/,
    () => findStartable(pool, ours, "blueprint-1", "draft", false),
  ],
  [
    "the blueprint to start by its id",
    /blueprints_pkey/,
    () => findStartable(pool, ours, blueprintId, "draft", false),
  ],
  [
    "the public blueprint behind a slug",
    /blueprints_slug_key/,
    () => findStartable(pool, null, "blueprint-1", "live", true),
  ],
];

test.each([...hot, ...measured])("%s comes by index, from many rows", async (_name, index, query) => {
  const plan = await planOf(query);
  expect(plan).toMatch(index);
  // A small table such as workers may be read whole; those that grow may not, and neither may they be sorted whole.
  expect(plan).not.toMatch(/Seq Scan on (runs|run_events|run_steps|table_rows|blueprints|triggers)\b/);
  expect(plan).not.toMatch(/Sort +\(cost=[^)]*rows=\d{4,}/);
});
