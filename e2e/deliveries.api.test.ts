import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

type Hit = { path: string; headers: IncomingHttpHeaders; body: string };
type Call = { name: string; arguments: Record<string, unknown> };

let app: RunningApp;
let model: OpenAiServer;
let api: ReturnType<typeof runClient>;
let sink: { origin: string; hits: Hit[]; server: Server };
let mail: { port: number; texts: string[]; server: SMTPServer };
let calls: Call[] = [];
/** What the sink answers next, by path; 200 when there is nothing left. */
const answers: Record<string, number[]> = {};

beforeAll(async () => {
  model = await startOpenAiServer({
    kind: "handler",
    handle: ({ messages }) => {
      const last = messages.at(-1) as { role: string; content?: unknown } | undefined;
      if (last?.role === "tool") return { text: `Done: ${JSON.stringify(last.content)}` };
      return { toolCalls: calls };
    },
  });
  sink = await startSink();
  mail = await startMail();
  app = await startApp();
  api = runClient(app);
  await api.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  await secret("SMTP_URL", `smtp://127.0.0.1:${mail.port}?tls=off`);
  await secret("CHAT_WEBHOOK_URL", `${sink.origin}/services/T0/B0/very-secret-path`);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
  sink?.server.close();
  mail?.server.close(() => undefined);
});

it("one run sends an email after an approval, posts in a chat channel and leaves a notice [S4.1]", async () => {
  const id = await blueprint(
    [
      ["mail", "send-email", "send_email", { from: "desk@shop.example", to: ["ann@example.com"] }],
      ["post", "post-message", "post_message", { format: "slack", host: "127.0.0.1" }],
      ["note", "notify", "notify_team", { audience: "operator" }],
    ],
    [["approval", "mail"]],
  );
  calls = [
    { name: "send_email", arguments: { subject: "Your refund", text: "It is on its way." } },
    { name: "post_message", arguments: { text: "Refund <!channel> & done" } },
    { name: "notify_team", arguments: { subject: "Refund made", text: "Ann got her money back." } },
  ];
  const { runId } = await api.start(id, "Tell everybody.", { version: "draft" });
  const approval = await api.pendingApproval(runId);
  expect(mail.texts).toEqual([]);
  await api.decide(approval.id, { decision: "approve" });
  const run = await api.runWhen(runId, (one) => one.status === "succeeded" || one.status === "failed");
  expect(run.status).toBe("succeeded");

  expect(mail.texts).toHaveLength(1);
  expect(mail.texts[0]).toContain("It is on its way.");
  expect(sink.hits.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ["/services/T0/B0/very-secret-path", { text: "Refund &lt;!channel&gt; &amp; done" }],
  ]);
  const operator = await as("operator");
  const seen = await api.send("GET", "/notices", undefined, operator);
  expect(seen.body).toMatchObject({
    unread: 1,
    items: [{ runId, title: "Refund made", text: "Ann got her money back.", role: "operator", readAt: null }],
  });
  // Neither another role nor another workspace sees it.
  expect((await api.send("GET", "/notices", undefined, await as("viewer"))).body.items).toEqual([]);
  const foreign = { authorization: `Bearer ${await createForeignToken(app.databaseUrl)}` };
  expect((await api.send("GET", "/notices", undefined, foreign)).body).toMatchObject({
    items: [],
    unread: 0,
  });
  const ids = [seen.body.items[0].id];
  expect((await api.send("POST", "/notices/read", { ids }, operator)).body).toEqual({ marked: 1, unread: 0 });
  expect((await api.send("POST", "/notices/read", { ids }, operator)).body).toEqual({ marked: 0, unread: 0 });

  // The log says honestly what can be taken back, and never the channel's address.
  const events = await api.events(runId);
  const traits = events.flatMap(({ event }) =>
    event.type === "action.proposed" ? [[event.ability, event.reversibility]] : [],
  );
  expect(Object.fromEntries(traits)).toEqual({
    "send-email": "irreversible",
    "post-message": "irreversible",
    notify: "compensable",
  });
  expect(JSON.stringify(events)).not.toContain("very-secret-path");
  const undone = await api.send("POST", `/runs/${runId}/undo`, {});
  expect(undone.body.results).toMatchObject([{ undone: true }]);
  expect((await api.send("GET", "/notices", undefined, operator)).body.items).toEqual([]);
});

