import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { templates } from "#lib/blueprint/templates/templates.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { expectedRefund, paidFor, type ReturnCase, type StateRule } from "./refund-arithmetic.ts";
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

describe("the returns desk", () => {
  const states: Record<string, StateRule> = {
    TX: { tax: 825n, fee: 15n, payOut: 0n },
    OR: { tax: 0n, fee: 15n, payOut: 0n },
    CA: { tax: 725n, fee: 0n, payOut: 1000n },
    NY: { tax: 880n, fee: 10n, payOut: 0n },
  };
  const save20 = { from: 10_000, off: 2000 };
  const ten = { from: 0, percent: 10 };
  const one = (number: number, state: string, credit: number, more: Partial<ReturnCase>): ReturnCase => ({
    number,
    customer: `buyer${number}@example.com`,
    state,
    credit,
    lines: [{ quantity: 1, price: 4000, back: 1 }],
    ...more,
  });
  const lamp = { quantity: 1, price: 8990, back: 1, discontinued: true };
  const cases: ReturnCase[] = [
    // The edge itself: discontinued, a promotion the rest no longer earns, store credit, a state with a fee and a tax.
    one(8001, "TX", 5000, { promotion: save20, lines: [lamp, { quantity: 1, price: 6838, back: 0 }] }),
    // The rest still earns the promotion; a fee on the part that is still made.
    one(8002, "TX", 3333, {
      promotion: save20,
      lines: [lamp, { quantity: 3, price: 5999, back: 1 }, { quantity: 1, price: 1, back: 1 }],
    }),
    one(8003, "OR", 0, { lines: [{ quantity: 2, price: 3333, back: 2 }] }),
    one(8004, "CA", 1000, { promotion: ten, lines: [{ quantity: 2, price: 4995, back: 1 }] }),
    one(8005, "CA", 4000, { promotion: ten, lines: [{ quantity: 2, price: 4995, back: 2 }] }),
    one(8006, "TX", 4330, {}),
    one(8007, "NY", 1, { promotion: save20, lines: [{ quantity: 7, price: 1515, back: 7 }] }),
  ];
  const addOrders = async (...orders: (ReturnCase & { as?: Record<string, unknown> })[]) => {
    const csv = (rows: Record<string, unknown>[]) =>
      [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
        .map((cells) => cells.join(","))
        .join("\n");
    const add = (table: string, rows: Record<string, unknown>[]) =>
      client.expectOk("POST", `/tables/${table}/import`, { csv: csv(rows) });
    await add(
      "return_orders",
      orders.map(({ number, customer, state, credit, promotion, lines, as }) => {
        const rule = states[state] ?? { tax: 0n, fee: 0n, payOut: 0n };
        const paid = Number(paidFor({ number, customer, state, credit, promotion, lines }, rule));
        return {
          number,
          customer,
          state,
          promotion: promotion ? (promotion.percent ? "TEN" : "SAVE20") : "",
          card_cents: paid - credit,
          credit_cents: credit,
          status: "came back",
          delivered_on: "2026-10-02",
          came_back_on: "2026-10-12",
          ...as,
        };
      }),
    );
    await add(
      "return_lines",
      orders.flatMap(({ number, lines }) =>
        lines.map((line, index) => ({
          order_number: number,
          item: `Item ${index}`,
          quantity: line.quantity,
          unit_cents: line.price,
          came_back: line.back,
          discontinued: line.discontinued ?? false,
        })),
      ),
    );
  };
  const refundsOf = async (number: number) =>
    (await client.expectOk("GET", `/tables/refunds/rows?order_number=${number}`)).items.map(
      ({ values }: { values: Record<string, unknown> }) => values,
    );
  const creditOf = async (customer: string) =>
    (await client.expectOk("GET", `/tables/store_credits/rows?customer=${customer}`)).items[0]?.values
      .balance_cents;
  const refund = async (number: number) => {
    const { runId } = await client.start(idOf("returns-desk"), `Please refund order ${number}`);
    return await client.runWhen(runId, ({ status }) => !["queued", "running"].includes(status), 60);
  };

  it("splits a discontinued item with promotion, store credit and a state's rule to the cent, as other orders, once, and gives it back [B1]", {
    timeout: 120_000,
  }, async () => {
    await addOrders(...cases, one(8010, "TX", 2000, {}));
    await Promise.all(
      cases.map(async (each) => {
        const rule = states[each.state];
        if (!rule) throw new Error("The case names no state.");
        const expected = expectedRefund(each, rule);
        expect(expected.card_cents + expected.credit_cents).toBe(expected.due_cents);
        const run = await refund(each.number);
        expect([each.number, run.status]).toEqual([each.number, "succeeded"]);
        expect(await refundsOf(each.number)).toEqual([
          { order_number: each.number, customer: each.customer, ...expected },
        ]);
        expect((await creditOf(each.customer)) ?? 0).toBe(expected.credit_cents);
      }),
    );
    expect(expectedRefund(cases[0] as ReturnCase, states.TX as StateRule)).toMatchObject({
      promotion_cents: 2000,
      fee_cents: 0,
      card_cents: 5039,
      credit_cents: 2528,
    });

    // Again, and twice at the same moment: nothing more is paid.
    await Promise.all([refund(8001), refund(8001)]);
    expect(await refundsOf(8001)).toHaveLength(1);
    const both = await Promise.all([refund(8010), refund(8010)]);
    expect(await refundsOf(8010)).toHaveLength(1);
    const paid = both.find(({ actions }) => actions.some(({ undoable }) => undoable));

    const { results } = await client.expectOk("POST", `/runs/${paid?.id}/undo`, {});
    expect(results).toMatchObject([{ undone: true }]);
    expect(await refundsOf(8010)).toEqual([]);
    expect(await creditOf("buyer8010@example.com")).toBeUndefined();
    const [row] = (await client.expectOk("GET", "/tables/return_orders/rows?number=8010")).items;
    expect(row.values.status).toBe("came back");
  });

  it("asks a person above the cap, and where the data leaves a doubt, and pays nothing until then [B1]", {
    timeout: 120_000,
  }, async () => {
    const large = one(8020, "NY", 9000, { lines: [{ quantity: 1, price: 50_000, back: 1 }] });
    await addOrders(
      large,
      one(8021, "ZZ", 0, {}),
      one(8022, "TX", 0, { lines: [{ quantity: -1, price: 4000, back: -1 }] }),
      { ...one(8023, "TX", 0, {}), as: { card_cents: 9999 } },
      { ...one(8024, "OR", 0, {}), as: { came_back_on: "2026-12-24" } },
      { ...one(8025, "TX", 0, {}), as: { status: "delivered" } },
    );
    const { runId } = await client.start(idOf("returns-desk"), "Please refund order 8020");
    const approval = await client.pendingApproval(runId);
    const expected = expectedRefund(large, states.NY as StateRule);
    expect(approval.arguments).toMatchObject({ due_cents: expected.due_cents });
    expect(await refundsOf(8020)).toEqual([]);
    // Even whoever approves cannot pay another amount than the rule comes to.
    await client.decide(approval.id, {
      decision: "approve",
      arguments: { ...approval.arguments, due_cents: 99_999 },
    });
    const run = await client.runWhen(runId, ({ status }) => status === "succeeded");
    expect(run.answer).toContain("comes to 49400");
    expect(await refundsOf(8020)).toEqual([]);

    const doubtful = [
      [8021, /no rules for the state ZZ.*a person/is],
      [8022, /impossible quantity.*a person/is],
      [8023, /does not add up.*a person/is],
      [8024, /after 83 days.*a person/is],
      [8025, /once the goods came back/i],
      [8999, /8999/],
    ] as const;
    const settle = async ([number, why]: (typeof doubtful)[number]) => {
      const answered = await refund(number);
      expect([number, answered.status, answered.answer]).toEqual([
        number,
        "succeeded",
        expect.stringMatching(why),
      ]);
      expect(await refundsOf(number)).toEqual([]);
    };
    await Promise.all(doubtful.map(settle));
  });
});
