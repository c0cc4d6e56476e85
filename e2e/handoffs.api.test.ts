import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { DurableEvent, RunEnvelope } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { publishDrawn } from "./drawn.ts";
import { replayAll } from "./replay-all.ts";
import { runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let model: OpenAiServer;
let api: ReturnType<typeof runClient>;

// Escalates what sounds like anger, then tells what came of it.
const handle = ({ messages }: { messages: { role: string; content?: unknown }[] }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { text: `A colleague says: ${JSON.stringify(last.content)}` };
  return {
    toolCalls: [
      { name: "hand_over", arguments: { reason: "The customer is angry.", summary: "Late order." } },
    ],
  };
};

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle });
  app = await startApp({ workers: 2 });
  api = runClient(app);
  await api.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

function document(settings: Record<string, unknown> = {}): Blueprint {
  const at = (x: number) => ({ x, y: 0 });
  return {
    format: 1,
    name: "Escalation",
    nodes: [
      { id: "chat", kind: "chat", title: "Chat", position: at(0), config: {} },
      {
        id: "agent",
        kind: "agent",
        title: "Agent",
        position: at(300),
        config: { instructions: "Help.", maxSeconds: 30 },
      },
      {
        id: "hand",
        kind: "ability",
        title: "Hand over",
        position: at(600),
        config: { ability: "hand-to-human", name: "hand_over", settings },
      },
    ],
    wires: [
      { id: "w1", from: { node: "chat", port: "starts" }, to: { node: "agent", port: "start" } },
      { id: "w2", from: { node: "agent", port: "can" }, to: { node: "hand", port: "used" } },
    ],
  } as never;
}

async function handedOver(settings: Record<string, unknown> = {}) {
  const { id } = await api.expectOk("POST", "/blueprints", { document: document(settings) });
  const started = await api.start(id, "My order is three weeks late!", {
    version: "draft",
    contact: { key: `ben-${crypto.randomUUID()}`, name: "Ben" },
  });
  const requested = await told(started.runId, "handoff.requested");
  return { blueprint: id as string, ...started, handoffId: requested.handoffId };
}

