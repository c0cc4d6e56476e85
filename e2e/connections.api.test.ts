import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { type MockAnswer, type MockSystem, type SeenCall, startMockSystem } from "./mock-systems.ts";
import { type RunClient, runClient, type SeenRun } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";
import { shopDocument } from "./shop-document.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let shop: MockSystem;
let onShop: (call: SeenCall, count: number) => MockAnswer = () => ({});

const key = "shop-key-0123456789";

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply: { text: "Hello." } });
  shop = await startMockSystem((call, count) => onShop(call, count));
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  await client.expectOk("PUT", "/secrets/SHOP_KEY", { value: key });
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([model?.close(), shop?.close()]);
});

type Made = {
  key: string;
  name: string;
  ability: string;
  purpose: string;
  settings: Record<string, unknown>;
  notes: string[];
};

/** Imports operations of the shop as abilities, signed in with its key. */
async function imported(
  keys: string[],
  more: Record<string, unknown> = {},
): Promise<Record<string, Record<string, unknown>>> {
  const text = JSON.stringify(shopDocument(shop.origin));
  const { chosen } = await client.expectOk("POST", "/abilities/openapi", {
    source: { text },
    operations: keys,
  });
  return Object.fromEntries(
    (chosen as Made[]).map((one) => [
      one.name,
      {
        ability: one.ability,
        purpose: one.purpose,
        weigh: "never",
        settings: { ...one.settings, secret: "SHOP_KEY", ...more },
      },
    ]),
  );
}

function script(...replies: (ChatReply | ((request: ChatRequest) => ChatReply))[]): void {
  model.set({
    kind: "handler",
    handle: (request, index) => {
      const reply = replies[index];
      if (!reply) throw new Error(`Call ${index + 1} of the model was not foreseen.`);
      return typeof reply === "function" ? reply(request) : reply;
    },
  });
}
const use = (name: string, args: Record<string, unknown> = {}): ChatReply => ({
  toolCalls: [{ name, arguments: args }],
});
const repeat = (request: ChatRequest): ChatReply => ({
  text: `The system said ${JSON.stringify(request.messages.at(-1)?.content ?? "")}`,
});

async function eventsOf<Type extends DurableEvent["type"]>(run: SeenRun, type: Type) {
  return (await client.events(run.id)).flatMap(({ event }) =>
    event.type === type ? [event as Extract<DurableEvent, { type: Type }>] : [],
  );
}

describe("reading a system's document", () => {
  it("lists its operations from an address, and makes abilities of the chosen ones [H1.3]", async () => {
    onShop = ({ path }) => (path === "/openapi.json" ? { json: shopDocument("") } : { status: 404 });
    const source = { url: `${shop.origin}/openapi.json` };
    const api = await client.expectOk("POST", "/abilities/openapi", { source });
    expect(api).toMatchObject({
      title: "Kettle shop",
      format: "OpenAPI 3.1.0",
      servers: [`${shop.origin}/v1`],
      chosen: [],
    });
    expect(api.operations.map((one: { key: string }) => one.key)).toEqual([
      "GET /orders",
      "POST /orders",
      "GET /orders/{id}",
      "DELETE /orders/{id}",
      "TRACE /orders/{id}",
    ]);
    const { chosen } = await client.expectOk("POST", "/abilities/openapi", {
      source,
      operations: ["GET /orders/{id}"],
    });
    expect(chosen).toMatchObject([
      { name: "get_order", effect: "read", settings: { method: "GET", path: "/orders/{id}" } },
    ]);
    for (const operation of ["TRACE /orders/{id}", "GET /nothing"])
      expect(
        await client.send("POST", "/abilities/openapi", { source, operations: [operation] }),
      ).toMatchObject({ status: 400 });
  });

  it("refuses what is no document, a host nobody allowed, and a redirect to one, in words", async () => {
    onShop = ({ path }) => {
      if (path === "/page") return { text: "<!doctype html><p>Docs</p>", contentType: "text/html" };
      if (path === "/away")
        return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } };
      return { status: 401 };
    };
    const read = (source: object) => client.send("POST", "/abilities/openapi", { source });
    const refused = [
      [await read({ url: `${shop.origin}/page` }), /web page/],
      [await read({ url: `${shop.origin}/private` }), /answered 401.*paste/],
      [await read({ text: '{"openapi": "3.0.0"' }), /not valid JSON/],
      [await read({ text: `openapi: 3.0.0\na: &a [1]\nb: [${"*a,".repeat(2000)}1]` }), /not valid YAML/],
      [await read({ url: `${shop.origin}/away` }), /refused/],
      [await read({ url: "http://10.0.0.8/openapi.json" }), /refused/],
      [await read({ url: "file:///etc/passwd" }), /refused/],
    ] as const;
    for (const [answer, expected] of refused) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.error.message).toMatch(expected);
    }
  });
});