it("a channel on another host than the author's is not written to, and a refusal reaches the agent", async () => {
  const before = sink.hits.length;
  const elsewhere = await blueprint([["post", "post-message", "post", { host: "hooks.slack.com" }]]);
  calls = [{ name: "post", arguments: { text: "Hello" } }];
  const refused = await api.ask(elsewhere, "Post it.", { version: "draft" });
  expect(refused.answer).toContain("only host");
  expect(sink.hits).toHaveLength(before);

  const teams = await blueprint([["post", "post-message", "post", { format: "teams" }]]);
  answers["/services/T0/B0/very-secret-path"] = [500];
  const failed = await api.ask(teams, "Post it.", { version: "draft" });
  expect(failed.answer).toContain("refused the message with status 500");
  expect(sink.hits).toHaveLength(before + 1);
  expect(JSON.parse(sink.hits.at(-1)?.body ?? "")).toMatchObject({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }],
  });
});

it("an outbound webhook is signed, repeated under one id until it is taken, and each attempt is in the log [G3.4]", async () => {
  const key = randomBytes(32);
  await secret("WEBHOOK_SECRET", `whsec_${key.toString("base64")}`);
  const settings = {
    url: `${sink.origin}/hook`,
    type: "order.refunded",
    fields: [{ name: "order_id", value: "The order" }],
  };
  // A signed call from outside starts the run ...
  await secret("HOOK_SECRET", "inbound-signing-secret-of-the-shop");
  const id = await blueprint([["hook", "call-webhook", "send_event", settings]], [], "webhook");
  await api.expectOk("POST", `/blueprints/${id}/publish`, {});
  const { items } = await api.expectOk("GET", `/triggers?blueprintId=${id}`);
  const address = items.find((one: { kind: string }) => one.kind === "webhook").url as string;
  calls = [{ name: "send_event", arguments: { order_id: 1042 } }];
  answers["/hook"] = [503, 500];
  const body = JSON.stringify({ order: 1042 });
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", "inbound-signing-secret-of-the-shop")
    .update(`${at}.${body}`)
    .digest("hex");
  const call = (signed: string) =>
    fetch(new URL(address, app.baseUrl), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-aimwright-timestamp": at,
        "x-aimwright-signature": `sha256=${signed}`,
      },
      body,
    });
  expect((await call("0".repeat(64))).status).toBe(401);
  const started = await call(signature);
  expect(started.status).toBe(202);
  const { runId } = (await started.json()) as { runId: string };
  const run = await api.runWhen(runId, (one) => one.status === "succeeded" || one.status === "failed");
  expect(run.status).toBe("succeeded");

  // ... which sends a signed call out: the third attempt is taken.
  const hits = sink.hits.filter(({ path }) => path === "/hook");
  expect(hits).toHaveLength(3);
  expect(new Set(hits.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  for (const hit of hits) {
    const stamp = Number(hit.headers["webhook-timestamp"]);
    expect(Math.abs(Date.now() / 1000 - stamp)).toBeLessThan(300);
    const expected = createHmac("sha256", key)
      .update(`${hit.headers["webhook-id"]}.${stamp}.${hit.body}`)
      .digest();
    const [version, given = ""] = String(hit.headers["webhook-signature"]).split(",");
    expect(version).toBe("v1");
    expect(timingSafeEqual(Buffer.from(given, "base64"), expected)).toBe(true);
    expect(JSON.parse(hit.body)).toMatchObject({ type: "order.refunded", data: { order_id: 1042 } });
  }
  const events = (await api.events(runId)).map(({ event }) => event);
  const retried = events.flatMap((event) => (event.type === "action.retried" ? [event] : []));
  expect(retried.map(({ attempt, error }) => [attempt, error.message.match(/answered (\d+)/)?.[1]])).toEqual([
    [1, "503"],
    [2, "500"],
  ]);
  expect(retried[1]?.waitMs).toBeGreaterThan(retried[0]?.waitMs ?? 0);
  expect(events.find(({ type }) => type === "action.completed")).toMatchObject({
    attempts: 3,
    result: { delivered: true, status: 200 },
  });

  // A refusal is not repeated, and neither is anything sent with a key that is none.
  answers["/hook"] = [422];
  const draft = await blueprint([["hook", "call-webhook", "send_event", settings]]);
  expect((await api.ask(draft, "Again", { version: "draft" })).answer).toContain("refused the event");
  expect(sink.hits.filter(({ path }) => path === "/hook")).toHaveLength(4);
  await secret("WEBHOOK_SECRET", "short");
  expect((await api.ask(draft, "Again", { version: "draft" })).answer).toContain("no webhook key");
  expect(sink.hits.filter(({ path }) => path === "/hook")).toHaveLength(4);
});

