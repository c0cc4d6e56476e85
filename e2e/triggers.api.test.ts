import { createHmac } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

const secret = "a secret only the shop and we know";

type Trigger = {
  nodeId: string;
  url: string | null;
  signed: boolean;
  nextAt: string | null;
  lastAt: string | null;
};

let app: RunningApp;
let client: RunClient;
let provider: OpenAiServer;
let database: pg.Client;

beforeAll(async () => {
  app = await startApp({ workers: 2 });
  client = runClient(app);
  provider = await startOpenAiServer({ kind: "reply", reply: { text: "Noted." } });
  await client.setEndpoints([{ name: "local", baseUrl: provider.baseUrl }]);
  database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await app?.stop();
  await provider?.close();
});

/** A published support desk that a further trigger node starts. */
async function publishWith(kind: "webhook" | "schedule", config: Record<string, unknown>): Promise<string> {
  const made = await client.expectOk("POST", "/blueprints", {
    template: "support-desk",
    name: `Started by ${kind}`,
  });
  const grown: Blueprint = addNode(made.document, kind, { x: 0, y: 0 }, { id: "starter", config });
  const wire = {
    id: "started",
    from: { node: "starter", port: "starts" },
    to: { node: "agent", port: "start" },
  };
  const document = { ...grown, wires: [...grown.wires, wire] };
  await client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: made.revision });
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  return made.id;
}

async function triggerOf(blueprintId: string): Promise<Trigger> {
  const { items } = await client.expectOk("GET", `/triggers?blueprintId=${blueprintId}`);
  const trigger = items.find((item: Trigger) => item.nodeId === "starter");
  if (!trigger) throw new Error("The trigger is not listed.");
  return trigger;
}

const runsOf = async (blueprintId: string) =>
  (await client.expectOk("GET", `/runs?blueprintId=${blueprintId}`)).items as {
    id: string;
    status: string;
    input: { text: string; event: { scheduledFor: string } };
  }[];

async function callHook(
  url: string | null,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${app.baseUrl}${url}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) };
}

function signatureOf(body: string, timestamp: number, key = secret): Record<string, string> {
  const signature = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
  return { "x-aimwright-timestamp": String(timestamp), "x-aimwright-signature": `sha256=${signature}` };
}

const seconds = () => Math.floor(Date.now() / 1000);

test("a published webhook tells its address to authors, and what it is sent reaches the agent", async () => {
  const id = await publishWith("webhook", { text: "Order {order.number} of {customer} was returned." });
  const trigger = await triggerOf(id);
  expect(trigger).toMatchObject({ url: expect.stringMatching(/^\/api\/hooks\/[\w-]{43}$/), signed: false });
  const event = { order: { number: 1042 }, customer: "Mira Okafor" };
  const called = await callHook(trigger.url, JSON.stringify(event));
  expect(called).toMatchObject({ status: 202, body: { runId: expect.any(String) } });
  const run = await client.runWhen(called.body.runId, ({ status }) => status === "succeeded");
  expect(run.answer).toBe("Noted.");
  expect(run).toMatchObject({ input: { text: "Order 1042 of Mira Okafor was returned.", event } });
  const asked = JSON.stringify(provider.requests.at(-1)?.body);
  expect(asked).toContain("Order 1042 of Mira Okafor was returned.");

  await client.expectOk("POST", `/blueprints/${id}/publish`, {});
  expect((await triggerOf(id)).url).toBe(trigger.url);
  for (const [role, answer] of [
    ["owner", { status: 200, count: 0 }],
    ["viewer", { status: 403, count: undefined }],
  ] as const) {
    const token = await createForeignToken(app.databaseUrl, role);
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.fetch("/api/v1/triggers", { headers });
    const count = (await response.json()).items?.length;
    expect({ status: response.status, count }).toEqual(answer);
  }
  await client.expectOk("DELETE", `/blueprints/${id}`);
  expect((await callHook(trigger.url, "{}")).status).toBe(404);
});

