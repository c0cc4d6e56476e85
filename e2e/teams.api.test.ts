import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, type SeenRun } from "./run-client.ts";
import { barrier, type Cue, calling, castOf, publishTeam } from "./team-drawn.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let cheap: OpenAiServer;

const price = {
  type: "object",
  properties: { price: { type: "number" } },
  required: ["price"],
  additionalProperties: false,
};

beforeAll(async () => {
  [model, cheap] = await Promise.all([
    startOpenAiServer({ kind: "reply", reply: { text: "Hello." } }),
    startOpenAiServer({ kind: "reply", reply: { text: "Hello." } }),
  ]);
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([
    { name: "local", baseUrl: model.baseUrl, price: { input: 1000, output: 1000 } },
    { name: "cheap", baseUrl: cheap.baseUrl, price: { input: 10, output: 10 } },
  ]);
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([model?.close(), cheap?.close()]);
});

type Parts = Parameters<typeof castOf>[0];

/** Who plays what, the same on both servers. */
function play(parts: Parts): void {
  for (const server of [model, cheap]) server.set({ kind: "handler", handle: castOf(parts) });
}

async function eventsOf<Type extends DurableEvent["type"]>(run: SeenRun, type: Type) {
  return (await client.events(run.id)).flatMap(({ event, seq }) =>
    event.type === type ? [{ ...(event as Extract<DurableEvent, { type: Type }>), seq }] : [],
  );
}

type Team = {
  agents: { nodeId: string; turns: number; usage: { costUsd: number; inputTokens: number } }[];
  delegations: {
    id: string;
    nodeId: string;
    within: string | null;
    status: string;
    how: string;
    usage: { costUsd: number };
    limits: { costUsd: number | null; tokens: number | null; seconds: number | null };
    durationMs: number;
    error: { code: string; message: string } | null;
  }[];
  messages: { fromNodeId: string; toNodeId: string; protocol: string; content: unknown }[];
  groups: { works: number; wallMs: number; sumMs: number }[];
};

const teamOf = (run: SeenRun): Promise<Team> => client.expectOk("GET", `/runs/${run.id}/team`);
const said = (text: string) => () => ({ text });

/** Three calls in the first turn, an answer made of the results in the second. */
const asksAll =
  (...names: string[]) =>
  ({ spoken, request }: Cue) =>
    spoken === 0
      ? calling(
          ...names.map((name): [string, Record<string, unknown>] => [
            `ask_${name}`,
            { task: `As ${name}: look into the warranty and the stock of the kettle` },
          ]),
        )
      : {
          text: `All parts: ${JSON.stringify(request.messages.filter(({ role }) => role === "tool").map(({ content }) => content))}`,
        };

const table = async (name: string) => {
  await client.expectOk("POST", "/tables", {
    name,
    title: name,
    columns: [{ name: "step", title: "Step", type: "number", required: false }],
  });
};

