import { createHash, randomBytes } from "node:crypto";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

type Call = { name: string; arguments: Record<string, unknown> };
type Made = { id: string; name: string; mediaType: string; size: number; sha256: string };

let app: RunningApp;
let model: OpenAiServer;
let api: ReturnType<typeof runClient>;
/** What the model asks for, one list for each turn; afterwards it answers. */
let turns: Call[][] = [];

beforeAll(async () => {
  model = await startOpenAiServer({
    kind: "handler",
    handle: ({ messages }) => {
      const next = turns.shift();
      return next ? { toolCalls: next } : { text: `Done: ${JSON.stringify(messages.at(-1)?.content)}` };
    },
  });
  app = await startApp();
  api = runClient(app);
  await api.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

it("a run attaches Markdown, PDF, CSV and an image, which can be downloaded and deleted again [S4.4]", async () => {
  const id = await blueprint([
    ["write", "create_document", {}],
    ["chart", "draw_chart", { format: "chart" }],
  ]);
  const content = "# Week 12\n\nAll **good**, naïve façade, 漢字.\n\n- one\n- two";
  const document = (format: string, more: Record<string, unknown>) => ({
    name: "create_document",
    arguments: { title: `Week 12 ${format}`, format, ...more },
  });
  turns = [
    [
      document("markdown", { content }),
      document("pdf", { content: `${content}\n${"long ".repeat(4000)}` }),
      document("csv", {
        columns: ["name", "total"],
        rows: [
          ['=HYPERLINK("http://evil.example")', 1],
          ["@SUM(1)", -2],
          [" +cmd", null],
          ['said "hi", twice', 3],
        ],
      }),
      {
        name: "draw_chart",
        arguments: {
          title: "A <b>",
          bars: [
            { label: "</text><script>", value: -3 },
            { label: "up", value: 5 },
          ],
        },
      },
    ],
  ];
  const run = await api.ask(id, "Make the report.", { version: "draft" });
  expect(run.status).toBe("succeeded");
  const items = await made(run.id);
  expect(items.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ["week-12-markdown.md", "text/markdown; charset=utf-8"],
    ["week-12-pdf.pdf", "application/pdf"],
    ["week-12-csv.csv", "text/csv; charset=utf-8"],
    ["a-b.svg", "image/svg+xml"],
  ]);
  const [markdown = "", pdf = "", csv = "", chart = ""] = items.map((item) => item.id);
  expect(await text(markdown)).toBe(content);
  expect((await PDFDocument.load(await bytes(pdf))).getPageCount()).toBeGreaterThan(3);
  expect(await text(csv)).toBe(
    [
      "name,total",
      `"'=HYPERLINK(""http://evil.example"")",1`,
      "'@SUM(1),-2",
      "' +cmd,",
      '"said ""hi"", twice",3',
      "",
    ].join("\r\n"),
  );
  const image = await text(chart);
  expect(image).toMatch(/^<svg /);
  expect(image).not.toContain("<script>");
  for (const item of items) {
    const content = Buffer.from(await bytes(item.id));
    expect(content.byteLength).toBe(item.size);
    expect(createHash("sha256").update(content).digest("hex")).toBe(item.sha256);
  }
  const events = await api.events(run.id);
  expect(events.filter(({ event }) => event.type === "artifact.created")).toHaveLength(4);

  const response = await app.fetch(`/api/v1/artifacts/${chart}`);
  expect(response.headers.get("content-disposition")).toContain('attachment; filename="a-b.svg"');
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  // Neither strangers nor another workspace get it.
  const foreign = { authorization: `Bearer ${await createForeignToken(app.databaseUrl)}` };
  expect((await app.fetch(`/api/v1/artifacts/${pdf}`, { headers: foreign })).status).toBe(404);
  expect((await app.fetch(`/api/v1/runs/${run.id}/artifacts`, { headers: foreign })).status).toBe(404);
  expect((await fetch(`${app.baseUrl}/api/v1/artifacts/${pdf}`)).status).toBe(401);

  const undone = await api.send("POST", `/runs/${run.id}/undo`, {});
  expect(undone.body.results.map((one: { undone: boolean }) => one.undone)).toEqual([true, true, true, true]);
  expect(await made(run.id)).toEqual([]);
  expect((await app.fetch(`/api/v1/artifacts/${pdf}`)).status).toBe(404);
});

it("a template takes only data that fits its schema; what does not goes back to the model, which mends it [C3.2]", async () => {
  const schema = JSON.stringify({
    type: "object",
    properties: {
      customer: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
      total: { type: "number", minimum: 0 },
      lines: { type: "array", items: { type: "string" }, minItems: 1 },
    },
    required: ["customer", "total", "lines"],
  });
  const template = "# Offer for {{customer.name}}\n\n{{lines}}\n\nTotal: {{ total }} EUR";
  const id = await blueprint([["offer", "make_offer", { format: "markdown", template, schema }]]);
  const offer = (data: Record<string, unknown>) => [
    { name: "make_offer", arguments: { title: "Offer", data } },
  ];
  const customer = { name: "{{total}} & Sons" };
  turns = [
    offer({ customer, total: "much", lines: [] }),
    offer({ customer, total: 12.5, lines: ["Chair"], discount: 99 }),
    offer({ customer, total: 12.5, lines: ["Chair", "Table"] }),
  ];
  const run = await api.ask(id, "Make an offer.", { version: "draft" });
  const failures = (await api.events(run.id)).flatMap(({ event }) =>
    event.type === "action.failed" ? [event.error] : [],
  );
  expect(failures.map(({ code }) => code)).toEqual(["invalid_input", "invalid_input"]);
  expect(failures[0]?.message).toContain("data.total");
  expect(failures[1]?.message).toContain("discount");
  const [document, ...others] = await made(run.id);
  expect(others).toEqual([]);
  // One pass: braces inside a value mean nothing.
  expect(await text(document?.id ?? "")).toBe(
    "# Offer for {{total}} & Sons\n\n- Chair\n- Table\n\nTotal: 12.5 EUR",
  );
  // The model is told the schema itself.
  const tools = JSON.stringify(model.requests.at(-1)?.body);
  expect(tools).toContain('"minItems":1');

  const wrong = await blueprint([
    ["offer", "make_offer", { template: "{{a}} {{b}}", schema: '{"type":"object","properties":{"a":{}}}' }],
  ]);
  const validated = await api.send("POST", `/blueprints/${wrong}/validate`, {});
  expect(JSON.stringify(validated.body)).toContain("The schema has no “b”");
});

it("a contact downloads a document of their own conversation only, and the rehearsal model makes one when asked", async () => {
  await api.expectOk("PATCH", "/workspaces/current", {
    settings: {
      models: {
        tiers: {
          fast: "rehearsal/rehearsal",
          standard: "rehearsal/rehearsal",
          frontier: "rehearsal/rehearsal",
        },
      },
    },
  });
  const id = await blueprint([["write", "create_document", {}]]);
  await api.expectOk("POST", `/blueprints/${id}/publish`, {});
  const { slug } = await api.expectOk("GET", `/blueprints/${id}`);
  const key = randomBytes(32).toString("base64url");
  const headers = { "content-type": "application/json", "x-conversation-key": key };
  const asked = await fetch(`${app.baseUrl}/api/chat/${slug}`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      messages: [{ role: "user", parts: [{ type: "text", text: "Please make me a summary as a PDF." }] }],
    }),
  });
  expect(await asked.text()).toContain('"type":"data-document"');
  const where = `${app.baseUrl}/api/chat/${slug}/${asked.headers.get("x-conversation-id")}`;
  const { exchanges } = await (await fetch(where, { headers })).json();
  const [document] = exchanges[0].documents;
  expect(document.name).toMatch(/\.pdf$/);
  const file = await fetch(`${where}/artifacts/${document.id}`, { headers });
  expect(file.headers.get("content-type")).toBe("application/pdf");
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  const stranger = { "x-conversation-key": randomBytes(32).toString("base64url") };
  expect((await fetch(`${where}/artifacts/${document.id}`, { headers: stranger })).status).toBe(404);
});