describe("an imported operation in a run", () => {
  it("asks the model for exactly what the document asks for, and sends exactly that [S4.3]", async () => {
    onShop = () => ({
      json: {
        data: {
          items: [
            { id: "a/1", state: "sent" },
            { id: "b", state: "open" },
          ],
        },
      },
    });
    const abilities = await imported(["GET /orders"], { resultPath: "$.data.items[0].state" });
    const blueprint = await publishDrawn(client, "Imported list", { abilities });
    let offered: unknown;
    script((request) => {
      offered = request.tools?.find((tool) => tool.function.name === "list_orders")?.function.parameters;
      return use("list_orders", {
        state: ["open", "sent"],
        filter: { minimum: 3 },
        page: 2,
        "X-Trace": "t-1",
        session: "s 1",
      });
    }, repeat);
    const run = await client.ask(blueprint, "What is open?");
    expect(run).toMatchObject({ status: "succeeded", answer: expect.stringContaining("sent") });
    expect(offered).toMatchObject({
      type: "object",
      additionalProperties: false,
      properties: {
        state: { type: "array", items: { type: "string", enum: ["open", "sent"] } },
        filter: { type: "object", properties: { minimum: { type: "integer" } } },
      },
    });
    expect(shop.calls.at(-1)).toMatchObject({
      method: "GET",
      url: "/v1/orders?state=open%7Csent&filter%5Bminimum%5D=3&page=2",
      headers: { "x-trace": "t-1", "x-shop-key": key, cookie: "session=s%201" },
    });
    expect(await eventsOf(run, "action.completed")).toMatchObject([
      { result: { status: 200, data: "sent" } },
    ]);
    expect(JSON.stringify(await client.events(run.id))).not.toContain(key);
  });

  it("sends arguments that do not fit back to the model, and nothing to the system [S4.3]", async () => {
    const blueprint = await publishDrawn(client, "Imported misfit", {
      abilities: await imported(["GET /orders/{id}"]),
    });
    const before = shop.calls.length;
    script(
      use("get_order", { id: "x".repeat(80) }),
      use("get_order", { id: ".." }),
      use("get_order", {}),
      repeat,
    );
    const run = await client.ask(blueprint, "Where is my order?");
    expect(run.status).toBe("succeeded");
    expect(shop.calls).toHaveLength(before);
    expect(await eventsOf(run, "action.failed")).toHaveLength(3);
  });

  it("asks again where that is safe, never where it is not, and tells a refusal to the agent [S4.3]", async () => {
    const abilities = await imported(["GET /orders/{id}", "POST /orders"]);
    const blueprint = await publishDrawn(client, "Imported faults", { abilities });
    onShop = (_call, count) =>
      count === 0 ? { status: 503, headers: { "retry-after": "0" } } : { json: { id: "9", state: "open" } };
    script(use("get_order", { id: "a/9" }), repeat);
    expect((await client.ask(blueprint, "Where is it?")).answer).toContain("open");
    expect(shop.calls.filter(({ url }) => url === "/v1/orders/a%2F9")).toHaveLength(2);

    onShop = () => ({ status: 500, text: "boom" });
    const before = shop.calls.length;
    script(use("create_order", { item: "kettle", count: 2, tags: ["a"] }), { text: "It did not work." });
    const run = await client.ask(blueprint, "Order two kettles");
    const sent = shop.calls.slice(before);
    expect(sent).toHaveLength(1);
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ item: "kettle", count: 2, tags: ["a"] });
    expect(sent[0]?.headers["idempotency-key"]).toContain(run.id);
    expect(await eventsOf(run, "action.failed")).toMatchObject([{ attempts: 1 }]);
  });

  it("keeps a large answer with the run, and shows the model its shape and where the whole is", async () => {
    const items = Array.from({ length: 400 }, (_, id) => ({ id: `order-${id}`, note: "n".repeat(40) }));
    onShop = () => ({ json: { data: { items } } });
    const blueprint = await publishDrawn(client, "Large answer", {
      abilities: await imported(["GET /orders"], { resultLimit: 1500 }),
    });
    let heard = "";
    script(use("list_orders"), (request) => {
      heard = JSON.stringify(request.messages.at(-1)?.content ?? "");
      return { text: "There are many." };
    });
    const run = await client.ask(blueprint, "List all");
    expect(heard).toContain("order-0");
    expect(heard).toContain("more of 400");
    expect(heard.length).toBeLessThan(4000);
    const [made] = await eventsOf(run, "artifact.created");
    const whole = await app.fetch(`/api/v1/artifacts/${made?.artifact.id}`);
    expect(whole.status === 200 ? JSON.parse(await whole.text()).data.items : whole.status).toHaveLength(400);
  });

  it("exchanges client credentials for a token once, and nobody reads the token", async () => {
    await client.expectOk("PUT", "/secrets/SHOP_CLIENT", { value: "my id:my secret+" });
    const abilities = await imported(["DELETE /orders/{id}"], { secret: "SHOP_CLIENT" });
    const blueprint = await publishDrawn(client, "Tokens", { abilities });
    let token = 0;
    onShop = ({ path, headers }) => {
      if (path === "/token")
        return { json: { access_token: `token-${++token}-of-the-shop`, expires_in: 3600 } };
      return headers.authorization === `Bearer token-${token}-of-the-shop`
        ? { json: { ok: true } }
        : { status: 401 };
    };
    let last = { id: "" };
    for (const id of ["1", "2"]) {
      script(use("delete_order", { id }), repeat);
      const run = await client.ask(blueprint, `Delete ${id}`);
      expect(run.answer).toContain("true");
      last = run;
    }
    expect(shop.callsTo("/token")).toHaveLength(1);
    expect(shop.callsTo("/token")[0]).toMatchObject({
      body: "grant_type=client_credentials&scope=orders%3Awrite",
      headers: { authorization: `Basic ${Buffer.from("my%20id:my%20secret%2B").toString("base64")}` },
    });
    for (const { event } of await client.events(last.id))
      expect(JSON.stringify(event)).not.toContain("of-the-shop");
  });
});

