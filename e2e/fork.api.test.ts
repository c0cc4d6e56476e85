import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { refundAgent as agent } from "./refund-agent.ts";
import { replayAll } from "./replay-all.ts";
import { type RunClient, runClient, type SeenRun, until } from "./run-client.ts";
import { calling, castOf, publishTeam } from "./team-drawn.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: agent });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

const fork = async (id: string, body: Record<string, unknown>) => {
  const started = await client.expectOk("POST", `/runs/${id}/fork`, body);
  return client.runWhen(started.runId, (run) => ["succeeded", "failed"].includes(run.status));
};

const expectEqual = async (id: string) =>
  expect(await client.expectOk("POST", `/runs/${id}/replay`, {})).toMatchObject({
    equal: true,
    outsideCalls: 0,
    divergence: null,
    differences: [],
  });

const eventsOf = async (id: string) => (await client.events(id)).map(({ seq, event }) => ({ seq, ...event }));

describe("fork over HTTP", () => {
  const order = async (number: number) =>
    (await client.rows("orders")).find((row) => row.values.number === number)?.values;

  const parentOf = async (name: string, text: string) => {
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", name);
    return client.ask(desk, text);
  };

  it("from a later turn takes the past over for nothing and takes only what follows anew", async () => {
    const parent = await parentOf("Forked late", "Please refund order 1039, 10 euros.");
    expect(parent.answer).toBe("Done as you asked.");
    const before = await order(1039);
    const turns = (await client.events(parent.id)).filter(({ event }) => event.type === "turn.started");
    const asked = model.requests.length;
    const forked = await fork(parent.id, {
      fromSeq: turns[1]?.seq,
      changes: { instructions: "Speak up." },
    });
    expect(forked, JSON.stringify(forked.error)).toMatchObject({
      answer: "DONE!",
      forkOf: parent.id,
      fork: { point: { turn: 2 }, effects: "simulate", reused: { turns: 1 } },
    });
    expect(model.requests.length - asked).toBe(1);
    expect(await order(1039)).toEqual(before);
    const [mine, theirs] = await Promise.all([client.events(forked.id), client.events(parent.id)]);
    const until = turns[1]?.seq ?? 0;
    // The message itself was given to each of the two runs at a time of its own.
    const past = (events: typeof mine) =>
      events
        .slice(1, until - 1)
        .map(({ event }) => event)
        .filter((event) => event.type !== "fact.perceived" || event.source !== "input")
        // A prompt is measured as the fork would send it, and its instructions are others.
        .map((event) => (event.type === "turn.started" ? { ...event, context: undefined } : event));
    // What the parent did, the fork did not do itself: it says so, and leaves undoing to the parent.
    expect(past(mine)).toEqual(
      past(theirs).map((event) =>
        event.type === "action.completed" ? { ...event, simulated: true, undoable: false } : event,
      ),
    );
    const called = model.requests.length;
    await expectEqual(forked.id);
    expect(model.requests).toHaveLength(called);
  });

  it("with another message simulates what it would do, and bothers nobody for approval", async () => {
    const parent = await parentOf("Forked early", "Please refund order 1041, 10 euros.");
    const before = await order(1045);
    const forked = await fork(parent.id, {
      changes: { input: "Please refund order 1045, 300 euros." },
    });
    expect(forked).toMatchObject({ status: "succeeded", answer: "Done as you asked." });
    expect(await order(1045)).toEqual(before);
    const events = (await client.events(forked.id)).map(({ event }) => event);
    expect(events.find((event) => event.type === "approval.resolved")).toMatchObject({ by: "Simulation" });
    expect(events.find((event) => event.type === "action.completed")).toMatchObject({
      result: { simulated: expect.stringContaining("nothing was changed") },
      undoable: false,
    });
    const pending = await client.expectOk("GET", "/approvals?status=pending&limit=200");
    expect(pending.items.filter((one: { runId: string }) => one.runId === forked.id)).toEqual([]);
    await expectEqual(forked.id);
  });

  it("does it for real only when told to", async () => {
    const parent = await parentOf("Forked for real", "Please refund order 1031, 10 euros.");
    const forked = await fork(parent.id, {
      changes: { input: "Please refund order 1046, 9 euros." },
      effects: "real",
    });
    expect(forked.status).toBe("succeeded");
    expect(await order(1046)).toMatchObject({ status: "refunded", refund_amount: 9 });
  });

  it("refuses a turn that is not there, a changed past, and an unknown model says why it failed", async () => {
    const parent = await parentOf("Forked badly", "Please refund order 1033, 10 euros.");
    const beyond = await client.send("POST", `/runs/${parent.id}/fork`, { fromSeq: 9999 });
    expect(beyond).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
    expect(beyond.text).toContain("The turns of this run begin at");
    const both = await client.send("POST", `/runs/${parent.id}/fork`, {
      fromSeq: 1,
      changes: { input: "Hello" },
    });
    expect(both.status).toBe(400);
    const forked = await fork(parent.id, { changes: { model: "nowhere/nothing" } });
    expect(forked.status).toBe("failed");
    expect(forked.error?.message).toContain("nowhere");
  });

  it("with another result of an action takes over what led to it, and goes on behind it", async () => {
    const parent = await parentOf("Forked behind", "Please refund order 1034, 10 euros.");
    const action = (await eventsOf(parent.id)).find((event) => event.type === "action.completed");
    if (action?.type !== "action.completed") throw new Error("The parent did nothing.");
    const asked = model.requests.length;
    const value = { error: "The bank is closed until Monday." };
    const forked = await fork(parent.id, { changes: { result: { action: action.actionId, value } } });
    expect(forked, JSON.stringify(forked.error)).toMatchObject({
      status: "succeeded",
      fork: { point: { turn: 1, actionId: action.actionId }, reused: { turns: 1 } },
    });
    // The turn that proposed it, and how it was weighed, come from the parent; only the answer is new.
    expect(model.requests.length - asked).toBe(1);
    const told = model.requests.at(-1)?.body.messages.at(-1);
    expect(JSON.stringify(told)).toContain("The bank is closed until Monday.");
    const events = await eventsOf(forked.id);
    expect(events.find((event) => event.type === "action.completed")).toMatchObject({
      result: value,
      suppliedBy: expect.any(String),
      undoable: false,
    });
    expect(events.some((event) => event.type === "action.started")).toBe(false);
    await expectEqual(forked.id);
  });

  it("with other settings of nodes reads another version of a dataset, and obeys another policy", async () => {
    const { id: dataset } = await client.expectOk("POST", "/datasets", { name: "Delivery times" });
    const add = (text: string) =>
      client.expectOk("POST", `/datasets/${dataset}/documents`, { title: "Delivery", text });
    await add("Delivery to Norway takes nine days.");
    await add("Since May delivery to Norway takes three days.");
    const newest = (await client.expectOk("GET", `/datasets/${dataset}`)).version;
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", "Settings forked");
    const { document, revision } = await client.expectOk("GET", `/blueprints/${desk}`);
    const nodes = document.nodes.map((node: { id: string; config: object }) =>
      node.id === "policies"
        ? { ...node, config: { ...node.config, dataset: "delivery-times", weakBelow: 0 } }
        : node,
    );
    await client.expectOk("PUT", `/blueprints/${desk}`, { document: { ...document, nodes }, revision });
    await client.expectOk("POST", `/blueprints/${desk}/publish`, {});
    const parent = await client.ask(
      desk,
      "How long is delivery to Norway, and please refund order 1035, 10 euros.",
    );
    const passages = async (run: SeenRun) =>
      (await eventsOf(run.id)).flatMap((event) =>
        event.type === "knowledge.retrieved" ? event.passages.map(({ text }) => text) : [],
      );
    expect((await passages(parent)).join(" ")).toContain("three days");
    const older = await fork(parent.id, {
      changes: { nodes: [{ id: "policies", config: { version: newest - 1 } }] },
    });
    expect(older).toMatchObject({ status: "succeeded", fork: { point: null, reused: { turns: 0 } } });
    expect((await passages(older)).join(" ")).toContain("nine days");
    expect((await passages(older)).join(" ")).not.toContain("three days");

    const refuses = {
      id: "none",
      title: "No refunds",
      before: "action",
      when: "action.name == 'refund_order'",
    };
    const turn = (await eventsOf(parent.id)).find((event) => event.type === "turn.started");
    const asked = model.requests.length;
    const ruled = await fork(parent.id, {
      fromSeq: turn?.seq,
      changes: { policies: [{ ...refuses, effect: "deny", message: "Not this week." }] },
    });
    expect(model.requests.length).toBeGreaterThan(asked);
    expect((await eventsOf(ruled.id)).find((event) => event.type === "action.failed")).toMatchObject({
      status: "blocked",
      error: { message: expect.stringContaining("Not this week.") },
    });
    for (const { id } of [older, ruled]) await expectEqual(id);
  });

  it("from a turn inside a delegation leaves the others' finished work as it was", async () => {
    const parts = (price: string) =>
      castOf({
        lead: ({ spoken, last }) =>
          spoken === 0
            ? calling(
                ["ask_stock", { task: "How many are left?" }],
                ["ask_price", { task: "What is the price?" }],
              )
            : { text: `So: ${last}` },
        stock: () => ({ text: "Four are left." }),
        price: () => ({ text: price }),
      });
    model.set({ kind: "handler", handle: parts("It is 30 euros.") });
    const team = await publishTeam(client, "Forked inside", {
      first: "lead",
      agents: { lead: {}, stock: {}, price: {} },
      team: { "lead>stock": {}, "lead>price": {} },
    });
    const parent = await client.ask(team, "What about the kettle?");
    const turn = (await eventsOf(parent.id)).find(
      (event) => event.type === "turn.started" && event.nodeId === "price",
    );
    expect(turn).toMatchObject({ within: expect.any(String) });
    model.set({ kind: "handler", handle: parts("It is 45 euros now.") });
    const asked = model.requests.length;
    const forked = await fork(parent.id, { fromSeq: turn?.seq });
    expect(forked, JSON.stringify(forked.error)).toMatchObject({
      status: "succeeded",
      answer: expect.stringContaining("45 euros now"),
      fork: { point: { nodeId: "price", within: expect.any(String) } },
    });
    // The lead's first turn is not asked again; the other delegate's only where it had not ended yet.
    const again = model.requests
      .slice(asked)
      .map(({ body }) => /# Agent: (\w+)/.exec(JSON.stringify(body))?.[1]);
    expect(again.filter((who) => who === "price")).toHaveLength(1);
    expect(again.filter((who) => who === "lead")).toHaveLength(1);
    await expectEqual(forked.id);
  });

  it("names the field of what cannot be changed", async () => {
    const parent = await parentOf("Forked wrongly", "Please refund order 1036, 10 euros.");
    const refused = async (body: Record<string, unknown>) => {
      const { status, body: answer } = await client.send("POST", `/runs/${parent.id}/fork`, body);
      return [status, answer.error?.details?.[0]?.path];
    };
    const result = { action: "agent.1.1", value: 1 };
    const nodes = (id: string, config: object) => ({ changes: { nodes: [{ id, config }] } });
    expect(await refused({ changes: { result: { action: "agent.7.1", value: 1 } } })).toEqual([
      400,
      "changes.result.action",
    ]);
    expect(await refused({ fromSeq: 3, changes: { result } })).toEqual([400, "fromSeq"]);
    expect(await refused({ changes: { input: "Hello", result } })).toEqual([400, "changes.input"]);
    expect(await refused(nodes("nobody", {}))).toEqual([400, "changes.nodes.0.id"]);
    expect(await refused(nodes("policies", { version: 0 }))).toEqual([400, "changes.nodes.0.config.version"]);
    expect((await refused({ changes: { policies: [{ id: "x" }] } }))[0]).toBe(400);
  });
});

describe("a change tried on past runs", () => {
  type Shown = {
    id: string;
    status: string;
    total: number;
    done: number;
    rows: {
      parentId: string;
      forkId: string;
      state: string;
      reusedTurns: number;
      changed: boolean;
      before: { verdict: string; costUsd: number };
      after: { status: string; verdict: string; costUsd: number };
    }[];
    totals: Record<string, unknown> & { difference: { low: number; high: number } };
  };
  const ended = (id: string): Promise<Shown> =>
    until("The what-if ends", async () => {
      const shown = await client.expectOk("GET", `/what-ifs/${id}`);
      return shown.status === "running" ? undefined : shown;
    });

  it("takes each anew with nothing done to the world, pays for what is new alone, and compares pair by pair", async () => {
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl, price: { input: 10, output: 10 } }]);
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", "Tried");
    const parents: SeenRun[] = [];
    for (const number of [1047, 1048, 1049])
      parents.push(await client.ask(desk, `Please refund order ${number}, 10 euros.`));
    await client.ask(desk, "Hello");
    const rows = async () => JSON.stringify(await client.rows("orders"));
    const before = await rows();
    const asked = model.requests.length;
    const ids = parents.map(({ id }) => id);
    const started = await client.expectOk("POST", "/what-ifs", {
      blueprintId: desk,
      name: "Louder",
      runs: { ids },
      changes: { instructions: "Speak up." },
    });
    expect(started).toMatchObject({ total: 3, status: "running", against: "same" });
    const shown = await ended(started.id);
    expect(shown).toMatchObject({ status: "finished", total: 3, done: 3 });
    expect(shown.rows.map(({ parentId }) => parentId).sort()).toEqual([...ids].sort());
    for (const row of shown.rows) {
      expect(row).toMatchObject({ state: "done", changed: true, after: { status: "succeeded" } });
      const forked = await client.readRun(row.forkId);
      expect(forked).toMatchObject({ answer: "DONE!", purpose: "evaluation", forkOf: row.parentId });
      await expectEqual(row.forkId);
    }
    expect(shown.totals).toMatchObject({ compared: 3, changedAnswers: 3, better: 0, worse: 0 });
    expect(shown.totals.difference).toMatchObject({ share: 0 });
    expect(await rows()).toBe(before);
    // Two turns each: with other instructions every turn is taken anew.
    expect(model.requests.length - asked).toBe(6);
    const csv = await app.fetch(`/api/v1/what-ifs/${started.id}?format=csv`);
    const lines = (await csv.text()).trim().split("\r\n");
    expect([csv.headers.get("content-type"), lines.length]).toEqual(["text/csv; charset=utf-8", 4]);

    // Against the draft, which now refuses refunds, of the newest alone.
    const { document, revision } = await client.expectOk("GET", `/blueprints/${desk}`);
    const policy = {
      id: "none",
      title: "No refunds",
      before: "action",
      when: "action.name == 'refund_order'",
    };
    const policies = [{ ...policy, effect: "deny", message: "Not this week." }];
    await client.expectOk("PUT", `/blueprints/${desk}`, {
      document: { ...document, settings: { ...document.settings, policies } },
      revision,
    });
    const drafted = await client.expectOk("POST", "/what-ifs", {
      blueprintId: desk,
      runs: { newest: 2 },
      against: "draft",
    });
    const compared = await ended(drafted.id);
    expect(compared.rows.map(({ reusedTurns }) => reusedTurns)).toEqual([0, 0]);
    const refund = compared.rows.find(({ parentId }) => parentId === ids[2]);
    expect(
      (await eventsOf(refund?.forkId ?? "")).find((event) => event.type === "action.failed"),
    ).toMatchObject({
      status: "blocked",
    });
    const list = await client.expectOk("GET", `/what-ifs?blueprintId=${desk}`);
    expect(list.items.map(({ name }: { name: string }) => name)).toEqual(["", "Louder"]);
  });

  it("is stopped by a person, and refuses what it cannot try by its field", async () => {
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", "Tried and stopped");
    const parent = await client.ask(desk, "Please refund order 1050, 10 euros.");
    const start = (body: Record<string, unknown>) =>
      client.send("POST", "/what-ifs", { blueprintId: desk, runs: { newest: 5 }, ...body });
    const field = async (body: Record<string, unknown>) => {
      const { status, body: answer } = await start(body);
      return [status, answer.error?.details?.[0]?.path];
    };
    expect(await field({ against: 9 })).toEqual([400, "against"]);
    expect(await field({ runs: { ids: [crypto.randomUUID()] } })).toEqual([400, "runs.ids.0"]);
    expect((await start({ runs: { newest: 0 } })).status).toBe(400);
    expect((await start({ runs: { newest: 5, verdict: "pending" } })).status).toBe(409);
    expect((await start({ changes: { input: "Another" } })).status).toBe(400);
    // One node is not in what the run ran: its row says so, and the rest would go on.
    const odd = await client.expectOk("POST", "/what-ifs", {
      blueprintId: desk,
      runs: { ids: [parent.id] },
      changes: { nodes: [{ id: "nobody", config: {} }] },
    });
    expect((await ended(odd.id)).rows).toMatchObject([
      { state: "refused", error: expect.stringContaining("no node “nobody”"), forkId: null },
    ]);

    model.set({ kind: "hang" });
    const { id } = await client.expectOk("POST", "/what-ifs", {
      blueprintId: desk,
      runs: { newest: 5 },
      changes: { model: "local/test-model" },
    });
    const stuck = await until("The fork has begun", async () => {
      const shown = await client.expectOk("GET", `/what-ifs/${id}`);
      return shown.rows[0].forkId === null ? undefined : shown;
    });
    const beside = await client.send("POST", `/what-ifs/${id}/cancel`, {});
    expect(beside.status).toBe(200);
    expect((await ended(id)).status).toBe("cancelled");
    await client.runWhen(stuck.rows[0].forkId, (run) => run.status === "cancelled");
    expect((await client.send("POST", `/what-ifs/${id}/cancel`, {})).status).toBe(409);
    model.set({ kind: "handler", handle: agent });
  });
});

it("every fork, and what it was forked from, replays to an equal log with the models cut off", async () => {
  const counts = await replayAll(client, [model]);
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(["succeeded", "failed"]));
});