async function made(runId: string): Promise<Made[]> {
  return (await api.expectOk("GET", `/runs/${runId}/artifacts`)).items;
}

async function bytes(id: string): Promise<ArrayBuffer> {
  const response = await app.fetch(`/api/v1/artifacts/${id}`);
  expect(response.status).toBe(200);
  return await response.arrayBuffer();
}

async function text(id: string): Promise<string> {
  return Buffer.from(await bytes(id)).toString("utf8");
}

async function blueprint(
  abilities: [id: string, name: string, settings: Record<string, unknown>][],
): Promise<string> {
  const node = (id: string, kind: string, config: unknown, x: number) => ({
    id,
    kind,
    title: id,
    config,
    position: { x, y: 0 },
  });
  const document = {
    format: 1,
    name: "Documents",
    nodes: [
      node("start", "chat", {}, 0),
      node("agent", "agent", { instructions: "Write." }, 300),
      node(
        "goal",
        "goal",
        {
          statement: "It is done.",
          criteria: [{ id: "ok", label: "Answered", kind: "condition", when: "run.answered" }],
        },
        300,
      ),
      ...abilities.map(([id, name, settings], index) =>
        node(id, "ability", { ability: "create-document", name, settings }, 600 + index * 10),
      ),
    ],
    wires: [
      { id: "start", from: { node: "start", port: "starts" }, to: { node: "agent", port: "start" } },
      { id: "aims", from: { node: "agent", port: "pursues" }, to: { node: "goal", port: "pursued" } },
      ...abilities.map(([id]) => ({
        id: `can-${id}`,
        from: { node: "agent", port: "can" },
        to: { node: id, port: "used" },
      })),
    ],
  };
  return (await api.expectOk("POST", "/blueprints", { document })).id;
}
