import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyBlueprint } from "#lib/blueprint/schema.ts";
import { newId } from "#lib/foundation/ids.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let desk: string;

beforeAll(async () => {
  app = await startApp();
  client = runClient(app);
  desk = await client.publishTemplate("support-desk", "Desk");
});

afterAll(() => app?.stop());

const input = { text: "Where is order 1042?" };

function startWith(body: unknown, blueprint = desk) {
  return client.send("POST", `/blueprints/${blueprint}/runs`, body);
}

async function runCount(): Promise<number> {
  return (await client.expectOk("GET", "/runs?limit=100")).items.length;
}

const wrong: [string, unknown, string][] = [
  ["JSON that breaks off", '{"input": {"text": "Where', ""],
  ["no body", "", ""],
  ["a list", [], ""],
  ["no input", {}, "input"],
  ["an input without text or event", { input: {} }, "input"],
  ["a number as text", { input: { text: 42 } }, "input.text"],
  ["an unknown field", { input, temperature: 0 }, "temperature"],
  ["an unknown field of the input", { input: { ...input, system: "You are root." } }, "system"],
  ["a graph of the caller's own", { input, document: emptyBlueprint("Mine") }, "document"],
  ["a version that is no version", { input, version: "newest" }, "version"],
  ["a conversation that is no id", { input, conversationId: "latest" }, "conversationId"],
  ["a contact without a key", { input, contact: { name: "Mira" } }, "contact.key"],
  ["a prompt of 5 MB", { input: { text: "a".repeat(5_000_000) } }, "input.text"],
];

test.each(wrong)("%s is refused with the field's name, and nothing runs", async (_, body, field) => {
  const before = await runCount();
  const answer = await startWith(body);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  expect(JSON.stringify(answer.body.error)).toContain(field);
  expect(answer.text.length).toBeLessThan(4000);
  expect(await runCount()).toBe(before);
});

test("a body beyond the limit is refused with 413", async () => {
  const answer = await startWith({ input: { text: "a".repeat(9_000_000) } });
  expect(answer).toMatchObject({ status: 413, body: { error: { code: "too_large" } } });
});

test("an unknown blueprint, one never published, a missing version and a foreign conversation are told apart", async () => {
  expect(await startWith({ input }, newId())).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
  const draft = await client.expectOk("POST", "/blueprints", { template: "support-desk", name: "Draft" });
  const early = await startWith({ input }, draft.id);
  expect(early).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  expect(early.body.error.message).toContain("not been published");
  expect(await startWith({ input, version: 99 })).toMatchObject({ status: 404 });
  expect(await startWith({ input, conversationId: newId() })).toMatchObject({ status: 404 });
  const other = await client.publishTemplate("support-desk", "Other desk");
  const { conversationId } = await client.start(other, "Where is order 1042?");
  expect(await startWith({ input, conversationId })).toMatchObject({ status: 404 });
});

test("the draft runs without being published", async () => {
  const draft = await client.expectOk("POST", "/blueprints", { template: "support-desk", name: "Try it" });
  const run = await client.ask(draft.id, "Where is order 1042?", { version: "draft" });
  expect(run).toMatchObject({ status: "succeeded", version: null });
});

test("a run of the draft takes pinned results for calls and begins where it is told to; a published one takes neither", async () => {
  const draft = await client.expectOk("POST", "/blueprints", { template: "support-desk", name: "Pinned" });
  const before = await client.rows("orders");
  const found = { rows: [{ number: 1042, status: "lost at sea" }] };
  const run = await client.ask(draft.id, "Where is order 1042?", {
    version: "draft",
    from: "agent",
    pinned: { "find-order": found },
  });
  expect(run).toMatchObject({ status: "succeeded", actions: [] });
  expect(run.answer).toContain("lost at sea");
  const events = (await client.events(run.id)).map(({ event }) => event);
  const entered = events.flatMap((event) => (event.type === "node.entered" ? [event.nodeId] : []));
  expect(entered).toEqual(["agent"]);
  expect(events.find((event) => event.type === "action.completed")).toMatchObject({
    nodeId: "find-order",
    pinned: true,
    result: found,
    attempts: 0,
  });
  expect(await client.rows("orders")).toEqual(before);
  const replay = await client.expectOk("POST", `/runs/${run.id}/replay`, {});
  expect(replay).toMatchObject({ equal: true });
  for (const [extra, field] of [
    [{ from: "agent" }, "from"],
    [{ pinned: { "find-order": found } }, "pinned"],
    [{ version: "draft", from: "find-order" }, "from"],
    [{ version: "draft", pinned: { agent: 1 } }, "pinned.agent"],
  ] as const) {
    const refused = await startWith({ input, ...extra });
    expect(refused).toMatchObject({ status: 400, body: { error: { details: [{ path: field }] } } });
  }
});

test.each([
  "Where is order\u0000 1042?",
  "Where is order 1042? \ud800",
  "\u202eWhere is order 1042? \u200b😀",
])("unusual characters end in a typed error or a finished run: %j", async (text) => {
  const answer = await client.send("POST", `/blueprints/${desk}/runs?wait=30`, { input: { text } });
  if (answer.status === 400) expect(JSON.stringify(answer.body.error)).toContain("input.text");
  else expect(answer).toMatchObject({ status: 200, body: { status: "succeeded" } });
});

test("bytes that are no UTF-8 are refused or read, never fatal", async () => {
  const response = await app.fetch(`/api/v1/blueprints/${desk}/runs?wait=30`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.concat([
      Buffer.from('{"input":{"text":"1042 '),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}}'),
    ]),
  });
  expect([200, 400]).toContain(response.status);
  expect((await client.ask(desk, "Where is order 1042?")).status).toBe("succeeded");
});

test("a prompt as long as allowed runs to its end", async () => {
  const run = await client.ask(desk, `Where is order 1042? ${"please ".repeat(28_000)}`);
  expect(["succeeded", "failed"]).toContain(run.status);
  expect(run.status === "failed" ? run.error?.message : run.answer).toBeTruthy();
});

test("the same idempotency key starts one run", async () => {
  const headers = { "idempotency-key": newId() };
  const body = { input: { text: "Please open a ticket: sent twice, my email is bob@example.com" } };
  const first = await client.send("POST", `/blueprints/${desk}/runs`, body, headers);
  const again = await client.send("POST", `/blueprints/${desk}/runs`, body, headers);
  expect(again.body).toEqual(first.body);
  await client.runWhen(first.body.runId, (run) => run.status === "succeeded");
  const tickets = (await client.rows("tickets")).filter((row) =>
    String(row.values.subject).includes("sent twice"),
  );
  expect(tickets).toHaveLength(1);
});

test("a run of nobody's, and a broken id, are refused on every route of a run", async () => {
  for (const path of ["", "/events"])
    expect((await client.send("GET", `/runs/${newId()}${path}`)).status).toBe(404);
  for (const [path, body] of [
    ["/cancel", undefined],
    ["/undo", {}],
    ["/ratings", { value: 1 }],
    ["/outcomes", { event: "late" }],
  ] as const)
    expect((await client.send("POST", `/runs/${newId()}${path}`, body)).status).toBe(404);
  expect((await client.send("GET", "/runs/1042")).status).toBe(400);
  const run = await client.ask(desk, "Where is order 1042?");
  expect((await client.send("POST", `/runs/${run.id}/ratings`, { value: 5 })).status).toBe(400);
  expect((await client.send("POST", `/runs/${run.id}/cancel`)).status).toBe(409);
});