it("what answers in another shape than the document says is still an answer", async () => {
  const blueprint = await publishDrawn(client, "Other shape", {
    abilities: await imported(["GET /orders/{id}"], { resultPath: "$.order.state" }),
  });
  onShop = () => ({ json: ["not", "an", "order"] });
  script(use("get_order", { id: "1" }), repeat);
  expect((await client.ask(blueprint, "Where is it?")).answer).toContain("There is nothing at $.order.state");
});
describe("a test call of an imported operation", () => {
  const test = async (name: string, args: object, send = false) => {
    const [ability] = Object.values(await imported([name]));
    return client.send("POST", "/abilities/test", {
      ability: ability?.ability,
      settings: ability?.settings,
      arguments: args,
      send,
    });
  };

  it("shows the request without sending it, and sends the same when told to [C3.1] [H1.3]", async () => {
    onShop = () => ({ json: { state: "sent", echo: key } });
    const before = shop.calls.length;
    const shown = await test("GET /orders/{id}", { id: "a 1" });
    expect(shown.body).toMatchObject({
      sent: false,
      effect: "read",
      request: {
        method: "GET",
        url: `${shop.origin}/v1/orders/a%201`,
        headers: { "x-shop-key": "•••SHOP_KEY" },
      },
    });
    expect(shop.calls).toHaveLength(before);
    const sent = await test("GET /orders/{id}", { id: "a 1" }, true);
    expect(sent.body).toMatchObject({
      sent: true,
      isError: false,
      result: { status: 200, data: { state: "sent" } },
    });
    expect(shop.calls.at(-1)).toMatchObject({ url: "/v1/orders/a%201", headers: { "x-shop-key": key } });
    expect(sent.text).not.toContain(key);
  });

  it("says what does not fit, and what the system refused [H1.3]", async () => {
    expect((await test("GET /orders/{id}", { id: 5 })).text).toContain("arguments.id");
    onShop = () => ({ status: 403, json: { error: "not yours" } });
    expect((await test("GET /orders/{id}", { id: "1" }, true)).body).toMatchObject({
      isError: true,
      result: { status: 403, data: { error: "not yours" } },
    });
  });

  it("an import report names the host and the secret the blueprint asks for", async () => {
    const blueprint = await publishDrawn(client, "To carry", { abilities: await imported(["GET /orders"]) });
    const { document } = await client.expectOk("GET", `/blueprints/${blueprint}`);
    const { report } = await client.expectOk("POST", "/blueprints/import", { document });
    expect(JSON.stringify(report)).toContain(new URL(shop.origin).host);
    expect(JSON.stringify(report)).toContain("SHOP_KEY");
  });
});