async function secret(name: string, value: string): Promise<void> {
  await api.expectOk("PUT", `/secrets/${name}`, { value });
}

async function as(role: "operator" | "viewer") {
  const { id } = await api.expectOk("GET", "/workspaces/current");
  return { authorization: `Bearer ${await createForeignToken(app.databaseUrl, role, id)}` };
}

async function blueprint(
  abilities: [id: string, ability: string, name: string, settings: Record<string, unknown>][],
  approvals: [id: string, ability: string][] = [],
  trigger: "chat" | "webhook" = "chat",
): Promise<string> {
  const node = (id: string, kind: string, config: unknown, x: number) => ({
    id,
    kind,
    title: id,
    config,
    position: { x, y: 0 },
  });
  const wire = (from: [string, string], to: [string, string]) => ({
    id: `${from[0]}-${to[0]}`,
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  });
  const start =
    trigger === "chat"
      ? node("start", "chat", {}, 0)
      : node("start", "webhook", { secret: "HOOK_SECRET" }, 0);
  const document = {
    format: 1,
    name: "Deliveries",
    nodes: [
      start,
      node("agent", "agent", { instructions: "Deliver." }, 300),
      node(
        "goal",
        "goal",
        {
          statement: "It is done.",
          criteria: [{ id: "ok", label: "Answered", kind: "condition", when: "run.answered" }],
        },
        300,
      ),
      ...abilities.map(([id, ability, name, settings], index) =>
        node(id, "ability", { ability, name, permission: "auto", settings, retries: 3 }, 600 + index * 10),
      ),
      ...approvals.map(([id]) => node(id, "approval", {}, 900)),
    ],
    wires: [
      wire(["start", "starts"], ["agent", "start"]),
      wire(["agent", "pursues"], ["goal", "pursued"]),
      ...abilities
        .filter(([id]) => !approvals.some(([, ability]) => ability === id))
        .map(([id]) => wire(["agent", "can"], [id, "used"])),
      ...approvals.flatMap(([id, ability]) => [
        wire(["agent", "can"], [id, "asked"]),
        wire([id, "allows"], [ability, "used"]),
      ]),
    ],
  };
  const { id } = await api.expectOk("POST", "/blueprints", { document });
  return id;
}

async function startSink() {
  const hits: Hit[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const path = request.url ?? "";
    hits.push({ path, headers: request.headers, body });
    response.writeHead(answers[path]?.shift() ?? 200).end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits, server };
}

async function startMail() {
  const texts: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData: async (stream, _session, callback) => {
      let text = "";
      for await (const piece of stream) text += piece;
      texts.push(text);
      callback();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.server.address() as AddressInfo).port, texts, server };
}
