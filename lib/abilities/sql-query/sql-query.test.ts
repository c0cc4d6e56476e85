import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bindEgress } from "#lib/net/bind-egress.server.ts";
import { createEgress } from "#lib/net/egress.server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import type { AbilityContext } from "../execute-ability.ts";
import { sqlQueryDefinition } from "./definition.ts";
import { sqlQueryExecutor } from "./execute.server.ts";
import { readStatement } from "./read-statement.ts";

let server: TestDatabase;
let admin: pg.Client;
let host: string;

beforeAll(async () => {
  server = await createTestDatabase();
  admin = new pg.Client({ connectionString: server.url });
  admin.on("error", () => {});
  await admin.connect();
  host = new URL(server.url).host;
  await admin.query("create table orders (id int primary key, email text, note text)");
  await admin.query(
    "insert into orders select n, 'c' || n || '@example.com', 'note' from generate_series(1, 300) n",
  );
});

afterAll(async () => {
  await admin?.end();
  await server?.close();
});

const context = (options: { allowLoopback?: boolean; connection?: string; signal?: AbortSignal } = {}) => {
  const { allowLoopback = true, connection = server.url, signal = new AbortController().signal } = options;
  return {
    signal,
    secret: async (name: string) => (name === "DB" ? connection : undefined),
    http: bindEgress(createEgress({ allowHosts: [], allowLoopback }), signal),
    artifacts: {
      create: async ({ name, mediaType, content }) => ({
        id: "a1",
        name,
        mediaType,
        size: content.byteLength,
        sha256: "",
      }),
      remove: async () => {},
    },
  } as Partial<AbilityContext> as AbilityContext;
};

const settings = (given: object) =>
  sqlQueryDefinition.settings.parse({ secret: "DB", host, tls: "off", ...given });
const ask = (sql: string, given: object = {}) =>
  sqlQueryExecutor.act(context(), settings({ source: "agent", ...given }), { sql });
const count = async () => Number((await admin.query("select count(*) from orders")).rows[0].count);

test("values are bound, never written into the statement", async () => {
  const fixed = settings({
    statement: "select id, '{email}' as literal from orders where email = {email} -- {id}\n;",
  });
  expect(sqlQueryDefinition.check(fixed)).toEqual([
    expect.objectContaining({ field: "tls", severity: "warning" }),
  ]);
  expect(Object.keys(sqlQueryDefinition.arguments(fixed).shape)).toEqual(["email"]);
  const act = (email: string) => sqlQueryExecutor.act(context(), fixed, { email });
  expect((await act("c7@example.com")).result).toEqual({
    rows: [{ id: 7, literal: "{email}" }],
    rowCount: 1,
  });
  for (const email of ["x' or '1'='1", "'; drop table orders; --", "$1", "{id}"])
    expect((await act(email)).result).toEqual({ rows: [], rowCount: 0 });
  expect(await count()).toBe(300);
  expect(await sqlQueryExecutor.preview?.(context(), fixed, { email: "a" })).toMatchObject({
    transaction: "read only",
    statement: expect.stringContaining("email = $1"),
    values: ["a"],
  });
});

describe("an agent that writes its own statement", () => {
  test("reads, and no more rows than it may", async () => {
    const done = await ask("select id from orders order by id", { rowLimit: 3 });
    expect(done.result).toEqual({
      rows: [{ id: 1 }, { id: 2 }, { id: 3 }],
      rowCount: 3,
      note: expect.stringContaining("first 3 rows"),
    });
    expect((await ask("explain select 1")).isError).toBeUndefined();
  });

  test.each([
    "delete from orders",
    "insert into orders values (999, '', '')",
    "drop table orders",
    "select 1; delete from orders",
    "commit; delete from orders",
    "begin read write",
    "set transaction read write",
    "with gone as (delete from orders returning 1) select * from gone",
    "select * into copy from orders",
    "copy orders to program 'touch /tmp/out'",
    "do $$ begin delete from orders; end $$",
    "explain analyze delete from orders",
    "select set_config('transaction_read_only', 'off', false), lo_create(0)",
    "select nextval('pg_catalog.nothing')",
    "/* select */ truncate orders",
    "select 1 /* ; */ ; delete from orders",
    "",
  ])("cannot change anything with %j", async (sql) => {
    expect(await ask(sql)).toMatchObject({ isError: true, result: { error: expect.stringMatching(/./) } });
    expect(await count()).toBe(300);
  });

  test("is told what the database says, so that it can mend its statement", async () => {
    expect((await ask("select nothing from orders")).result).toMatchObject({
      error: expect.stringContaining("nothing"),
      code: "42703",
    });
  });

  test("gets neither forever nor everything", async () => {
    expect((await ask("select pg_sleep(30)", { seconds: 1 })).result).toMatchObject({
      error: expect.stringMatching(/too long/),
    });
    expect((await ask("select repeat('x', 1000000) from generate_series(1, 100)")).result).toMatchObject({
      error: expect.stringMatching(/larger than 20 MB/),
    });
    const many = await ask("select * from orders", { rowLimit: 300, resultLimit: 1500 });
    expect(many).toMatchObject({ artifact: { name: "rows.json" }, result: { rowCount: 300 } });
    expect(JSON.stringify(many.result).length).toBeLessThan(2000);
  });
});