describe("other abilities", () => {
  it("an HTTP request picks the part of the answer its author named [S4.3]", async () => {
    onShop = () => ({
      json: {
        data: [
          { id: 1, secret: "x" },
          { id: 2, secret: "y" },
        ],
      },
    });
    const abilities = {
      look: httpAbility("look", { url: `${shop.origin}/list`, resultPath: "$.data[*].id" }),
    };
    const blueprint = await publishDrawn(client, "Path", { abilities });
    script(use("look"), repeat);
    const run = await client.ask(blueprint, "Which?");
    expect(await eventsOf(run, "action.completed")).toMatchObject([{ result: { data: [1, 2] } }]);
  });

  it("GraphQL: the agent fills variables of a fixed query; its errors come back", async () => {
    onShop = ({ body }) =>
      JSON.parse(body).variables.id === "1"
        ? { json: { data: { order: { state: "sent" } } } }
        : { json: { data: null, errors: [{ message: "no such order" }] } };
    const query = "query Find($id: ID!) { order(id: $id) { state } }";
    const abilities = {
      find: {
        ability: "graphql",
        settings: { url: `${shop.origin}/graphql`, query, resultPath: "$.order.state" },
      },
    };
    const blueprint = await publishDrawn(client, "Graph", { abilities });
    script(use("find", { id: '2" } evil {' }), use("find", { id: "1" }), repeat);
    const run = await client.ask(blueprint, "Where is it?");
    expect(JSON.parse(shop.calls.at(-2)?.body ?? "")).toEqual({ query, variables: { id: '2" } evil {' } });
    expect(await eventsOf(run, "action.failed")).toMatchObject([
      { error: { message: expect.stringContaining("no such order") } },
    ]);
    expect(await eventsOf(run, "action.completed")).toMatchObject([{ result: { data: "sent" } }]);
  });

  it("SQL: an agent reads a database, cannot change it, and never sees its password", async () => {
    const url = new URL(app.databaseUrl);
    await client.expectOk("PUT", "/secrets/ORDERS_DB", { value: app.databaseUrl });
    const settings = { secret: "ORDERS_DB", host: url.host, source: "agent", tls: "off", rowLimit: 5 };
    const blueprint = await publishDrawn(client, "Asks SQL", {
      abilities: { ask_db: { ability: "sql-query", settings } },
    });
    script(
      use("ask_db", { sql: "delete from secrets" }),
      use("ask_db", { sql: "select 1; delete from secrets" }),
      use("ask_db", { sql: "select name from secrets where name = 'ORDERS_DB'" }),
      repeat,
    );
    const run = await client.ask(blueprint, "Which secrets are there?");
    expect(await eventsOf(run, "action.failed")).toHaveLength(2);
    expect(await eventsOf(run, "action.completed")).toMatchObject([
      { result: { rows: [{ name: "ORDERS_DB" }], rowCount: 1 } },
    ]);
    expect(JSON.stringify(await client.events(run.id))).not.toContain(app.databaseUrl);
  });

  it("code: an agent computes in the sandbox of the worker, and of the web server's test", async () => {
    const settings = { source: "agent", seconds: 5 };
    const blueprint = await publishDrawn(client, "Computes", {
      abilities: { compute: { ability: "run-code", settings } },
    });
    script(
      use("compute", { code: "return process.env" }),
      use("compute", { code: "return input.map((n) => n ** 2)", input: [3, 4] }),
      repeat,
    );
    const run = await client.ask(blueprint, "Square these");
    expect(await eventsOf(run, "action.failed")).toMatchObject([
      { error: { message: expect.stringContaining("process") } },
    ]);
    expect(await eventsOf(run, "action.completed")).toMatchObject([{ result: { result: [9, 16] } }]);
    const tried = await client.send("POST", "/abilities/test", {
      ability: "run-code",
      settings,
      arguments: { code: "return 6 * 7" },
      send: true,
    });
    expect(tried.body).toMatchObject({ sent: true, isError: false, result: { result: 42 } });
  });
});