describe("a conversation handed to a person", () => {
  it("opens an inbox item with its reason, and the person's reply resumes the same run [S4.5]", async () => {
    const { runId, handoffId } = await handedOver();
    const { items } = await api.expectOk("GET", "/handoffs?status=pending");
    const item = items.find((one: { id: string }) => one.id === handoffId);
    expect(item).toMatchObject({
      runId,
      status: "open",
      reason: "The customer is angry.",
      summary: "Late order.",
      question: "My order is three weeks late!",
      contactName: "Ben",
    });
    expect(Date.parse(item.dueAt) - Date.parse(item.createdAt)).toBe(15 * 60_000);
    await api.expectOk("POST", `/handoffs/${handoffId}`, { reply: "Sent again by express." });
    const run = await api.runWhen(runId, (one) => one.status === "succeeded");
    expect(run.status).toBe("succeeded");
    expect(run.answer).toContain("Sent again by express.");
    const again = await api.send("POST", `/handoffs/${handoffId}`, { reply: "Twice" });
    expect(again).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  });

  it("is claimed by one person, who talks to the contact in the same conversation and gives it back [C3.4]", async () => {
    const { blueprint, runId, conversationId, handoffId } = await handedOver();
    const colleague = await createForeignToken(app.databaseUrl, "operator", await workspaceId());
    const asColleague = { authorization: `Bearer ${colleague}` };

    const claims = await Promise.all([
      api.send("POST", `/handoffs/${handoffId}/claim`),
      api.send("POST", `/handoffs/${handoffId}/claim`, undefined, asColleague),
    ]);
    expect(claims.map((one) => one.status).sort()).toEqual([200, 409]);
    const mine = claims[0]?.status === 200 ? {} : asColleague;
    const others = claims[0]?.status === 200 ? asColleague : {};
    const say = (text: string, headers: Record<string, string>) =>
      api.send("POST", `/handoffs/${handoffId}/messages`, { text }, headers);
    expect((await say("Not mine to say", others)).status).toBe(409);
    expect((await say("  ", mine)).status).toBe(400);
    expect((await say("Hello Ben, I am looking into it.", mine)).status).toBe(202);
    await told(runId, "handoff.message", (event) => event.from === "person");

    // What the contact writes now goes to the person: no second run is started beside the one that waits.
    const written = await api.expectOk("POST", `/blueprints/${blueprint}/runs`, {
      input: { text: "Thank you, please hurry." },
      conversationId,
      version: "draft",
    });
    expect(written).toEqual({ runId, conversationId, isWithPerson: true });
    await told(runId, "handoff.message", (event) => event.from === "contact");
    const runs = await api.expectOk("GET", `/runs?conversationId=${conversationId}`);
    expect(runs.items).toHaveLength(1);

    // A worker that dies meanwhile loses nothing of it.
    await Promise.all([app.restartWorker(0), app.restartWorker(1)]);
    expect(
      (await api.send("POST", `/handoffs/${handoffId}`, { reply: "Express is booked." }, mine)).status,
    ).toBe(200);
    const run = await api.runWhen(runId, (one) => one.status === "succeeded");
    expect(run.status).toBe("succeeded");
    for (const said of ["Hello Ben, I am looking into it.", "Thank you, please hurry.", "Express is booked."])
      expect(run.answer).toContain(said);
    const types = (await api.events(runId)).map(({ event }) => event.type);
    expect(types.filter((type) => type.startsWith("handoff."))).toEqual([
      "handoff.requested",
      "handoff.claimed",
      "handoff.message",
      "handoff.message",
      "handoff.resolved",
    ]);
    // The next message is the agent's again.
    const next = await api.start(blueprint, "And now?", { conversationId, version: "draft" });
    expect(next.runId).not.toBe(runId);
  });

  it("goes back to the queue when released, and a closed one ends with what the person said", async () => {
    const { runId, handoffId } = await handedOver();
    await api.expectOk("POST", `/handoffs/${handoffId}/claim`);
    const released = await api.expectOk("POST", `/handoffs/${handoffId}/release`);
    expect(released).toMatchObject({ status: "open", claimedBy: null });
    await api.expectOk("POST", `/handoffs/${handoffId}`, { close: true, reply: "Solved by phone." });
    const run = await api.runWhen(runId, (one) => one.status === "succeeded");
    expect(run).toMatchObject({ status: "succeeded", answer: "Solved by phone." });
    const calls = (await api.events(runId)).filter(({ event }) => event.type === "turn.started");
    expect(calls).toHaveLength(1);
  });

  it("is told as overdue when nobody takes it in time, and its end is honest when nobody ever does", async () => {
    const { runId, handoffId } = await handedOver({ dueMinutes: 0.05, waitMinutes: 0.1 });
    await told(runId, "handoff.overdue");
    const run = await api.runWhen(runId, (one) => one.status === "succeeded");
    expect(run.answer).toContain('\\"answered\\":false');
    expect((await api.send("POST", `/handoffs/${handoffId}/claim`)).status).toBe(409);
  });

  it("refuses viewers and other workspaces", async () => {
    const { handoffId } = await handedOver();
    const viewer = await createForeignToken(app.databaseUrl, "viewer", await workspaceId());
    const stranger = await createForeignToken(app.databaseUrl);
    for (const path of ["/claim", "/release", "/messages", ""]) {
      const body = path === "/messages" ? { text: "x" } : path === "" ? { reply: "x" } : undefined;
      const ask = (token: string) =>
        api.send("POST", `/handoffs/${handoffId}${path}`, body, { authorization: `Bearer ${token}` });
      expect((await ask(viewer)).status, `viewer ${path}`).toBe(403);
      expect((await ask(stranger)).status, `stranger ${path}`).toBe(404);
    }
  });
});

