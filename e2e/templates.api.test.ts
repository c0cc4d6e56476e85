import { afterAll, beforeAll, expect, it, test } from "vitest";
import { templates } from "#lib/blueprint/templates/templates.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { suiteClient } from "./suite-client.ts";

type Goal = { kind: string; title: string; config: Record<string, unknown> };

let app: RunningApp;
let client: RunClient;
let suites: ReturnType<typeof suiteClient>;
const made = new Map<string, string>();
const slugs = Object.keys(templates);

beforeAll(async () => {
  app = await startApp();
  client = runClient(app);
  suites = suiteClient(client);
  for (const slug of slugs) made.set(slug, await client.publishTemplate(slug, `Trial of ${slug}`));
});

afterAll(() => app?.stop());

const idOf = (slug: string) => made.get(slug) ?? "";

async function goalOf(slug: string): Promise<Goal> {
  const { document } = await client.expectOk("GET", `/blueprints/${idOf(slug)}`);
  return document.nodes.find(({ kind }: Goal) => kind === "goal");
}

async function suiteOf(blueprintId: string) {
  const { items } = await client.expectOk("GET", `/suites?blueprintId=${blueprintId}`);
  return items[0];
}

test("there are templates from every field, each with documents, questions, a picture and a goal of its own", async () => {
  const { items, fields } = await client.expectOk("GET", "/templates");
  expect(items.length).toBeGreaterThanOrEqual(10);
  const covered = new Set(items.map(({ field }: { field: string }) => field));
  expect([...covered].sort()).toEqual(Object.keys(fields).sort());
  const statements = new Set<string>();
  for (const item of items) {
    const whole = await client.expectOk("GET", `/templates/${item.slug}`);
    expect(whole.still.nodes.length).toBe(whole.document.nodes.length);
    expect(item.questions.length).toBeGreaterThanOrEqual(3);
    expect(item.brings.documents).toBeGreaterThanOrEqual(4);
    expect(whole.suite.cases.length).toBeGreaterThanOrEqual(6);
    expect(whole.suite.cases.every(({ expects }: { expects: string[] }) => expects.length > 0)).toBe(true);
    statements.add(whole.goal.statement);
  }
  expect(statements.size).toBe(items.length);
});