test("what is no event is refused with a typed error and starts nothing", async () => {
  const id = await publishWith("webhook", {});
  const { url } = await triggerOf(id);
  const refused: [string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string][] = [
    ["{ not json", {}, 400, "invalid_input"],
    ['{"name":"nul \\u0000"}', {}, 400, "invalid_input"],
    [new Uint8Array([0x22, 0xc3, 0x28, 0x22]), {}, 400, "invalid_input"],
    ["a=1", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    [JSON.stringify("x".repeat(2 * 1024 * 1024)), {}, 413, "too_large"],
  ];
  for (const [body, headers, status, code] of refused)
    expect(await callHook(url, body, headers)).toMatchObject({ status, body: { error: { code } } });
  expect((await callHook(`/api/hooks/${"A".repeat(43)}`, "{}")).status).toBe(404);
  expect((await callHook("/api/hooks/short", "{}")).status).toBe(404);
  expect(await runsOf(id)).toEqual([]);
  expect((await callHook(url, "")).status).toBe(202);
  expect(await runsOf(id)).toHaveLength(1);
});

test("a signed webhook takes each call once, fresh and signed with its own secret", async () => {
  await client.expectOk("PUT", "/secrets/HOOK_KEY", { value: secret });
  const id = await publishWith("webhook", { secret: "HOOK_KEY" });
  const { url, signed } = await triggerOf(id);
  expect(signed).toBe(true);
  const body = JSON.stringify({ order: 1042 });
  const now = seconds();
  const refused: Record<string, string>[] = [
    {},
    { ...signatureOf(body, now), "x-aimwright-signature": "sha256=00" },
    { ...signatureOf(body, now), "x-aimwright-signature": "not hex" },
    { ...signatureOf(body, now), "x-aimwright-timestamp": String(now + 1) },
    { "x-aimwright-signature": signatureOf(body, now)["x-aimwright-signature"] ?? "" },
    signatureOf(body, now, "another secret"),
    signatureOf(`${body} `, now),
    signatureOf(body, now - 301),
    signatureOf(body, now + 330),
  ];
  for (const headers of refused) {
    const answer = await callHook(url, body, headers);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
  }
  expect(await runsOf(id)).toEqual([]);
  const proof = signatureOf(body, now);
  const answers = await Promise.all([1, 2, 3].map(() => callHook(url, body, proof)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  await app.restartWeb();
  expect(await callHook(url, body, proof)).toMatchObject({
    status: 409,
    body: { error: { code: "conflict" } },
  });
  expect(await runsOf(id)).toHaveLength(1);
  const broken = "{ signed garbage";
  expect((await callHook(url, broken, signatureOf(broken, seconds()))).status).toBe(400);
  await client.expectOk("DELETE", "/secrets/HOOK_KEY");
  const later = JSON.stringify({ order: 1043 });
  expect((await callHook(url, later, signatureOf(later, seconds()))).status).toBe(401);
});

test("a schedule that is due fires once with two workers, and a time missed while none ran is made up once", async () => {
  const id = await publishWith("schedule", {
    cron: "0 0 1 1 *",
    timezone: "UTC",
    text: "Look after order 1042.",
  });
  const planned = (await triggerOf(id)).nextAt;
  expect(planned).toMatch(/^\d{4}-01-01T00:00:00/);
  const makeDue = () => database.query("update triggers set next_at = now() where blueprint_id = $1", [id]);
  const settled = async (count: number) =>
    await until(`Run ${count} of the schedule`, async () => {
      const runs = await runsOf(id);
      return runs.length >= count && runs.every(({ status }) => status === "succeeded") ? runs : undefined;
    });

  await makeDue();
  const [first] = await settled(1);
  expect(first?.input.text).toBe("Look after order 1042.");
  expect(await triggerOf(id)).toMatchObject({ nextAt: planned, lastAt: expect.any(String) });

  // A second firing of the first time would show beside the run of the second time.
  await makeDue();
  await settled(2);

  await Promise.all([app.killWorker(0), app.killWorker(1)]);
  await makeDue();
  await Promise.all([app.restartWorker(0), app.restartWorker(1)]);
  await settled(3);
  await makeDue();
  const runs = await settled(4);
  expect(new Set(runs.map(({ input }) => input.event.scheduledFor)).size).toBe(4);
  expect(runs).toHaveLength(4);
  expect((await triggerOf(id)).nextAt).toBe(planned);
});

test("a schedule starts a run that acts without anybody asking, and one that cannot start says so while others go on [F1.2]", async () => {
  const daily = { cron: "0 0 1 1 *", timezone: "UTC" };
  const acting = await publishWith("schedule", { ...daily, text: "Open the weekly ticket." });
  const broken = await publishWith("schedule", daily);
  provider.set({
    kind: "handler",
    handle: (request) =>
      request.messages.some(({ role }) => role === "tool")
        ? { text: "Opened." }
        : { toolCalls: [{ name: "create_ticket", arguments: { subject: "Weekly check of the stock" } }] },
  });
  const makeDue = (id: string) =>
    database.query("update triggers set next_at = now() where blueprint_id = $1", [id]);
  await database.query("update triggers set config = '{\"cron\": 5}' where blueprint_id = $1", [broken]);
  await makeDue(broken);
  await makeDue(acting);
  const [run] = await until("The run of the schedule", async () => {
    const runs = await runsOf(acting);
    return runs[0]?.status === "succeeded" ? runs : undefined;
  });
  const seen = await client.readRun(run?.id ?? "");
  expect(seen.actions).toMatchObject([{ status: "succeeded" }]);
  const tickets = (await client.rows("tickets")).map(({ values }) => values.subject);
  expect(tickets).toContain("Weekly check of the stock");
  const refused = await until("The reason of the one that cannot start", async () => {
    const { items } = await client.expectOk("GET", `/triggers?blueprintId=${broken}`);
    return items.find(({ lastError }: { lastError: string | null }) => lastError !== null);
  });
  expect(refused).toMatchObject({
    lastError: expect.stringContaining("publish"),
    nextAt: null,
    upcoming: [],
  });
  const { items } = await client.expectOk("GET", `/triggers?blueprintId=${acting}`);
  expect(items[0].lastError).toBeNull();
  expect(items[0].upcoming).toHaveLength(5);
});