describe("a follow-up", () => {
  const abilities = {
    later: { ability: "schedule-follow-up", weigh: "never", settings: { mostDays: 2, mostPending: 2 } },
  };
  const pending = async (conversationId: string) =>
    (await client.expectOk("GET", `/follow-ups?conversationId=${conversationId}&state=pending`)).items;

  it("starts a run of the same conversation at its time, once, also when a worker died meanwhile", async () => {
    const blueprint = await publishDrawn(client, "Comes back", { abilities });
    const soon = new Date(Date.now() + 4000).toISOString();
    script(
      use("later", { text: "Ask whether the kettle arrived", at: soon }),
      { text: "I will come back." },
      (request) => ({
        text: `Now: ${JSON.stringify(request.messages.at(-1)?.content)}`,
      }),
    );
    const run = await client.ask(blueprint, "Remind me later");
    expect(await pending(run.conversationId)).toMatchObject([
      { text: "Ask whether the kettle arrived", state: "pending" },
    ]);
    await app.killWorker(0);
    await app.restartWorker(0);
    const started = await expect
      .poll(
        async () =>
          (await client.expectOk("GET", `/follow-ups?conversationId=${run.conversationId}&state=started`))
            .items,
        { timeout: 20_000 },
      )
      .toHaveLength(1)
      .then(
        async () =>
          (await client.expectOk("GET", `/follow-ups?conversationId=${run.conversationId}`)).items[0],
      );
    const later = await client.runWhen(started.startedRunId, (one) => one.status === "succeeded");
    expect(later).toMatchObject({
      conversationId: run.conversationId,
      answer: expect.stringContaining("kettle arrived"),
    });
    const { items } = await client.expectOk("GET", `/runs?conversationId=${run.conversationId}`);
    expect(items).toHaveLength(2);
  });

  it("keeps to its bounds, can be undone, and is nobody else's", async () => {
    const blueprint = await publishDrawn(client, "Bounded", { abilities });
    script(
      use("later", { text: "Too late", in_minutes: 60 * 24 * 3 }),
      use("later", { text: "Both", in_minutes: 5, at: new Date().toISOString() }),
      use("later", { text: "One", in_minutes: 60 }),
      use("later", { text: "Two", in_minutes: 61 }),
      use("later", { text: "Three", in_minutes: 62 }),
      { text: "Done." },
    );
    const run = await client.ask(blueprint, "Remind me often");
    expect(await eventsOf(run, "action.failed")).toHaveLength(3);
    const [two, one] = await pending(run.conversationId);
    expect([one.text, two.text]).toEqual(["One", "Two"]);
    const foreign = await createForeignToken(app.databaseUrl);
    const headers = { authorization: `Bearer ${foreign}` };
    expect((await app.fetch(`/api/v1/follow-ups/${one.id}`, { method: "DELETE", headers })).status).toBe(404);
    expect((await client.send("DELETE", `/follow-ups/${one.id}`)).status).toBe(204);
    expect((await client.send("DELETE", `/follow-ups/${one.id}`)).status).toBe(404);
    const undone = await client.expectOk("POST", `/runs/${run.id}/undo`, {});
    expect(undone.results.map((result: { undone: boolean }) => result.undone).sort()).toEqual([false, true]);
    expect(await pending(run.conversationId)).toEqual([]);
  });
});
