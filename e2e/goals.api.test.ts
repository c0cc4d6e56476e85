import { createHmac, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { addWire } from "#lib/blueprint/edits/wires.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { wilsonInterval } from "#lib/learning/wilson-interval.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient, type SeenRun, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let client: RunClient;
const signing = "what the shop and we know";

beforeAll(async () => {
  app = await startApp();
  client = runClient(app);
  await client.expectOk("PUT", "/secrets/FEEDBACK_KEY", { value: signing });
});
afterAll(() => app?.stop());

type Loaded = { id: string; slug: string; revision: number; document: Blueprint };

const create = (name: string, template = "first-agent"): Promise<Loaded> =>
  client.expectOk("POST", "/blueprints", { template, name });

const save = (made: Loaded, document: Blueprint): Promise<Loaded> =>
  client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: made.revision });

const issuesOf = async (id: string, document?: Blueprint): Promise<Issue[]> =>
  (await client.expectOk("POST", `/blueprints/${id}/validate`, document ? { document } : {})).issues;

it("a vague goal is told with why, and the texts it offers lead to a goal that is measured", async () => {
  const made = await create("Vague goal");
  let document = changeConfig(made.document, "goal", { statement: "Improve support" });
  const seen: (string | undefined)[] = [];
  for (let round = 0; round < 5; round++) {
    const issue = (await issuesOf(made.id, document)).find(({ code }) => code?.startsWith("goal-"));
    if (!issue?.offer) break;
    expect(issue).toMatchObject({ node: "goal", why: expect.any(String), fix: expect.any(String) });
    seen.push(issue.code);
    document = changeConfig(document, "goal", { [issue.offer.field]: issue.offer.value });
  }
  expect(seen).toEqual(["goal-vague", "goal-deadline"]);
  const saved = await save(made, document);
  expect(saved.document.nodes.find(({ id }) => id === "goal")?.config).toMatchObject({
    statement: expect.stringContaining("within 2 hours"),
    deadlineMinutes: 120,
  });
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  const run = await client.ask(made.id, "What does a card cost?");
  expect(run.outcome?.verdict).toBe("met");

  const bare = {
    ...saved.document,
    nodes: saved.document.nodes.filter(({ id }) => id !== "goal"),
    wires: [],
  };
  expect(await issuesOf(made.id, bare)).toContainEqual(
    expect.objectContaining({ code: "goal-missing", severity: "error" }),
  );
});

it("[A1.2] an agent with too many abilities or too long a prompt is told how to split; the thresholds are settings", async () => {
  const made = await create("Crowded agent", "support-desk");
  let document = made.document;
  for (let index = 0; index < 22; index++) {
    const url = `https://${index % 2 === 0 ? "orders" : "billing"}.example.com/${index}`;
    const id = `more-${index}`;
    document = addNode(
      document,
      "ability",
      { x: index * 10, y: 900 },
      {
        id,
        ability: "http-request",
        config: { name: `look_up_${index}`, settings: { method: "GET", url } },
      },
    );
    document = addWire(document, { node: "agent", port: "can" }, { node: id, port: "used" });
  }
  const section = (title: string) => `${title}:\n${"Say what the policy says. ".repeat(90)}\n`;
  const instructions = ["Refunds", "Deliveries", "Warranty"].map(section).join("\n");
  document = changeConfig(document, "agent", { instructions });
  const codes = (issues: Issue[]) => issues.flatMap(({ code }) => (code?.startsWith("agent-") ? [code] : []));
  const issues = await issuesOf(made.id, document);
  expect(codes(issues).sort()).toEqual(["agent-long-instructions", "agent-many-abilities"]);
  const crowded = issues.find(({ code }) => code === "agent-many-abilities");
  expect(crowded?.why).toContain("about 20");
  expect(crowded?.fix).toContain("billing.example.com (look_up_1, look_up_3, look_up_5, look_up_7, 7 more)");
  expect(crowded?.fix).toContain("orders.example.com (look_up_0, look_up_2,");
  const long = issues.find(({ code }) => code === "agent-long-instructions");
  expect(long).toMatchObject({
    node: "agent",
    field: "instructions",
    fix: expect.stringContaining("“Warranty”"),
  });

  const splitAbove = { abilities: 60, instructionTokens: 4000 };
  const raised = { ...document, settings: { ...document.settings, splitAbove } };
  expect(codes(await issuesOf(made.id, raised))).toEqual([]);
  const saved = await save(made, raised);
  expect(saved.document.settings.splitAbove).toEqual(splitAbove);
  const lowered = {
    ...made.document,
    settings: { ...made.document.settings, splitAbove: { abilities: 2, instructionTokens: 0 } },
  };
  expect(codes(await issuesOf(made.id, lowered))).toEqual(["agent-many-abilities"]);
  const wrong = {
    ...raised,
    settings: { ...raised.settings, splitAbove: { abilities: -1, instructionTokens: 0 } },
  };
  const refused = await client.send("PUT", `/blueprints/${made.id}`, {
    document: wrong,
    revision: saved.revision,
  });
  expect(refused.status).toBe(400);
});

