import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { createTestDatabase } from "#lib/testing/database.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply } from "#lib/testing/openai-wire.ts";
import { publishDrawn } from "./drawn.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;

const columns = [
  { name: "email", type: "email", required: true },
  { name: "visits", type: "integer" },
  { name: "note", type: "text" },
];

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply: { text: "Hello." } });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

/** Sends a body that is not JSON: text as CSV, a form as multipart. */
async function sendRaw(path: string, body: BodyInit, contentType?: string) {
  const response = await app.fetch(`/api/v1${path}`, {
    method: "POST",
    ...(contentType ? { headers: { "content-type": contentType } } : {}),
    body,
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) };
}

const importCsv = (table: string, csv: BodyInit, query = "") =>
  sendRaw(`/tables/${table}/import${query}`, csv, "text/csv");

const pathsOf = (answer: { body: { error: { details?: { path: string }[] } } }) =>
  answer.body.error.details?.map(({ path }) => path);

test("rows go out as CSV and come back the same, whatever stands in them", async () => {
  for (const name of ["guests", "guests_again"]) await client.expectOk("POST", "/tables", { name, columns });
  const notes = [
    'says "hi", twice',
    "two\nlines",
    "=SUM(A1:A9)",
    "日本語 ü 🌱",
    "-3",
    "",
    "'quoted",
    " spaces ",
  ];
  for (const [index, note] of notes.entries()) {
    const values = { email: `guest${index}@example.com`, visits: index, note };
    await client.expectOk("POST", "/tables/guests/rows", { values });
  }
  const exported = await app.fetch("/api/v1/tables/guests/export");
  expect(exported.headers.get("content-type")).toContain("text/csv");
  const csv = await exported.text();
  // A spreadsheet must not run what a customer wrote.
  expect(csv).not.toMatch(/(^|,)"?=SUM/m);
  expect(await importCsv("guests_again", csv)).toMatchObject({
    status: 201,
    body: { imported: notes.length },
  });
  const valuesOf = async (table: string) => (await client.rows(table)).map(({ values }) => values);
  expect(await valuesOf("guests_again")).toEqual(await valuesOf("guests"));
  expect(await (await app.fetch("/api/v1/tables/guests_again/export")).text()).toBe(csv);
  const bytes = new TextEncoder().encode(csv);
  const form = new FormData();
  form.append("file", new File([bytes], "guests.csv", { type: "text/csv" }));
  const uploaded = await sendRaw("/tables/guests_again/import", form);
  expect(uploaded).toMatchObject({ status: 201, body: { imported: notes.length } });
});

test("a ragged or wrong CSV is refused by its rows, and stores nothing unless told to keep the good ones", async () => {
  await client.expectOk("POST", "/tables", { name: "visitors", columns });
  const csv =
    "email,visits,note\na@b.de,1,ok\nc@d.de,2\nnobody,3,no address\ne@f.de,many,no number\ng@h.de,5,ok,more\n";
  const refused = await importCsv("visitors", csv);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  expect(pathsOf(refused)).toEqual(["rows.3", "rows.4.email", "rows.5.visits", "rows.6"]);
  expect(await client.rows("visitors")).toEqual([]);
  const partial = await importCsv("visitors", csv, "?partial=true");
  expect(partial).toMatchObject({ status: 201, body: { imported: 1 } });
  expect(partial.body.rejected).toHaveLength(4);
  expect(await client.rows("visitors")).toMatchObject([
    { values: { email: "a@b.de", visits: 1, note: "ok" } },
  ]);

  const bad: [BodyInit, string, number][] = [
    ["", "text/csv", 400],
    ["email,age\na@b.de,1\n", "text/csv", 400],
    ["email,email\na@b.de,c@d.de\n", "text/csv", 400],
    ['email,note\na@b.de,"never closed\n', "text/csv", 400],
    ["visits\n3\n", "text/csv", 400],
    [new Uint8Array([0x65, 0x0a, 0xc3, 0x28]), "text/csv", 400],
    ["email,note\na@b.de,nul \u0000\n", "text/csv", 400],
    ["email\na@b.de\n", "application/pdf", 415],
    ["{ no", "application/json", 400],
    ['{"csv": 5}', "application/json", 400],
  ];
  for (const [body, type, status] of bad) {
    const answer = await sendRaw("/tables/visitors/import", body, type);
    expect([String(body).slice(0, 40), answer.status]).toEqual([String(body).slice(0, 40), status]);
    expect(answer.body.error.code).not.toBe("internal");
  }
  expect(await client.rows("visitors")).toHaveLength(1);
  expect((await importCsv("nowhere", "email\na@b.de\n")).status).toBe(404);
});

test("a column's type, a row's revision and another workspace are respected", async () => {
  await client.expectOk("POST", "/tables", { name: "members", columns });
  const wrong = await client.send("POST", "/tables/members/rows", { values: { email: "no", age: 1 } });
  expect([wrong.status, pathsOf(wrong)]).toEqual([400, ["values.email", "values.age"]]);
  const row = await client.expectOk("POST", "/tables/members/rows", { values: { email: "a@b.de" } });
  const change = { values: { visits: 2 }, revision: 1 };
  const both = await Promise.all(
    [1, 2].map(() => client.send("PATCH", `/tables/members/rows/${row.id}`, change)),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const headers = { authorization: `Bearer ${await createForeignToken(app.databaseUrl)}` };
  for (const place of ["", "/rows", `/rows/${row.id}`, "/export"])
    expect((await app.fetch(`/api/v1/tables/members${place}`, { headers })).status).toBe(404);
  const twice = await client.send("POST", "/tables", { name: "members", columns });
  expect(twice).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
});

test("documents are uploaded, searched with their scores, and an old version of the dataset comes back", async () => {
  const dataset = await client.expectOk("POST", "/datasets", { name: "Garden guide" });
  const home = `/datasets/${dataset.id}`;
  const search = async (words: string, more = "") =>
    (await client.expectOk("GET", `${home}/search?q=${encodeURIComponent(words)}${more}`)) as {
      version: number;
      items: { documentTitle: string; heading: string; score: number; confidence: number; text: string }[];
    };
  const form = new FormData();
  const give = (name: string, text: string, type: string) =>
    form.append("file", new File([text], name, { type }));
  give("tomatoes.md", "# Watering\n\nWater tomatoes every morning, tomatoes are thirsty.", "text/markdown");
  give("roses.html", "<h1>Roses</h1><p>Roses like sun.</p><script>evil()</script>", "text/html");
  give("trees.csv", "name,height\nOak,30\nBirch,20\n", "text/csv");
  give("lawn.txt", "Water the lawn in the evening.", "text/plain");
  const uploaded = await sendRaw(`${home}/documents`, form);
  expect(uploaded).toMatchObject({ status: 201, body: { version: 1, warnings: [] } });
  expect(uploaded.body.items).toHaveLength(4);

  const found = await search("how often do I water tomatoes");
  expect(found.items[0]).toMatchObject({ documentTitle: "tomatoes", heading: "Watering" });
  const scores = found.items.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(scores.length).toBeGreaterThan(1);
  expect(Math.min(...scores)).toBeGreaterThan(0);
  expect((await search("Birch height")).items[0]?.text).toContain("20");
  expect(JSON.stringify(await search("roses"))).not.toContain("evil");
  expect((await search("quantum chromodynamics")).items).toEqual([]);

  const first = uploaded.body.items.find((item: { title: string }) => item.title === "tomatoes");
  const replaced = { title: "Tomatoes", text: "Water tomatoes at noon." };
  await client.expectOk("PUT", `${home}/documents/${first.id}`, replaced);
  expect((await search("water tomatoes")).items[0]?.text).toContain("noon");
  expect((await search("water tomatoes", "&version=1")).items[0]?.text).toContain("every morning");
  const { added, removed } = await client.expectOk("GET", `${home}/diff?from=1&to=2`);
  expect([added, removed]).toMatchObject([[{ title: "Tomatoes" }], [{ title: "tomatoes" }]]);
  const restored = await client.send("POST", `${home}/versions/1/restore`);
  expect(restored).toMatchObject({ status: 201, body: { version: 3 } });
  const again = await search("water tomatoes");
  expect(again.version).toBe(3);
  expect(again.items).toEqual((await search("water tomatoes", "&version=1")).items);
  expect((await client.send("POST", `${home}/versions/9/restore`)).status).toBe(404);
  const { items } = await client.expectOk("GET", `${home}/versions`);
  expect(items.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1]);
});

test("a file that is no text is refused by name and makes no version", async () => {
  const dataset = await client.expectOk("POST", "/datasets", { name: "Scraps" });
  const upload = async (name: string, content: BlobPart) => {
    const form = new FormData();
    form.append("file", new File(["Good text."], "good.txt"));
    form.append("file", new File([content], name));
    return await sendRaw(`/datasets/${dataset.id}/documents`, form);
  };
  for (const [name, content] of [
    ["broken.txt", new Uint8Array([0xc3, 0x28])],
    ["program.exe", new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 0x03])],
    ["nul.txt", "a\u0000b"],
    ["empty.txt", ""],
  ] as const) {
    const answer = await upload(name, content);
    expect([name, answer.status]).toEqual([name, 400]);
    expect(JSON.stringify(answer.body.error)).toContain("file.1");
  }
  const { version } = await client.expectOk("GET", `/datasets/${dataset.id}`);
  expect(version).toBe(0);
});

