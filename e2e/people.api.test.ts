import { createHmac, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { signIn } from "./browser-session.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { type MockSystem, startMockSystem } from "./mock-systems.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

const webhookKey = randomBytes(32);
const password = "a long enough password";
const names = { editor: "Ed Editor", operator: "Opal Op", viewer: "Vic Viewer" } as const;
type Who = keyof typeof names;
type Mail = { to: string; text: string };
type Posted = { type: string; data: { approvalId: string; runId: string; approvers: Approver[] } };
type Approver = { userId: string; name: string; role: string; link: string };
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape
type Answer = { status: number; body: any; headers: Headers };
type AuditRow = { action: string; actor: { name: string }; nounId: string; after: unknown };
type SeenNotice = { isPersonal: boolean };

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let bank: MockSystem;
let smtp: SMTPServer;
let database: pg.Client;
let desk: string;
let hookStatus: number[] = [];
const mails: Mail[] = [];
const cookies = {} as Record<Who, string>;
const userIds = {} as Record<Who, string>;

beforeAll(async () => {
  // Says what it read, so that a test sees what reached it.
  model = await startOpenAiServer({
    kind: "handler",
    handle: ({ messages }) => {
      const last = messages.at(-1) as { role: string; content?: unknown };
      return last.role === "tool"
        ? { text: `I read: ${JSON.stringify(last.content)}` }
        : { toolCalls: [{ name: "pay", arguments: { to: "ada", amount: 400 } }] };
    },
  });
  bank = await startMockSystem((call) =>
    call.path === "/hook" ? { status: hookStatus.shift() ?? 204 } : { json: { ok: true } },
  );
  smtp = await startMail();
  app = await startApp();
  client = runClient(app);
  database = new pg.Client({ connectionString: app.databaseUrl });
  database.on("error", () => {});
  await database.connect();
  await client.setEndpoints([
    { name: "local", baseUrl: model.baseUrl, price: { input: 1000, output: 1000 } },
  ]);
  await Promise.all((Object.keys(names) as Who[]).map(join));
  const { port } = smtp.server.address() as AddressInfo;
  await client.expectOk("PUT", "/secrets/MAIL", { value: `smtp://127.0.0.1:${port}?tls=off` });
  await client.expectOk("PUT", "/secrets/HOOK", { value: `whsec_${webhookKey.toString("base64")}` });
  desk = await publishDrawn(client, "Payments", {
    abilities: {
      pay: payment(),
    },
    approvals: { pay: { reason: "Payments are checked", remindMinutes: 60 } },
  });
});

afterAll(async () => {
  await database?.end();
  await app?.stop();
  await Promise.all([model?.close(), bank?.close()]);
  smtp?.close(() => undefined);
});

const payment = () =>
  httpAbility(
    "pay",
    {
      method: "POST",
      url: `${bank.origin}/pay`,
      bodyType: "json",
      body: '{"to":"{to}","amount":"{amount}"}',
    },
    { weigh: "never" },
  );

async function startMail(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData: async (stream, session, callback) => {
      let text = "";
      for await (const piece of stream) text += piece;
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      // Long lines travel folded.
      mails.push({ to, text: text.replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=") });
      callback();
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function join(who: Who): Promise<void> {
  const email = `${who}@example.com`;
  const invited = await client.expectOk("POST", "/invitations", { email, role: who });
  const token = new URL(invited.path, app.baseUrl).searchParams.get("token");
  await client.expectOk("POST", "/invitations/accept", { token, name: names[who], password });
  cookies[who] = await signIn(app.baseUrl, email, password);
  const { items } = await client.expectOk("GET", "/members");
  userIds[who] = items.find((member: { email: string }) => member.email === email).userId;
}

async function sendAs(who: Who | null, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${app.baseUrl}/api/v1${path}`, {
    method,
    headers: {
      origin: app.baseUrl,
      "content-type": "application/json",
      ...(who ? { cookie: cookies[who] } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
}

const tell = (to: { mail?: boolean; webhook?: boolean }) =>
  client.expectOk("PATCH", "/workspaces/current", {
    settings: {
      approvalNotices: {
        mail: to.mail ? { from: "desk@example.com", secret: "MAIL" } : null,
        webhook: to.webhook ? { url: `${bank.origin}/hook`, secret: "HOOK" } : null,
      },
    },
  });

const posted = (): Posted[] => bank.callsTo("/hook").map(({ body }) => JSON.parse(body));

/** Starts a run that asks, and gives the link the webhook was given for each member. */
async function askFor(blueprint = desk) {
  const { runId } = await client.start(blueprint, "Pay Ada 400");
  const message = await until("The webhook is told", () => posted().find(({ data }) => data.runId === runId));
  const links = Object.fromEntries(
    message.data.approvers.map(({ role, link }) => [role, link.split("/approve/")[1] ?? ""]),
  );
  return { runId, approvalId: message.data.approvalId, message, links };
}
const byLink = (token: string | undefined, body?: unknown) =>
  sendAs(null, body ? "POST" : "GET", `/approval-links/${token}`, body);
const paid = () => bank.callsTo("/pay").map(({ body }) => body);
const auditOf = async (action: string) =>
  (await client.expectOk("GET", "/audit?limit=100")).items.filter((row: AuditRow) => row.action === action);

describe("a signed link to an approval", () => {
  it("goes by mail and webhook to those who may decide; opening it decides nothing, and a changed yes is what is sent, once", async () => {
    await tell({ mail: true, webhook: true });
    hookStatus = [503];
    const draft = await client.start(desk, "Pay Ada 400", { version: "draft" });
    await client.pendingApproval(draft.runId);
    const { runId, approvalId, message, links } = await askFor();
    expect(message).toMatchObject({
      type: "approval.requested",
      data: { title: "pay", reason: "Payments are checked", arguments: { to: "ada", amount: 400 } },
    });
    expect(message.data.approvers.map(({ role }) => role).sort()).toEqual(["editor", "operator"]);
    // Refused for the moment, it comes again as the same message.
    await until("The refused message waits", async () => {
      const { rows } = await database.query(
        "update approval_deliveries set next_at = now() where channel = 'webhook' and failure is not null returning id",
      );
      return rows[0];
    });
    const [first, second] = await until("Told again", () => {
      const calls = bank.callsTo("/hook");
      return calls.length === 2 ? calls : undefined;
    });
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const {
      "webhook-id": id,
      "webhook-timestamp": at,
      "webhook-signature": signature,
    } = second?.headers ?? {};
    const wanted = createHmac("sha256", webhookKey).update(`${id}.${at}.${second?.body}`).digest("base64");
    expect(signature).toBe(`v1,${wanted}`);

    await until("Both mails", () => (mails.length === 2 ? mails : undefined));
    expect(mails.map(({ to }) => to).sort()).toEqual(["editor@example.com", "operator@example.com"]);
    const mailed = mails.find(({ to }) => to.startsWith("operator"))?.text ?? "";
    expect(mailed).toContain(`${app.baseUrl}/approve/${links.operator}`);
    expect(mailed).not.toContain("400");

    const page = await fetch(`${app.baseUrl}/approve/${links.operator}`);
    expect(page.status).toBe(200);
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("x-frame-options")).toBe("DENY");
    const seen = [await byLink(links.operator), await byLink(links.operator)];
    for (const { status, headers, body } of seen) {
      expect([status, body.state, body.approver]).toEqual([200, "open", "Opal Op"]);
      expect(headers.get("cache-control")).toContain("no-store");
      expect(body.asked).toMatchObject({ title: "pay", arguments: { to: "ada", amount: 400 } });
      expect(body.asked.costUsd).toBeGreaterThan(0);
    }
    expect((await client.readRun(runId)).status).toBe("waiting");

    const answers = await Promise.all(
      [links.operator, links.editor].map((token) =>
        byLink(token, { decision: "approve", arguments: { to: "ada", amount: 64.5 }, comment: "Less." }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const run = await client.runWhen(runId, ({ answer }) => answer !== null);
    expect(run.actions).toMatchObject([{ status: "succeeded", arguments: { amount: 64.5 } }]);
    expect(paid()).toEqual(['{"to":"ada","amount":64.5}']);
    const [entry] = await auditOf("approval.approved");
    expect(entry).toMatchObject({ nounId: approvalId, after: { via: "by link" } });
    expect(entry.actor.name).toMatch(/^(Opal Op|Ed Editor) \(by link\)$/);
    for (const token of [links.operator, links.editor]) {
      expect((await byLink(token)).body).toMatchObject({ state: "approved", asked: null });
      expect((await byLink(token, { decision: "reject" })).status).toBe(409);
    }
    // What only a test of the draft asks is decided where it is tested.
    expect(posted().filter(({ data }) => data.runId === draft.runId)).toEqual([]);
    await client.expectOk("POST", `/runs/${draft.runId}/cancel`);
  });

  it("reminds by mail with a link of its own, and rejects with a word the model reads", async () => {
    await tell({ mail: true });
    mails.length = 0;
    const { runId } = await client.start(desk, "Pay Ada 400");
    await until("Asked by mail", () => (mails.length === 2 ? mails : undefined));
    await database.query(
      `update approvals set request = jsonb_set(request, '{remindAt}', to_jsonb(now() - interval '1 minute'))
       where run_id = $1`,
      [runId],
    );
    await until("Reminded by mail", () => (mails.length === 4 ? mails : undefined));
    const reminder = mails.slice(2).find(({ to }) => to.startsWith("editor"))?.text ?? "";
    expect(reminder).toContain("Still waiting for a decision: pay");
    const token = /\/approve\/([\w-]+)/.exec(reminder)?.[1];
    expect((await byLink(token, { decision: "reject", comment: "Ada left." })).body.state).toBe("rejected");
    const run = await client.runWhen(runId, ({ answer }) => answer !== null);
    expect(run.answer).toContain("Their word: Ada left.");
  });

  it("is dead when changed, foreign, expired, or its member may not decide any more, and says what to do", async () => {
    await tell({ webhook: true });
    const { runId, approvalId, links } = await askFor();
    const token = links.operator ?? "";
    const last = token.at(-6) === "A" ? "B" : "A";
    const yes = { decision: "approve" };
    for (const wrong of [
      `${token.slice(0, -6)}${last}${token.slice(-5)}`,
      token.slice(0, 50),
      "x",
      `${token}A`,
    ])
      for (const body of [undefined, yes]) {
        const answer = await byLink(wrong, body);
        expect([answer.status, answer.body.error.message]).toEqual([
          404,
          expect.stringContaining("whole link"),
        ]);
        expect(JSON.stringify(answer.body)).not.toMatch(/Ada|Payments|Opal/i);
      }
    // The page of a dead link opens, and says so itself.
    expect((await fetch(`${app.baseUrl}/approve/x`)).status).toBe(200);
    // A link opens one approval, nothing else.
    const bearer = await app.fetch("/api/v1/runs", { headers: { authorization: `Bearer ${token}` } });
    expect(bearer.status).toBe(401);

    const { items } = await client.expectOk("GET", "/members");
    const memberOf = (who: Who) => items.find((one: { userId: string }) => one.userId === userIds[who]).id;
    await client.expectOk("PATCH", `/members/${memberOf("operator")}`, { role: "viewer" });
    expect((await byLink(token, yes)).status).toBe(403);
    expect((await byLink(token)).status).toBe(403);
    await client.expectOk("PATCH", `/members/${memberOf("operator")}`, { role: "operator" });
    expect((await byLink(token)).status).toBe(200);
    await client.expectOk("DELETE", `/members/${memberOf("editor")}`);
    for (const answer of [await byLink(links.editor), await byLink(links.editor, yes)]) {
      expect([answer.status, answer.body.error.message]).toEqual([
        403,
        expect.stringContaining("no longer a member"),
      ]);
      expect(JSON.stringify(answer.body)).not.toMatch(/Ada|Payments/i);
    }

    await database.query("update approvals set expires_at = now() - interval '1 second' where id = $1", [
      approvalId,
    ]);
    expect((await byLink(token)).body).toMatchObject({ state: "expired", asked: null });
    expect((await byLink(token, yes)).status).toBe(409);
    expect((await client.readRun(runId)).status).toBe("waiting");
    expect(await auditOf("approval.approved")).toHaveLength(1);
    await client.expectOk("POST", `/runs/${runId}/cancel`);
  });

  it("is refused settings nothing could be sent with", async () => {
    const set = (approvalNotices: unknown) =>
      client.send("PATCH", "/workspaces/current", { settings: { approvalNotices } });
    for (const [wrong, path] of [
      [{ mail: { from: "Ann <ann@example.com>", secret: "MAIL" } }, "settings.approvalNotices.mail.from"],
      [{ mail: { from: "ann@example.com", secret: "" } }, "settings.approvalNotices.mail.secret"],
      [{ webhook: { url: "file:///etc/passwd", secret: "HOOK" } }, "settings.approvalNotices.webhook.url"],
    ] as const) {
      const { status, body } = await set(wrong);
      expect([status, body.error.details[0].path]).toEqual([400, path]);
    }
  });
});

describe("a form to fill in with the decision", () => {
  const fields = [
    { name: "cost_centre", label: "Cost centre", type: "text", required: true, max: 10 },
    { name: "limit", label: "Limit", type: "number", min: 1, max: 500 },
    { name: "account", label: "Account", type: "choice", options: ["Main", "Reserve"] },
    { name: "urgent", label: "Urgent", type: "yes-no" },
    { name: "due", label: "Due", type: "date" },
  ];

  it("is checked by type, naming each field, and its answers reach the agent and the log as data", async () => {
    await tell({ webhook: true });
    const blueprint = await publishDrawn(client, "With a form", {
      abilities: { pay: payment() },
      approvals: { pay: { fields } },
    });
    const { runId, approvalId, links, message } = await askFor(blueprint);
    expect(message.data).toMatchObject({
      form: [{ name: "cost_centre", label: "Cost centre" }, {}, {}, {}, {}],
    });
    const pending = await client.pendingApproval(runId);
    expect(pending).toMatchObject({
      form: [{ type: "text", required: true }, {}, {}, {}, {}],
      answers: null,
    });

    const wrong = { limit: 501, account: "Third", urgent: "yes", due: "2027-02-30", more: 1 };
    for (const answer of [
      await client.decide(approvalId, { decision: "approve", form: wrong }),
      await byLink(links.operator, { decision: "approve", form: wrong }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual(
        ["account", "cost_centre", "due", "limit", "more", "urgent"].map((name) => `form.${name}`),
      );
    }
    expect((await client.readRun(runId)).status).toBe("waiting");

    const form = { cost_centre: "K-17", limit: 250.5, account: "Reserve", urgent: false, due: "2027-02-28" };
    expect((await byLink(links.operator, { decision: "approve", form })).status).toBe(200);
    const run = await client.runWhen(runId, ({ answer }) => answer !== null);
    expect(run.answer).toContain("filledInByPerson");
    expect(run.answer).toContain("K-17");
    const events = (await client.events(runId)).map(({ event }) => event);
    expect(events.find(({ type }) => type === "approval.requested")).toMatchObject({ form: fields });
    expect(events.find(({ type }) => type === "approval.resolved")).toMatchObject({ form, by: "Opal Op" });
    const { items } = await client.expectOk("GET", "/approvals?status=approved&limit=1");
    expect(items[0]).toMatchObject({ id: approvalId, answers: form });

    // Who says no owes no answers, and gives those there are.
    const other = await askFor(blueprint);
    await client.expectOk("POST", `/approvals/${other.approvalId}`, {
      decision: "reject",
      form: { limit: 5 },
    });
    const refused = await client.runWhen(other.runId, ({ answer }) => answer !== null);
    expect(refused.answer).toMatch(/They filled in: .*limit.*5/);
  });

  it("cannot be published with questions nobody can answer", async () => {
    await expect(
      publishDrawn(client, "Odd", {
        abilities: { pay: payment() },
        approvals: { pay: { fields: [{ name: "pick", label: "Pick", type: "choice" }] } },
      }),
    ).rejects.toThrow(/needs at least two options/);
  });
});

describe("members inside a run", () => {
  it("comment on it and its steps, mention one another, change and erase what they said", async () => {
    const { runId } = await client.start(desk, "Pay Ada 400");
    await client.pendingApproval(runId);
    const [step] = await client.events(runId);
    const path = `/runs/${runId}/comments`;
    const text = "@Vic Viewer and @opal op: is 400 right? (@nobody knows)";
    const said = await client.send("POST", path, { text, step: step?.seq });
    expect(said.status).toBe(201);
    expect(said.body).toMatchObject({ step: step?.seq, isMine: true, text });
    expect(said.body.mentions.map(({ userId }: { userId: string }) => userId).sort()).toEqual(
      [userIds.viewer, userIds.operator].sort(),
    );
    for (const who of ["viewer", "operator"] as const) {
      const { body } = await sendAs(who, "GET", "/notices?unread=true");
      expect(body.items.filter((one: SeenNotice) => one.isPersonal)).toMatchObject([
        { runId, isPersonal: true, anchor: `comment-${said.body.id}`, text, role: null },
      ]);
    }
    expect(
      (await client.expectOk("GET", "/notices")).items.filter((one: SeenNotice) => one.isPersonal),
    ).toEqual([]);

    const reply = await sendAs("operator", "POST", path, { text: "x".repeat(4000) });
    expect([reply.status, reply.body.author]).toEqual([201, "Opal Op"]);
    for (const [body, status] of [
      [{ text: "x".repeat(4001) }, 400],
      [{ text: "  " }, 400],
      [{ text: "On nothing", step: 999_999 }, 400],
    ] as const)
      expect((await sendAs("operator", "POST", path, body)).status).toBe(status);
    // A viewer reads; nobody changes another's words; an owner may erase any.
    expect((await sendAs("viewer", "POST", path, { text: "Hello" })).status).toBe(403);
    const seen = await sendAs("viewer", "GET", path);
    expect([seen.body.mayWrite, seen.body.items.length]).toEqual([false, 2]);
    const own = `/comments/${reply.body.id}`;
    expect((await client.send("PATCH", own, { text: "Mine now" })).status).toBe(403);
    expect((await sendAs("operator", "DELETE", `/comments/${said.body.id}`)).status).toBe(403);
    const edited = await sendAs("operator", "PATCH", own, { text: "Yes. @Vic Viewer" });
    expect(edited.body).toMatchObject({ text: "Yes. @Vic Viewer", editedAt: expect.any(String) });

    const foreign = { authorization: `Bearer ${await createForeignToken(app.databaseUrl)}` };
    for (const [method, at] of [
      ["GET", path],
      ["POST", path],
      ["PATCH", own],
      ["DELETE", own],
    ] as const) {
      const body = method === "POST" || method === "PATCH" ? { text: "Stolen" } : undefined;
      expect((await client.send(method, at, body, foreign)).status).toBe(404);
    }

    expect((await client.send("DELETE", `/comments/${said.body.id}`)).status).toBe(200);
    const after = (await client.expectOk("GET", path)).items;
    expect(after[0]).toMatchObject({ text: "", mentions: [], erasedAt: expect.any(String) });
    expect((await client.send("PATCH", `/comments/${said.body.id}`, { text: "Back" })).status).toBe(409);
    const left = (await sendAs("viewer", "GET", "/notices?unread=true")).body.items;
    expect(left).toMatchObject([{ text: "Yes. @Vic Viewer" }]);
    // Gone means gone: neither the log of what was changed nor any table quotes it still.
    const log = JSON.stringify((await client.expectOk("GET", "/audit?limit=100")).items);
    expect(log).toContain("comment.erased");
    expect(log).not.toContain("is 400 right");
    const { rows } = await database.query(
      "select count(*)::int as n from run_comments where text like '%is 400%'",
    );
    expect(rows).toEqual([{ n: 0 }]);
    await client.expectOk("POST", `/runs/${runId}/cancel`);
  });

  it("take a run over, are told so, and find theirs in the list", async () => {
    const { runId } = await client.start(desk, "Pay Ada 400");
    await client.pendingApproval(runId);
    const path = `/runs/${runId}/assignee`;
    const given = await client.expectOk("PUT", path, { userId: userIds.operator });
    expect(given.assignee).toEqual({ userId: userIds.operator, name: "Opal Op" });
    const mine = await sendAs("operator", "GET", "/runs?assignee=me");
    expect(mine.body.items).toMatchObject([{ id: runId, assignee: { name: "Opal Op" } }]);
    expect((await sendAs("viewer", "GET", "/runs?assignee=me")).body.items).toEqual([]);
    expect(await client.readRun(runId)).toMatchObject({ assignee: { name: "Opal Op" } });
    const { body } = await sendAs("operator", "GET", "/notices?limit=1");
    expect(body.items).toMatchObject([{ runId, title: expect.stringContaining("gave you this run") }]);

    for (const [who, userId, status] of [
      [null, userIds.viewer, 400],
      [null, userIds.editor, 404],
      ["viewer", userIds.operator, 403],
    ] as const) {
      const answer = who
        ? await sendAs(who, "PUT", path, { userId })
        : await client.send("PUT", path, { userId });
      expect(answer.status).toBe(status);
    }
    expect((await client.send("GET", "/runs?assignee=me")).status).toBe(400);
    const foreign = { authorization: `Bearer ${await createForeignToken(app.databaseUrl)}` };
    expect((await client.send("PUT", path, { userId: null }, foreign)).status).toBe(404);
    expect((await sendAs("operator", "PUT", path, { userId: null })).body).toEqual({ assignee: null });
    expect(await auditOf("run.assigned")).toHaveLength(2);
    await client.expectOk("POST", `/runs/${runId}/cancel`);
  });
});