test.each(["nothing-like-it", "constructor", "..%2Fsupport-desk"])(
  "there is no template “%s”",
  async (slug) => {
    expect(await client.send("GET", `/templates/${slug}`)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
  },
);

test("every question a template offers is answered, or waits for the person it should", {
  timeout: 120_000,
}, async () => {
  const asked = Object.values(templates).flatMap(({ slug, questions }) =>
    questions.map((question) => ({ slug, question })),
  );
  const runs = await Promise.all(
    asked.map(async ({ slug, question }, at) => {
      const { runId } = await client.start(idOf(slug), question, { contact: { key: `visitor-${at}` } });
      const run = await client.runWhen(runId, ({ status }) => !["queued", "running"].includes(status), 60);
      return { slug, question, status: run.status, answer: run.answer };
    }),
  );
  const poor = runs.filter(
    ({ status, answer }) =>
      status !== "waiting" &&
      (status !== "succeeded" || /I don't know|a little more/.test(answer ?? "I don't know")),
  );
  expect(poor).toEqual([]);
});

test("every suite that comes with a template passes on the rehearsal model, end to end", {
  timeout: 180_000,
}, async () => {
  const started = await Promise.all(
    slugs.map(async (slug) => {
      const suite = await suiteOf(idOf(slug));
      return { slug, id: (await suites.start(suite.id, "live")).id };
    }),
  );
  const failed: string[] = [];
  for (const { slug, id } of started) {
    const run = await suites.runWhen(id, ({ status }) => status !== "running", 120);
    expect(run.score.total).toBe(templates[slug]?.suite?.cases.length);
    for (const result of run.results) {
      if (result.status === "passed") continue;
      const why = result.checks.filter(({ passed }) => !passed).map(({ reason }) => reason);
      failed.push(`${slug}: ${result.case.title}: ${result.error ?? why.join(" ")}`);
    }
  }
  expect(failed).toEqual([]);
});

it("[G1.1] the template for qualifying leads and scheduling demos opens with its goal filled, weighed and measured", async () => {
  const goal = await goalOf("demo-booking");
  expect(goal).toMatchObject({
    title: "Qualify leads, schedule demos",
    config: {
      statement: expect.stringMatching(/[Qq]ualify.*leads.*schedule a demonstration/),
      metric: expect.stringContaining("demonstration"),
      deadlineMinutes: 1440,
      criteria: [
        { id: "booked", kind: "ability-succeeded", ability: "book_demo", weight: 3 },
        { id: "saved", kind: "ability-succeeded", ability: "save_lead", weight: 2 },
        { id: "answered", weight: 1 },
      ],
    },
  });
  const contact = { key: "Rosa" };
  const before = await client.rows("demos");
  const saved = await client.ask(
    idOf("demo-booking"),
    "I am Rosa from Kite Gardens, we have 40 employees and need playground inspections. rosa@example.com",
    { contact },
  );
  expect(saved.outcome).toMatchObject({ verdict: "met" });
  const booked = await client.ask(idOf("demo-booking"), "Please book a demo for rosa@example.com", {
    contact,
  });
  expect(booked.outcome).toMatchObject({ verdict: "met" });
  const row = (await client.rows("prospects")).find(({ values }) => values.email === "rosa@example.com");
  expect(row?.values).toMatchObject({ company: "Kite Gardens", employees: 40, status: "qualified" });
  const after = await client.rows("demos");
  expect(after.length).toBe(before.length + 1);
  expect(after.map(({ values }) => values.email)).toContain("rosa@example.com");
});

it("a demonstration for a large account waits for a person, and is not booked on a no", async () => {
  const before = (await client.rows("demos")).length;
  const { runId } = await client.start(
    idOf("demo-booking"),
    "We have 900 employees. Please book a demo for cto@example.com",
    { contact: { key: "large" } },
  );
  const approval = await client.pendingApproval(runId);
  expect(approval).toMatchObject({ arguments: { email: "cto@example.com", employees: 900 } });
  await client.decide(approval.id, { decision: "reject", comment: "They are with Ines already." });
  const run = await client.runWhen(runId, ({ status }) => status === "succeeded");
  expect(run.answer).toContain("They are with Ines already");
  expect((await client.rows("demos")).length).toBe(before);
});

it("[G1.2] the template for tier-1 tickets opens with a goal due in 2 hours, and its runs are measured against it", async () => {
  const goal = await goalOf("tier-one-tickets");
  expect(goal.title).toBe("Tier-1 tickets in 2 hours");
  expect(goal.config).toMatchObject({
    statement: expect.stringContaining("within 2 hours"),
    deadlineMinutes: 120,
    priority: "high",
  });
  const run = await client.ask(idOf("tier-one-tickets"), "Where is ticket 3105?");
  expect(run.outcome).toMatchObject({ verdict: "met" });
  expect(run.outcome?.goals[0]?.criteria.map(({ id }) => id)).toContain("grounded");
  expect(run.answer).toContain("3105");
});

const process = {
  field: "support",
  complexity: "some-judgement",
  input: "free-text",
  risk: "undone",
  knowledge: "yes",
  perWeek: 200,
  minutes: 6,
  systems: ["documents", "tables"],
};

it("[K1] the questionnaire scores a process with reasons and names a template that can be made at once", async () => {
  const fit = await client.expectOk("POST", "/templates/fit", process);
  expect(fit).toMatchObject({ verdict: "good-fit", hoursPerMonth: 86.7 });
  expect(fit.score).toBe(
    fit.reasons.reduce((sum: number, { points }: { points: number }) => sum + points, 0),
  );
  expect(fit.reasons.every(({ text }: { text: string }) => text.length > 20)).toBe(true);
  expect(await client.expectOk("POST", "/templates/fit", process)).toEqual(fit);
  const [first] = fit.templates;
  expect(templates[first.slug]?.field).toBe("support");
  expect((await client.send("POST", "/blueprints", { template: first.slug })).status).toBe(201);

  const simple = { ...process, complexity: "always-same", input: "fixed-form" };
  expect(await client.expectOk("POST", "/templates/fit", simple)).toMatchObject({
    verdict: "fixed-rule",
    headline: "A fixed rule would do",
    templates: [],
  });
  const risky = { ...process, field: "finance", risk: "costly" };
  expect(await client.expectOk("POST", "/templates/fit", risky)).toMatchObject({
    verdict: "with-people",
    templates: [{ slug: "invoice-desk", why: expect.stringContaining("asks a person") }, {}, {}],
  });
});

test.each([
  ["nothing", {}, "field"],
  ["a field nobody offers", { ...process, field: "space" }, "field"],
  ["a count below nothing", { ...process, perWeek: -3 }, "perWeek"],
  ["a text for a number", { ...process, minutes: "six" }, "minutes"],
])("the questionnaire refuses %s by its field", async (_what, body, path) => {
  const refused = await client.send("POST", "/templates/fit", body);
  expect(refused.status).toBe(400);
  expect(refused.body.error.details.map((detail: { path: string }) => detail.path)).toContain(path);
});

test("suites travel with a blueprint: exported, reported, imported, and run again with the same result", async () => {
  const exported = await client.expectOk("GET", `/blueprints/${idOf("invoice-desk")}/export`);
  expect(exported.suites).toMatchObject([
    { name: "Invoices", cases: templates["invoice-desk"]?.suite?.cases },
  ]);

  const looked = await client.expectOk("POST", "/blueprints/import", { document: exported });
  expect(looked).toMatchObject({
    blueprint: null,
    report: {
      suites: [{ name: "Invoices", cases: 9, keepsAgent: true, wroteForReal: false }],
      missing: { datasets: [], tables: [] },
    },
  });
  const { blueprint } = await client.expectOk("POST", "/blueprints/import", {
    document: exported,
    create: true,
  });
  const suite = await suiteOf(blueprint.id);
  expect(suite).toMatchObject({ name: "Invoices", caseCount: 9, writes: "simulate" });
  const run = await suites.run(suite.id);
  expect(run.score.overall).toMatchObject({ passed: 9, failed: 0 });
  expect(await client.expectOk("GET", `/blueprints/${blueprint.id}/export`)).toEqual(exported);
});

test("a suite of an agent the file lacks is reported and kept for the whole blueprint; real writes stay behind", async () => {
  const exported = await client.expectOk("GET", `/blueprints/${idOf("household")}/export`);
  const [first] = exported.suites;
  const document = { ...exported, suites: [{ ...first, agentNodeId: "nobody", writes: "real" }] };
  const { report, blueprint } = await client.expectOk("POST", "/blueprints/import", {
    document,
    create: true,
  });
  expect(report.suites).toMatchObject([{ keepsAgent: false, wroteForReal: true }]);
  expect(await suiteOf(blueprint.id)).toMatchObject({ agentNodeId: null, writes: "simulate" });
});

test("an import that cannot be used stores nothing and says which card or case is wrong", async () => {
  const exported = await client.expectOk("GET", `/blueprints/${idOf("household")}/export`);
  const count = async () => (await client.expectOk("GET", "/blueprints?limit=200")).items.length;
  const before = await count();
  const [node, ...nodes] = exported.nodes;
  const foreign = { ...exported, nodes: [{ ...node, kind: "quantum" }, ...nodes] };
  const refused = await client.send("POST", "/blueprints/import", { document: foreign, create: true });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  expect(refused.body.error.message).toMatch(/“quantum” \(on “.+”\)\. Update Aimwright/);
  const [suite] = exported.suites;
  const pattern = { kind: "answer-matches", pattern: "(" };
  const broken = { ...suite, cases: [{ ...suite.cases[0], expectations: [pattern] }] };
  const wrong = await client.send("POST", "/blueprints/import", {
    document: { ...exported, suites: [broken] },
    create: true,
  });
  expect(wrong).toMatchObject({ status: 400 });
  expect(wrong.body.error.details[0].path).toBe("suites.0.cases.0.expectations.0.pattern");
  expect(await count()).toBe(before);
});