test("a statement that may change data does so once, in full or not at all", async () => {
  const write = settings({ access: "write", statement: "update orders set note = {note} where id = {id}" });
  expect(sqlQueryDefinition.refine?.(write)).toEqual({});
  expect((await sqlQueryExecutor.act(context(), write, { note: "seen", id: 5 })).result).toEqual({
    rows: [],
    rowCount: 1,
  });
  const { rows } = await admin.query("select note from orders where id = 5");
  expect(rows).toEqual([{ note: "seen" }]);
  const half = settings({
    access: "write",
    statement: "insert into orders select n, '', '' from generate_series(400, 399 - {n}::int, -1) n",
  });
  expect((await sqlQueryExecutor.act(context(), half, { n: 200 })).isError).toBe(true);
  expect(await count()).toBe(300);
});

describe("the connection", () => {
  const act = (given: Parameters<typeof context>[0], more: object = {}) =>
    sqlQueryExecutor.act(context(given), settings({ source: "agent", ...more }), { sql: "select 1" });

  test("goes through the same door as every other call", async () => {
    await expect(act({ allowLoopback: false })).rejects.toMatchObject({ code: "egress_denied" });
  });

  test("leads to the host the author named, whatever the secret says", async () => {
    const other = server.url.replace(host, "169.254.169.254:5432");
    await expect(act({ connection: other })).rejects.toThrow(/another host/);
    await expect(act({ connection: "https://example.com" })).rejects.toThrow(/must look like/);
    await expect(
      act({ connection: `${server.url}?host=/var/run/postgresql&sslrootcert=/etc/passwd` }),
    ).resolves.toMatchObject({ result: { rowCount: 1 } });
  });

  test("is refused without TLS where TLS is asked for", async () => {
    await expect(act({}, { tls: "verified" })).rejects.toThrow(/SSL|TLS/);
  });

  test("never shows its password", async () => {
    const wrong = new URL(server.url);
    wrong.username = "nobody_here";
    wrong.password = "very-secret-password";
    const failure = await act({ connection: wrong.href }).catch((caught: Error) => caught);
    expect(failure).toMatchObject({ code: expect.stringMatching(/provider_unauthorized|ability_failed/) });
    expect(String((failure as Error).message)).not.toContain("very-secret");
  });

  test("ends with the run", async () => {
    const stop = new AbortController();
    const sleeping = sqlQueryExecutor.act(
      context({ signal: stop.signal }),
      settings({ source: "agent", seconds: 60 }),
      { sql: "select pg_sleep(60)" },
    );
    await expect
      .poll(
        async () =>
          (await admin.query("select 1 from pg_stat_activity where query like 'select pg_sleep(60)%'"))
            .rowCount,
      )
      .toBe(1);
    stop.abort(new Error("cancelled"));
    await expect(sleeping).rejects.toThrow("cancelled");
  });
});

test("names are found outside strings and comments only, whatever stands in them", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("'", '"', "{", "}", "a", "-", "/", "*", ";", "$", "\n", " "),
        maxLength: 60,
      }),
      (text) => {
        const quoted = `select '${text.replaceAll("'", "''")}', {a}`;
        const read = readStatement(quoted);
        expect(read.names).toEqual(["a"]);
        expect(read.problem).toBeNull();
        expect(read.text).toContain(`'${text.replaceAll("'", "''")}'`);
      },
    ),
  );
});