describe("the CRM and a database", () => {
  const use = (name: string, args: Record<string, unknown>): ChatReply => ({
    toolCalls: [{ name, arguments: args }],
  });
  const audit = async (action: string) =>
    (await client.expectOk("GET", "/audit?limit=100")).items.filter(
      (one: { action: string }) => one.action === action,
    );

  test("the bundled CRM is made in one step; what an agent writes is read back and stands in the audit log, and can be undone [S4.2]", async () => {
    const made = await client.expectOk("POST", "/table-sets", { set: "crm", withExamples: true });
    expect(
      made.tables.map(({ table, created }: { table: { name: string }; created: boolean }) => [
        table.name,
        created,
      ]),
    ).toEqual([
      ["companies", true],
      ["contacts", true],
      ["deals", true],
      ["activities", true],
    ]);
    const again = await client.expectOk("POST", "/table-sets", { set: "crm" });
    expect(again.tables.every(({ created }: { created: boolean }) => !created)).toBe(true);
    // Relations hold: a deal belongs to a company that is there.
    const nobody = await client.send("POST", "/tables/deals/rows", {
      values: { name: "Big", account: "Nobody Ltd", stage: "open" },
    });
    expect([nobody.status, nobody.body.error.message]).toEqual([
      400,
      expect.stringContaining("No row of companies"),
    ]);
    await client.expectOk("POST", "/tables/companies/rows", {
      values: { name: "Hotel Aurora", employees: 60 },
    });
    await client.expectOk("POST", "/tables/deals/rows", {
      values: { name: "Aurora", account: "Hotel Aurora", stage: "open" },
    });

    const blueprint = await client.publishTemplate("lead-qualifier", "Leads");
    model.set({
      kind: "scripted",
      replies: [
        use("save_lead", {
          email: "paula@example.com",
          name: "Paula",
          company: "Hotel Aurora",
          employees: 60,
          status: "qualified",
        }),
        { text: "Saved." },
      ],
    });
    const run = await client.ask(blueprint, "I am Paula from Hotel Aurora, 60 employees, paula@example.com");
    const [row] = (await client.expectOk("GET", "/tables/contacts/rows?email=paula@example.com")).items;
    expect(row).toMatchObject({
      values: { company: "Hotel Aurora", employees: 60, status: "qualified" },
      revision: 1,
    });
    const [entry] = (await audit("row.created")).filter((one: { nounId: string }) => one.nounId === row.id);
    expect(entry).toMatchObject({
      noun: "row",
      after: { table: "contacts", email: "paula@example.com", runId: run.id },
    });
    const { results } = await client.expectOk("POST", `/runs/${run.id}/undo`, {});
    expect(results).toMatchObject([{ undone: true }]);
    expect((await client.expectOk("GET", "/tables/contacts/rows?email=paula@example.com")).items).toEqual([]);
  });

  test("a change of an outside database waits for a person, is read back there, audited, and undone to the row [S4.2]", async () => {
    const { url, close } = await createTestDatabase();
    const outside = new pg.Client({ connectionString: url });
    outside.on("error", () => {});
    try {
      await outside.connect();
      await outside.query(
        "create table accounts (id int primary key, credit numeric(12,2), note text); insert into accounts values (1, 10.10, 'a'), (2, 20.20, null)",
      );
      const all = async () => (await outside.query("select * from accounts order by id")).rows;
      const before = await all();
      await client.expectOk("PUT", "/secrets/OUTSIDE_DB", { value: url });
      const sql = (statement: string, more = {}) => ({
        ability: "sql-query",
        settings: {
          secret: "OUTSIDE_DB",
          host: new URL(url).host,
          tls: "off",
          access: "write",
          statement,
          ...more,
        },
      });
      const blueprint = await publishDrawn(client, "Books", {
        abilities: {
          grant: sql("update accounts set credit = {credit}, note = {note} where id = {id}"),
          sweep: sql("delete from accounts", { rowLimit: 1 }),
          twice: sql("delete from accounts where id = {id}; drop table accounts", { confirm: "auto" }),
        },
      }).catch(() => null);
      // A second statement stops the blueprint before it can run at all.
      expect(blueprint).toBeNull();
      const books = await publishDrawn(client, "Books", {
        abilities: {
          grant: sql("update accounts set credit = {credit}, note = {note} where id = {id}"),
          sweep: sql("delete from accounts", { rowLimit: 1, confirm: "auto" }),
        },
      });
      model.set({
        kind: "scripted",
        replies: [
          use("sweep", {}),
          use("grant", { id: 2, credit: 99.95, note: "x'); drop table accounts; --" }),
          { text: "Granted." },
        ],
      });
      const started = await client.start(books, "Grant 99.95 to account 2");
      const approval = await client.pendingApproval(started.runId);
      expect(approval.arguments).toMatchObject({ id: 2, credit: 99.95 });
      expect(await all()).toEqual(before);
      await client.decide(approval.id, {
        decision: "approve",
        arguments: { ...approval.arguments, credit: 50 },
      });
      const run = await client.runWhen(started.runId, ({ answer }) => answer !== null);
      expect(run.actions.map(({ status }) => status)).toEqual(["failed", "succeeded"]);
      expect(await all()).toEqual([
        before[0],
        { id: 2, credit: "50.00", note: "x'); drop table accounts; --" },
      ]);
      const [entry] = await audit("database.changed");
      expect(entry).toMatchObject({
        nounId: run.id,
        after: { rowCount: 1, values: [50, "x'); drop table accounts; --", 2], undoable: true },
      });
      expect(JSON.stringify(entry)).not.toContain(url);
      const { results } = await client.expectOk("POST", `/runs/${run.id}/undo`, {});
      expect(results).toMatchObject([{ undone: true }]);
      expect(await all()).toEqual(before);
    } finally {
      await outside.end();
      await close();
    }
  });
});