/** The first event of a type (for which `holds`) that a run tells, waited for on its stream. */
async function told<Type extends DurableEvent["type"]>(
  runId: string,
  type: Type,
  holds: (event: Extract<DurableEvent, { type: Type }>) => boolean = () => true,
): Promise<Extract<DurableEvent, { type: Type }>> {
  const isIt = (event: RunEnvelope["event"]): event is Extract<DurableEvent, { type: Type }> =>
    event.type === type && holds(event as Extract<DurableEvent, { type: Type }>);
  const seen = await api.follow(runId, 0, (all) => all.some((one) => isIt(one.envelope.event)));
  const found = seen.map((one) => one.envelope.event).find(isIt);
  if (!found) throw new Error(`Run ${runId} ended without ${type}.`);
  return found;
}

async function workspaceId(): Promise<string> {
  return (await api.expectOk("GET", "/workspaces/current")).id;
}

describe("an approval nobody decides", () => {
  it("reminds, is passed up, is decided only by the role it names, and never after its time", async () => {
    const gate = { when: "true", role: "editor", remindMinutes: 5, escalateMinutes: 30, escalateTo: "owner" };
    const id = await publishDrawn(api, "Patient", {
      abilities: { hand_over: { ability: "remember", settings: {} } },
      approvals: { hand_over: gate },
    });
    model.set({
      kind: "handler",
      handle: ({ messages }) =>
        messages.at(-1)?.role === "tool"
          ? { text: "Then not." }
          : { toolCalls: [{ name: "hand_over", arguments: { key: "a", value: "b" } }] },
    });
    const { runId } = await api.start(id, "Remember this");
    const approval = await api.pendingApproval(runId);
    expect(approval).toMatchObject({ role: "editor", escalated: null });
    const db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    try {
      const { rows } = await db.query("SELECT workspace_id FROM runs WHERE id = $1", [runId]);
      const tokenOf = (role: string) => createForeignToken(app.databaseUrl, role, rows[0].workspace_id);
      const as = async (role: string, method: string, path: string, body?: unknown) =>
        api.send(method, path, body, { authorization: `Bearer ${await tokenOf(role)}` });
      const noticesOf = async (role: string) =>
        (await as(role, "GET", "/notices?limit=50")).body.items
          .filter((notice: { runId: string }) => notice.runId === runId)
          .map(({ title }: { title: string }) => title.split(":")[0]);

      // Half an hour in no time: both moments are moved into the past.
      const past = `'"2026-01-01T00:00:00Z"'::jsonb`;
      await db.query(
        `UPDATE approvals SET request = request || jsonb_build_object('remindAt', ${past}, 'escalateAt', ${past}) WHERE id = $1`,
        [approval.id],
      );
      const passedUp = async () =>
        (await api.expectOk("GET", "/approvals?status=pending&limit=200")).items.find(
          (one: { id: string; escalated: unknown }) => one.id === approval.id && one.escalated,
        );
      await until("The escalation", passedUp);
      const both = ["Nobody has decided, so you are asked", "Still waiting"];
      expect((await noticesOf("owner")).sort()).toEqual(both);
      expect(await noticesOf("editor")).toEqual(["Still waiting"]);
      expect(await noticesOf("operator")).toEqual([]);

      const yes = { decision: "approve" };
      expect((await as("operator", "POST", `/approvals/${approval.id}`, yes)).status).toBe(403);
      // Its time is over, and the worker that would close it does not know yet.
      await db.query("UPDATE approvals SET expires_at = now() - interval '1 minute' WHERE id = $1", [
        approval.id,
      ]);
      const late = await as("editor", "POST", `/approvals/${approval.id}`, yes);
      expect(late).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining("its time is over") } },
      });
      await db.query("UPDATE approvals SET expires_at = now() + interval '1 hour' WHERE id = $1", [
        approval.id,
      ]);
      expect((await as("editor", "POST", `/approvals/${approval.id}`, yes)).status).toBe(200);
      expect((await as("owner", "POST", `/approvals/${approval.id}`, yes)).status).toBe(409);
      await api.runWhen(runId, (run) => run.status === "succeeded");
    } finally {
      await db.end();
    }
  });
});

it("every run of these tests replays to the same log and answer, with no model asked", async () => {
  const counts = await replayAll(api, [model]);
  expect(counts.succeeded).toBeGreaterThan(0);
});