describe("delegation", () => {
  it("three specialists, each with its own model, tools and data, work in parallel on one request [A2.1] [A2.2]", async () => {
    await table("orders");
    const { id: dataset } = await client.expectOk("POST", "/datasets", { name: "Warranty" });
    await client.expectOk("POST", `/datasets/${dataset}/documents`, {
      title: "Warranty",
      text: "The warranty of every kettle is 30 months.",
    });
    const blueprint = await publishTeam(client, "Specialists", {
      first: "lead",
      agents: {
        lead: {},
        stock: { model: "cheap/test-model" },
        law: { model: "local/test-model" },
        desk: { model: "cheap/other-model" },
      },
      nodes: [
        ["docs", "dataset", { dataset: "warranty", weakBelow: 0 }],
        [
          "book",
          "ability",
          {
            ability: "table-write",
            name: "book",
            settings: { table: "orders", operation: "insert", fields: [{ column: "step", type: "number" }] },
          },
        ],
      ],
      wires: ["law.knows>docs.known", "desk.can>book.used"],
      team: { "lead>stock": {}, "lead>law": {}, "lead>desk": {} },
    });
    // Nobody is answered before all three have asked: done one after the other, this run could not end.
    const together = barrier(3);
    play({
      lead: asksAll("stock", "law", "desk"),
      stock: () => together().then(() => ({ text: "7 kettles in stock." })),
      law: async ({ system }) => {
        await together();
        return { text: `The text says ${/warranty of every kettle is \d+ months/.exec(system)?.[0]}.` };
      },
      desk: async ({ spoken, request }) => {
        if (spoken === 0) await together();
        const tools = request.tools?.map((tool) => tool.function.name);
        return spoken === 0 ? calling(["book", { step: 1 }]) : { text: `Booked with ${tools}.` };
      },
    });
    const run = await client.ask(blueprint, "Is my kettle in stock, covered, and can you book it?");
    expect(run.status).toBe("succeeded");
    for (const part of ["7 kettles in stock", "30 months", "Booked with book"])
      expect(run.answer).toContain(part);
    // Own models: who asked which server.
    const asked = (server: OpenAiServer, who: string) =>
      server.requests.some(({ body }) => String(body.messages[0]?.content).includes(`# Agent: ${who}`));
    expect([asked(cheap, "stock"), asked(model, "law"), asked(model, "stock")]).toEqual([true, true, false]);
    expect(cheap.requests.map(({ body }) => body.model)).toContain("other-model");
    // Own tools and data: the lawyer has no tool, the desk no passage.
    const retrieved = await eventsOf(run, "knowledge.retrieved");
    expect(retrieved.map(({ within }) => within)).toEqual(["lead.1.2"]);
    expect((await eventsOf(run, "action.completed")).map(({ within }) => within)).toEqual(["lead.1.3"]);
    // Each began before any ended, and the group says how much faster that was.
    const started = await eventsOf(run, "delegation.started");
    const finished = await eventsOf(run, "delegation.finished");
    expect(Math.max(...started.map(({ seq }) => seq))).toBeLessThan(
      Math.min(...finished.map(({ seq }) => seq)),
    );
    const [joined] = await eventsOf(run, "delegations.joined");
    const works = finished.map(({ durationMs }) => durationMs);
    expect(joined).toMatchObject({ rule: "all", met: true, winners: ["lead.1.1", "lead.1.2", "lead.1.3"] });
    expect(joined?.sumMs).toBe(works.reduce((sum, ms) => sum + ms, 0));
    expect(joined?.wallMs).toBeLessThan(joined?.sumMs ?? 0);
    expect((await teamOf(run)).groups).toEqual([
      expect.objectContaining({ works: 3, wallMs: joined?.wallMs, sumMs: joined?.sumMs }),
    ]);
    const replayed = await client.expectOk("POST", `/runs/${run.id}/replay`, {});
    expect(replayed).toMatchObject({ equal: true, outsideCalls: 0 });
  });

  it("a task has its own budget and deadline, a typed task and result, and its place in the tree [C5.3]", async () => {
    const blueprint = await publishTeam(client, "Terms", {
      first: "lead",
      agents: { lead: { maxCostUsd: 1000 }, pricing: {}, spender: {}, sleeper: {} },
      team: {
        "lead>pricing": {
          name: "price_of",
          task: {
            type: "object",
            properties: { sku: { type: "string", pattern: "^K-" } },
            required: ["sku"],
          },
          result: price,
          maxCostUsd: 5,
          maxSeconds: 60,
        },
        "lead>spender": { maxTokens: 40 },
        "lead>sleeper": { maxSeconds: 1 },
      },
    });
    const never = Promise.withResolvers<void>();
    const results: string[] = [];
    play({
      lead: ({ spoken, last }) => {
        results.push(last);
        if (spoken === 0) return calling(["price_of", { sku: "wrong" }]);
        if (spoken === 1) return calling(["price_of", { sku: "K-1" }]);
        if (spoken === 2)
          return calling(["ask_spender", { task: "Spend" }], ["ask_sleeper", { task: "Sleep" }]);
        return { text: "Done with what there was." };
      },
      pricing: ({ spoken, system, asked }) => {
        expect(system).toContain("JSON Schema");
        expect(asked + String(spoken)).toMatch(/K-1|cannot be used/);
        return { text: spoken === 0 ? "About ten." : '{"price": 10}' };
      },
      spender: ({ spoken }) => calling([`nothing_${spoken}`, {}]),
      sleeper: () => never.promise.then(() => ({ text: "Too late." })),
    });
    const run = await client.ask(blueprint, "What does it cost?");
    never.resolve();
    expect(results[1]).toContain("does not fit");
    expect(results[2]).toContain("10");
    const { delegations, messages } = await teamOf(run);
    expect(delegations.map(({ nodeId, status, within }) => [nodeId, status, within])).toEqual([
      ["pricing", "succeeded", null],
      ["spender", "failed", null],
      ["sleeper", "failed", null],
    ]);
    expect(delegations[0]?.limits).toMatchObject({ costUsd: 5, seconds: 60 });
    expect(delegations[1]).toMatchObject({ limits: { tokens: 40 }, error: { code: "limit_reached" } });
    expect(delegations[2]?.error?.code).toMatch(/provider_timeout|limit_reached/);
    expect(messages.map(({ protocol }) => protocol)).toContain("repair");
    expect(run.status).toBe("succeeded");
  });

  it("cost and messages are told for each agent and each delegation, and add up to the run's [A2.16]", async () => {
    const blueprint = await publishTeam(client, "Split", {
      first: "lead",
      agents: { lead: {}, writer: { model: "cheap/test-model" }, checker: {} },
      team: { "lead>writer": { maxCostUsd: 2 }, "writer>checker": { maxCostUsd: 1 } },
    });
    play({
      lead: asksAll("writer"),
      writer: ({ spoken }) =>
        spoken === 0 ? calling(["ask_checker", { task: "Check" }]) : { text: "Written." },
      checker: said("Checked."),
    });
    const run = await client.ask(blueprint, "Write");
    const { agents, delegations, messages } = await teamOf(run);
    const sum = agents.reduce((total, { usage }) => total + usage.costUsd, 0);
    expect(sum).toBeCloseTo(run.usage.costUsd ?? 0, 8);
    expect(agents.map(({ nodeId }) => nodeId).sort()).toEqual(["checker", "lead", "writer"]);
    const costOf = (id: string) => delegations.find(({ nodeId }) => nodeId === id)?.usage.costUsd ?? 0;
    const ownOf = (id: string) => agents.find(({ nodeId }) => nodeId === id)?.usage.costUsd ?? 0;
    // A delegation costs what its agent and those below it used; budgets are nested the same way.
    expect(costOf("checker")).toBeCloseTo(ownOf("checker"), 8);
    expect(costOf("writer")).toBeCloseTo(ownOf("writer") + ownOf("checker"), 8);
    expect(delegations.map(({ id, within, limits }) => [id, within, limits.costUsd])).toEqual([
      ["lead.1.1", null, 2],
      ["lead.1.1~writer.1.1", "lead.1.1", 1],
    ]);
    expect(
      messages.map(({ fromNodeId, toNodeId, protocol }) => `${fromNodeId} ${protocol} ${toNodeId}`),
    ).toEqual(["lead task writer", "writer task checker", "checker result writer", "writer result lead"]);
  });

  it("wires between agents carry protocol and limits; a circle is refused by the check and by the run [A2.18]", async () => {
    const blueprint = await publishTeam(client, "Deep", {
      first: "a",
      agents: { a: {}, b: {}, c: {}, d: {} },
      team: { "a>b": { depth: 2 }, "b>c": { depth: 5 }, "c>d": {} },
    });
    const heard: string[] = [];
    const passes =
      (name: string) =>
      ({ spoken, last }: Cue) => {
        if (spoken === 0) return calling([`ask_${name}`, { task: "On" }]);
        heard.push(last);
        return { text: `Through ${name}.` };
      };
    play({ a: passes("b"), b: passes("c"), c: passes("d"), d: said("Never asked.") });
    const run = await client.ask(blueprint, "Go");
    expect(heard[0]).toContain("no deeper");
    const { delegations } = await teamOf(run);
    expect(delegations.map(({ nodeId, status }) => `${nodeId} ${status}`)).toEqual([
      "b succeeded",
      "c succeeded",
      "d refused",
    ]);
    // A circle blocks publishing; a draft that has one still ends, and says why.
    const made = await client.expectOk("GET", `/blueprints/${blueprint}`);
    const wires = [
      ...made.document.wires,
      {
        id: "back",
        from: { node: "d", port: "delegates" },
        to: { node: "a", port: "asked" },
        terms: { depth: 8 },
      },
    ].map((wire) => (wire.terms ? { ...wire, terms: { ...wire.terms, depth: 8 } } : wire));
    const saved = await client.expectOk("PUT", `/blueprints/${blueprint}`, {
      document: { ...made.document, wires },
      revision: made.revision,
    });
    expect(saved.document.wires.find(({ id }: { id: string }) => id === "back").terms).toMatchObject({
      protocol: "delegate",
      depth: 8,
    });
    const refused = await client.send("POST", `/blueprints/${blueprint}/publish`, {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("lead back to it");
    play({ a: passes("b"), b: passes("c"), c: passes("d"), d: passes("a") });
    heard.length = 0;
    const circled = await client.ask(blueprint, "Go", { version: "draft" });
    expect(heard[0]).toContain("already at work");
    expect(circled.status).toBe("succeeded");
  });
});

describe("failure", () => {
  it("a killed agent's task goes to its stand-in and the run succeeds; its breaker opens and closes again [A2.4] [A2.12]", async () => {
    const blueprint = await publishTeam(client, "Redundant", {
      first: "lead",
      agents: {
        lead: {},
        main: {
          model: "cheap/test-model",
          breakerFailures: 2,
          breakerCoolSeconds: 1,
        },
        spare: {},
      },
      team: { "lead>main": { result: price }, "main>spare": { protocol: "stand-in" } },
    });
    play({ lead: asksAll("main"), spare: said('{"price": 5}') });
    cheap.set({ kind: "server-error" });
    const circuit = async () =>
      (await client.expectOk("GET", `/blueprints/${blueprint}/agents`)).items.find(
        ({ nodeId }: { nodeId: string }) => nodeId === "main",
      ).circuit;
    for (const _ of [1, 2]) {
      const run = await client.ask(blueprint, "Price?");
      expect([run.status, run.answer]).toEqual(["succeeded", expect.stringContaining("5")]);
      expect(
        (await teamOf(run)).delegations.map(({ nodeId, how, status }) => `${nodeId} ${how} ${status}`),
      ).toEqual(["main delegate failed", "spare stand-in succeeded"]);
    }
    expect(["open", "half-open"]).toContain(await circuit());
    // The run after the breaker has cooled lets one try through; the agent is well again and gets its work back.
    await client.runWhen((await client.ask(blueprint, "Price?")).id, (run) => run.status === "succeeded");
    play({ lead: asksAll("main"), main: said('{"price": 4}'), spare: said('{"price": 5}') });
    let last: SeenRun | undefined;
    for (const deadline = Date.now() + 20_000; (await circuit()) !== "closed" && Date.now() < deadline; )
      last = await client.ask(blueprint, "Price?");
    expect(await circuit()).toBe("closed");
    expect(last?.answer).toContain("4");
    expect((await eventsOf(last as SeenRun, "circuit.changed")).map(({ state }) => state)).toEqual([
      "half-open",
      "closed",
    ]);
  });
});

describe("agreement", () => {
  const rules: [string, Record<string, unknown>, number, string][] = [
    ["priority", {}, 12, "priority"],
    ["vote", {}, 10, "vote"],
    ["judge", {}, 11, "judge"],
    ["human", {}, 99, "Token"],
  ];
  it("opposing values are settled by the wired rule, with winner and losers in the trace [C5.4] [A2.15]", async () => {
    for (const [conflictRule, more, value, by] of rules) {
      const terms = (priority: number) => ({ result: price, priority });
      const blueprint = await publishTeam(client, `Conflict by ${conflictRule}`, {
        first: "lead",
        agents: {
          lead: { agreeOn: ["price"], conflictRule, ...more },
          one: {},
          two: {},
          three: {},
          four: {},
        },
        team: {
          "lead>one": terms(10),
          "lead>two": terms(20),
          "lead>three": terms(30),
          "lead>four": terms(90),
        },
      });
      play({
        lead: asksAll("one", "two", "three", "four"),
        one: said('{"price":10}'),
        two: said('{"price":10}'),
        three: said('{"price":11}'),
        four: said('{"price":12}'),
        judge: said('{"best": 3, "reason": "It keeps the margin."}'),
      });
      const started = await client.start(blueprint, "What price?");
      if (conflictRule === "human") {
        const approval = await client.pendingApproval(started.runId);
        expect(approval.arguments).toEqual({ price: 12 });
        await client.decide(approval.id, { decision: "approve", arguments: { price: 99 } });
      }
      const run = await client.runWhen(started.runId, ({ answer }) => answer !== null);
      const [settled] = await eventsOf(run, "conflict.settled");
      expect(settled).toMatchObject({ field: "price", rule: conflictRule, value });
      if (conflictRule !== "human") expect(settled?.by).toBe(by);
      expect(settled?.options.map((option) => option.value)).toEqual([10, 10, 11, 12]);
      expect((settled?.winners.length ?? 0) + (settled?.losers.length ?? 0)).toBe(4);
      // Nobody reads a value that lost.
      expect(run.answer).toContain(String(value));
      for (const lost of [10, 11, 12].filter((one) => one !== value))
        expect(run.answer).not.toContain(`price\\":${lost}`);
    }
  });

  it("what one agent writes into the shared memory another reads in the same run, with versions and audit [C5.2]", async () => {
    const blueprint = await publishTeam(client, "Shared", {
      first: "lead",
      agents: { lead: {}, writer: {}, reader: {}, stranger: {} },
      nodes: [
        ["shared", "memory", { scope: "run" }],
        ["keep", "ability", { ability: "remember", name: "keep" }],
      ],
      wires: ["writer.remembers>shared.kept", "reader.remembers>shared.kept", "writer.can>keep.used"],
      team: { "lead>writer": {}, "lead>reader": {}, "lead>stranger": {} },
    });
    const readers: string[] = [];
    play({
      lead: ({ spoken, last }) => {
        if (spoken === 0) return calling(["ask_writer", { task: "Note the code" }]);
        if (spoken === 1)
          return calling(["ask_reader", { task: "Read" }], ["ask_stranger", { task: "Read" }]);
        return { text: `They say ${last}` };
      },
      writer: ({ spoken }) =>
        spoken < 2
          ? calling(["keep", { key: "code", value: spoken === 0 ? "draft" : "heron-7" }])
          : { text: "Kept." },
      reader: ({ system }) => {
        readers.push(system);
        return { text: "Read." };
      },
      stranger: ({ system }) => {
        readers.push(system.replace(/heron/g, "LEAKED heron"));
        return { text: "Nothing." };
      },
    });
    const run = await client.ask(blueprint, "Share it");
    expect(run.status).toBe("succeeded");
    expect(readers.some((system) => system.includes("- code: heron-7"))).toBe(true);
    expect(readers.join()).not.toContain("LEAKED");
    const { items } = await client.expectOk("GET", `/memories?scope=run&scopeId=${run.id}`);
    expect(items).toEqual([
      expect.objectContaining({ key: "code", value: "heron-7", version: 2, runId: run.id }),
    ]);
    const versions = await client.expectOk("GET", `/memories/${items[0].id}/versions`);
    expect(versions.items).toMatchObject([
      { version: 1, value: "draft", nodeId: "writer", runId: run.id },
      { version: 2, value: "heron-7", nodeId: "writer", runId: run.id },
    ]);
    const audit = await client.expectOk("GET", "/audit?limit=50");
    const written = audit.items.filter(({ action }: { action: string }) => action === "memory.written");
    expect(written).toHaveLength(2);
    // Another run shares nothing of it.
    readers.length = 0;
    play({
      lead: asksAll("reader"),
      reader: ({ system }) => {
        readers.push(system);
        return { text: "Read." };
      },
    });
    await client.ask(blueprint, "Again");
    expect(readers.join()).not.toContain("heron");
  });
});

describe("phases and routes", () => {
  it("phases pass a typed payload from agent to agent [A2.3]", async () => {
    const blueprint = await publishTeam(client, "Phases", {
      first: "intake",
      agents: { intake: {}, quote: {}, letter: {} },
      team: {
        "intake>quote": { protocol: "hand-over", task: price },
        "quote>letter": { protocol: "hand-over" },
      },
    });
    const seen: string[] = [];
    play({
      intake: ({ spoken, last }) => {
        seen.push(last);
        return calling(["hand_over_to_quote", { price: spoken === 0 ? "dear" : 7 }]);
      },
      quote: ({ system }) => {
        seen.push(system);
        return calling(["hand_over_to_letter", { task: "Write about 7 euros" }]);
      },
      letter: ({ system }) => {
        seen.push(system);
        return { text: "It is 7 euros." };
      },
    });
    const run = await client.ask(blueprint, "How much?");
    expect(run.answer).toBe("It is 7 euros.");
    expect(seen[1]).toContain("price");
    expect(seen[2]).toContain('Handed over by “intake”\n{"price":7}');
    expect(
      (await eventsOf(run, "phase.passed")).map(({ nodeId, toNodeId, payload }) => [
        nodeId,
        toNodeId,
        payload,
      ]),
    ).toEqual([
      ["intake", "quote", { price: 7 }],
      ["quote", "letter", { task: "Write about 7 euros" }],
    ]);
    expect((await teamOf(run)).messages.map(({ protocol }) => protocol)).toEqual(["hand-over", "hand-over"]);
  });

  it("peers finish the tasks of a board with no coordinator, each task once [F2.3]", async () => {
    const blueprint = await publishTeam(client, "Board", {
      first: "board",
      agents: { ann: {}, ben: {}, cleo: {} },
      nodes: [["board", "board", { mostTries: 3 }]],
      team: { "board>ann": {}, "board>ben": {}, "board>cleo": {} },
    });
    const together = barrier(3);
    const done: string[] = [];
    const works =
      (who: string) =>
      async ({ asked }: Cue) => {
        await together();
        if (who === "ben") throw new Error("Ben is ill.");
        done.push(asked);
        return { text: `${who} did ${asked}.` };
      };
    play({ ann: works("ann"), ben: works("ben"), cleo: works("cleo") });
    const run = await client.ask(blueprint, "- count cups\n- wash pans\n- buy salt\n- call Jo\n- lock up");
    expect(run.status).toBe("succeeded");
    expect(done.sort()).toEqual(['"buy salt"', '"call Jo"', '"count cups"', '"lock up"', '"wash pans"']);
    for (const task of ["count cups", "wash pans", "buy salt", "call Jo", "lock up"])
      expect(run.answer).toContain(`- ${task}: `);
    const changes = await eventsOf(run, "task.changed");
    const states = (state: string) => changes.filter((change) => change.state === state);
    expect(states("posted")).toHaveLength(5);
    expect(
      states("done")
        .map(({ taskId }) => taskId)
        .sort(),
    ).toEqual(["1", "2", "3", "4", "5"]);
    expect(new Set(states("done").map(({ byNodeId }) => byNodeId))).toEqual(new Set(["ann", "cleo"]));
    expect(states("given-back").length).toBeGreaterThan(0);
    expect((await client.expectOk("POST", `/runs/${run.id}/replay`, {})).equal).toBe(true);
  });
});