async function publishFeedback(name: string, nodes: Record<string, Record<string, unknown>>, to = "goal") {
  const made = await create(name);
  let document = made.document;
  for (const [id, config] of Object.entries(nodes)) {
    document = addNode(document, "feedback", { x: 900, y: 40 }, { id, title: id, config });
    document = addWire(document, { node: id, port: "measures" }, { node: to, port: "measured" });
  }
  const saved = await save(made, document);
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  return saved;
}

async function report(
  url: string,
  value: unknown,
  key: string | null = signing,
  at = Math.floor(Date.now() / 1000),
) {
  const body = typeof value === "string" ? value : JSON.stringify(value);
  const signature = createHmac("sha256", key ?? "")
    .update(`${at}.${body}`)
    .digest("hex");
  const response = await fetch(`${app.baseUrl}${url}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null
        ? {}
        : { "x-aimwright-timestamp": String(at), "x-aimwright-signature": `sha256=${signature}` }),
    },
    body,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const addressOf = async (blueprintId: string, nodeId: string): Promise<string> => {
  const { items } = await client.expectOk("GET", `/triggers?blueprintId=${blueprintId}`);
  return items.find((item: { nodeId: string }) => item.nodeId === nodeId)?.url;
};

const criterion = (run: SeenRun, id: string) =>
  run.outcome?.goals[0]?.criteria.find((one) => one.id === `feedback:${id}`);

it("[H1.4] [G2.5] thumbs, an outcome and a metric by webhook, and a judge measure the goal they are wired to", async () => {
  const { id, slug } = await publishFeedback("Measured by others", {
    thumbs: { by: "thumbs", question: "Did this help?", comments: false },
    kept: { by: "webhook", event: "visit_booked", secret: "FEEDBACK_KEY", reference: "visit.number" },
    stars: { by: "webhook", event: "stars", secret: "FEEDBACK_KEY", atLeast: 4 },
    judge: { by: "judge", rubric: "The answer names a price." },
  });
  const run = await client.ask(id, "What does a card cost?");
  // Silence of people and systems does not count, and the judge has spoken.
  expect(run.outcome?.verdict).toBe("met");
  expect(criterion(run, "thumbs")).toMatchObject({ met: null, applies: false });
  expect(criterion(run, "judge")).toMatchObject({ met: true, evidence: expect.any(String) });

  const [kept, stars] = [await addressOf(id, "kept"), await addressOf(id, "stars")];
  expect(kept).toMatch(/^\/api\/hooks\/[\w-]{43}\/outcomes$/);
  const good = await report(kept, { runId: run.id, event: "visit_booked" });
  expect(good).toMatchObject({ status: 201, body: { runId: run.id, event: "visit_booked", verdict: "met" } });
  expect(await report(stars, { conversationId: run.conversationId, value: 2 })).toMatchObject({
    status: 201,
    body: { runId: run.id, verdict: "missed" },
  });
  let after = await client.readRun(run.id);
  expect(criterion(after, "kept")).toMatchObject({ met: true });
  expect(criterion(after, "stars")).toMatchObject({
    met: false,
    evidence: expect.stringContaining("good from 4"),
  });
  expect(await report(stars, { runId: run.id, value: 5 })).toMatchObject({ body: { verdict: "met" } });
  await client.expectOk("POST", `/runs/${run.id}/ratings`, { value: -1 });
  after = await client.readRun(run.id);
  expect(after.outcome?.verdict).toBe("missed");
  expect(criterion(after, "thumbs")).toMatchObject({
    met: false,
    evidence: expect.stringContaining("Rated -1"),
  });

  const standing = await until("The counted feedback", async () => {
    const seen = await client.expectOk("GET", `/blueprints/${id}/goals`);
    return seen.ratings.bad === 1 ? seen : undefined;
  });
  expect(standing).toMatchObject({
    items: [{ nodeId: "goal", met: 0, missed: 1, rate: { share: 0 } }],
    events: [
      { event: "stars", count: 2, mean: 3.5 },
      { event: "visit_booked", count: 1, mean: null },
    ],
  });

  // The hosted chat asks what the node says it asks, and takes no words where none are wanted.
  const page = await (await fetch(`${app.baseUrl}/chat/${slug}`)).text();
  expect(page).toContain("Did this help?");
  const key = randomUUID().replaceAll("-", "").padEnd(43, "x");
  const headers = { "content-type": "application/json", "x-conversation-key": key };
  const said = await fetch(`${app.baseUrl}/api/chat/${slug}`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      messages: [{ role: "user", parts: [{ type: "text", text: "What does a card cost?" }] }],
    }),
  });
  await said.text();
  const conversationId = said.headers.get("x-conversation-id");
  const own = await (await fetch(`${app.baseUrl}/api/chat/${slug}/${conversationId}`, { headers })).json();
  const rate = (body: unknown) =>
    fetch(`${app.baseUrl}/api/chat/${slug}/${conversationId}/ratings`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
  const { runId } = own.exchanges[0];
  expect((await rate({ runId, value: 1, comment: "words" })).status).toBe(400);
  expect((await rate({ runId, value: 1 })).status).toBe(201);
  expect(criterion(await client.readRun(runId), "thumbs")).toMatchObject({ met: true });
});

it("a report is signed, names its run by a reference of the author's own, and is refused in words otherwise", async () => {
  const { id } = await publishFeedback(
    "Reported by reference",
    {
      kept: {
        by: "webhook",
        event: "kept",
        secret: "FEEDBACK_KEY",
        reference: "visit.number",
        whenSilent: "wait",
      },
    },
    "agent",
  );
  const url = await addressOf(id, "kept");
  const started = await client.expectOk("POST", `/blueprints/${id}/runs?wait=20`, {
    input: { text: "What does a card cost?", event: { visit: { number: 4711 } } },
  });
  expect(started.outcome.verdict).toBe("pending");
  const other = await client.ask(id, "When are you open on Saturday?");
  expect(await report(url, { reference: 4711, value: true })).toMatchObject({
    status: 201,
    body: { runId: started.id, verdict: "met" },
  });
  expect((await client.readRun(other.id)).outcome?.verdict).toBe("pending");

  const at = Math.floor(Date.now() / 1000);
  const named = { runId: other.id, value: false };
  expect((await report(url, named, null)).status).toBe(401);
  expect((await report(url, named, "another key")).status).toBe(401);
  expect((await report(url, named, signing, at - 4000)).status).toBe(401);
  expect(await report(url, named, signing, at)).toMatchObject({ status: 201, body: { verdict: "missed" } });
  expect((await report(url, named, signing, at)).status).toBe(409);
  for (const [value, status] of [
    [{ value: true }, 400],
    [{ runId: other.id, reference: "4711" }, 400],
    [{ runId: "no id" }, 400],
    [{ runId: other.id, event: "another" }, 400],
    [{ runId: other.id, more: 1 }, 400],
    ["{", 400],
    [{ runId: randomUUID() }, 404],
    [{ reference: "9999" }, 404],
  ] as const) {
    const refused = await report(url, value);
    expect({ value, status: refused.status }).toEqual({ value, status });
    expect(refused.body.error.message).toMatch(/\w/);
  }
  // Neither a webhook's road nor another blueprint's run takes it.
  const asHook = await report(url.replace(/\/outcomes$/, ""), { runId: other.id });
  expect(asHook.status).toBe(404);
  const elsewhere = await create("Elsewhere");
  await client.expectOk("POST", `/blueprints/${elsewhere.id}/publish`, {});
  const foreign = await client.ask(elsewhere.id, "What does a card cost?");
  expect((await report(url, { runId: foreign.id })).status).toBe(404);
  expect(JSON.stringify(await client.expectOk("GET", "/audit?limit=50"))).toContain("run.outcome-reported");

  const unsigned = changeConfig(
    addNode(elsewhere.document, "feedback", { x: 0, y: 0 }, { id: "open" }),
    "open",
    { by: "webhook", event: "kept" },
  );
  expect(await issuesOf(elsewhere.id, unsigned)).toContainEqual(
    expect.objectContaining({ code: "feedback-unsigned", severity: "error" }),
  );
});

it("a goal's rate is Wilson's over what was decided, by day, equal to a recount in SQL", async () => {
  const { id } = await publishFeedback("Counted goal", { thumbs: { by: "thumbs" } });
  for (const value of [1, 1, -1]) {
    const run = await client.ask(id, "What does a card cost?");
    await client.expectOk("POST", `/runs/${run.id}/ratings`, { value });
  }
  await client.ask(id, "What does a card cost?", { version: "draft" });
  const standing = await client.expectOk("GET", `/blueprints/${id}/goals?days=7&zone=Asia/Tokyo`);
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query(
      `SELECT o.verdict, count(*)::int FROM outcomes o JOIN runs r ON r.id = o.run_id
       WHERE o.blueprint_id = $1 AND r.version IS NOT NULL GROUP BY 1 ORDER BY 1`,
      [id],
    );
    expect(rows).toEqual([
      { verdict: "met", count: 2 },
      { verdict: "missed", count: 1 },
    ]);
  } finally {
    await database.end();
  }
  const [goal] = standing.items;
  expect(goal).toMatchObject({ met: 2, missed: 1, rate: wilsonInterval(2, 3) });
  expect(goal.trend).toHaveLength(7);
  expect(goal.trend.at(-1)).toMatchObject({ met: 2, missed: 1 });
  expect(standing.ratings).toEqual({ good: 2, bad: 1 });
  const withDrafts = await client.expectOk("GET", `/blueprints/${id}/goals?drafts=true`);
  expect(withDrafts.items[0]).toMatchObject({ met: 3 });
  expect((await client.send("GET", `/blueprints/${id}/goals?zone=Nowhere/Land`)).status).toBe(400);
  const foreign = await createForeignToken(app.databaseUrl, "owner");
  const refused = await app.fetch(`/api/v1/blueprints/${id}/goals`, {
    headers: { authorization: `Bearer ${foreign}` },
  });
  expect(refused.status).toBe(404);
});

it("instructions are advised on, and two of them are run on the same message without writing anything", async () => {
  const made = await create("Advised desk", "support-desk");
  const at = `/blueprints/${made.id}/agents/agent`;
  const bad = "Always offer {{discount}}. Never offer a discount. Use sk-abcdefghijklmnop1234.";
  const { items, tokens } = await client.expectOk("POST", `${at}/advice`, { instructions: bad });
  expect(items.map(({ code }: Issue) => code)).toEqual([
    "prompt-secret",
    "prompt-contradiction",
    "prompt-field",
    "prompt-no-goal",
    "prompt-no-refusal",
  ]);
  for (const item of items)
    expect(item).toMatchObject({ why: expect.any(String), offer: { field: "instructions" } });
  expect(tokens).toBe(Math.round(bad.length / 4));
  expect((await client.expectOk("POST", `${at}/advice`, {})).items).toEqual([]);

  const rowsBefore = await client.rows("orders");
  const { runs } = await client.expectOk("POST", `${at}/test`, {
    text: "The kettle from order 1042 arrived broken. I want my money back.",
    variants: [{}, { instructions: "You answer customers. Say that you do not know when you do not." }],
  });
  expect(runs).toHaveLength(2);
  const results = await Promise.all(
    runs.map(({ runId }: { runId: string }) =>
      client.runWhen(runId, ({ status }) => ["succeeded", "failed", "waiting"].includes(status)),
    ),
  );
  for (const result of results) {
    expect(result).toMatchObject({ purpose: "evaluation", answer: expect.any(String) });
    expect(result.usage.inputTokens).toBeGreaterThan(0);
  }
  expect(await client.rows("orders")).toEqual(rowsBefore);
  for (const [path, body, status] of [
    [`${at}/test`, { text: " " }, 400],
    [`${at}/test`, { text: "Hi", variants: [] }, 400],
    [`/blueprints/${made.id}/agents/goal/test`, { text: "Hi" }, 404],
    [`/blueprints/${made.id}/agents/nobody/advice`, {}, 404],
  ] as const)
    expect((await client.send("POST", path, body)).status).toBe(status);
});
