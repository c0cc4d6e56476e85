import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
const audited: Record<string, unknown>[] = [];

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
    audit: async (action: string, detail: Record<string, unknown>) =>
      void audited.push({ action, ...detail }),
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
  expect(sqlQueryDefinition.refine?.(write)).toEqual({ reversibility: "compensable", asksFirst: true });
  expect((await sqlQueryExecutor.act(context(), write, { note: "seen", id: 5 })).result).toEqual({
    rows: [{ id: 5, email: "c5@example.com", note: "seen" }],
    rowCount: 1,
  });
  expect(audited.at(-1)).toMatchObject({ action: "database.changed", values: ["seen", 5], rowCount: 1 });
  const { rows } = await admin.query("select note from orders where id = 5");
  expect(rows).toEqual([{ note: "seen" }]);
  const half = settings({
    access: "write",
    statement: "insert into orders select n, '', '' from generate_series(400, 399 - {n}::int, -1) n",
  });
  expect((await sqlQueryExecutor.act(context(), half, { n: 200 })).isError).toBe(true);
  expect(await count()).toBe(300);
});

describe("a change", () => {
  const all = async () =>
    (await admin.query("select to_jsonb(s)::text as row from stock s order by sku")).rows.map(
      ({ row }) => row,
    );
  const act = (statement: string, args: object = {}, more: object = {}) =>
    sqlQueryExecutor.act(context(), settings({ access: "write", statement, ...more }), args as never);
  const undo = (statement: string, change: unknown) =>
    sqlQueryExecutor.undo?.(context(), settings({ access: "write", statement }), change);

  beforeEach(async () => {
    await admin.query(`drop table if exists stock, loose;
      create table stock (sku text primary key, "on hand" numeric, seen timestamptz, twice numeric generated always as ("on hand" * 2) stored);
      insert into stock ("sku", "on hand", seen) select 'K-' || n, 12345678901234567890.5 + n, now() from generate_series(1, 9) n;
      create table loose (note text)`);
  });

  const insert = 'insert into stock (sku, "on hand") values ({sku}, {count})';
  const update = 'update stock set "on hand" = {count} where sku >= {sku}';
  const remove = "delete from stock where sku = {sku}";

  test.each([
    [insert, { sku: "K-99", count: 3 }, 1],
    [`${insert} on conflict (sku) do update set "on hand" = excluded."on hand"`, { sku: "K-1", count: 3 }, 1],
    [update, { sku: "K-7", count: 0.1 }, 3],
    [remove, { sku: "K-2" }, 1],
    [`${remove} -- one of them`, { sku: "K-2" }, 1],
  ])("%s is undone to the last digit", async (statement, args, rowCount) => {
    const before = await all();
    const done = await act(statement, args);
    expect(done).toMatchObject({ result: { rowCount }, undo: { key: ["sku"] } });
    expect(await all()).not.toEqual(before);
    expect(await undo(statement, done.undo)).toEqual({ undone: rowCount });
    expect(await all()).toEqual(before);
  });

  test("several are undone together, and none when a person changed one of them meanwhile", async () => {
    const done = await act(update, { sku: "K-7", count: 0 });
    await admin.query("update stock set seen = null where sku = 'K-8'");
    const meanwhile = await all();
    await expect(undo(update, done.undo)).rejects.toMatchObject({ code: "conflict" });
    expect(await all()).toEqual(meanwhile);
  });

  test("that reaches too many rows, or a second statement, changes nothing", async () => {
    const before = await all();
    expect(await act(update, { sku: "K-1", count: 0 }, { rowLimit: 3 })).toMatchObject({
      isError: true,
      result: { code: "too_many_rows" },
    });
    expect(await act("update stock set seen = null returning sku", {}, { rowLimit: 3 })).toMatchObject({
      isError: true,
      result: { code: "too_many_rows" },
    });
    for (const text of [`${remove}; delete from stock`, "delete from stock; select 1"])
      expect(await act(text, { sku: "K-1" })).toMatchObject({ isError: true });
    expect(await all()).toEqual(before);
  });

  test("whose rows cannot be told apart is made, and says that it cannot be undone", async () => {
    const done = await act("insert into loose values ({note})", { note: "kept" });
    expect(done.undo).toBeUndefined();
    expect((await admin.query("select note from loose")).rows).toEqual([{ note: "kept" }]);
    expect((await act("update stock set sku = 'X' where sku = 'K-1'")).undo).toBeUndefined();
    const joined = "update stock set seen = null from loose where loose.note = stock.sku";
    expect(sqlQueryDefinition.refine?.(settings({ access: "write", statement: joined }))).toMatchObject({
      reversibility: "irreversible",
    });
  });
});

test("a change that other rows follow is made, and says that it cannot be undone", async () => {
  await admin.query(`create table parent (id int primary key);
    create table child (id int primary key, parent int references parent on delete cascade);
    create table watched (id int primary key, note text);
    create function stamp() returns trigger language plpgsql as $$ begin new.note := 'stamped'; return new; end $$;
    create trigger stamp before insert or update on watched for each row execute function stamp();
    insert into parent values (1), (2); insert into child values (1, 1)`);
  const act = (statement: string) =>
    sqlQueryExecutor.act(context(), settings({ access: "write", statement }), {} as never);
  expect(await act("delete from parent where id = 1")).toMatchObject({ result: { rowCount: 1 } });
  expect((await admin.query("select 1 from child")).rowCount).toBe(0);
  expect((await act("delete from parent where id = 2")).undo).toBeUndefined();
  expect((await act("insert into parent values (3)")).undo).toBeDefined();
  expect((await act("insert into watched values (1, '')")).undo).toBeUndefined();
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
