import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.server.ts";
import { triggers } from "#db/schema/blueprints.ts";
import { presets } from "#db/schema/presets.ts";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { changeConfig, removeNodes, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import { type Blueprint, emptyBlueprint } from "#lib/blueprint/schema.ts";
import { blueprintText, stableDocument } from "#lib/blueprint/stable.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ workers: 0 });
});

afterAll(async () => {
  await app?.stop();
});

async function send(method: string, path: string, body?: unknown) {
  const response = await app.fetch(`/api/v1${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

async function fromTemplate(
  name: string,
): Promise<{ id: string; slug: string; revision: number; document: Blueprint }> {
  const { status, body } = await send("POST", "/blueprints", { template: "support-desk", name });
  expect(status).toBe(201);
  return body;
}

test("templates are listed, and one becomes a blueprint with its data, ready to publish", async () => {
  const { body } = await send("GET", "/templates");
  expect(body.items.slice(0, 3).map((item: { slug: string }) => item.slug)).toEqual([
    "first-agent",
    "support-desk",
    "lead-qualifier",
  ]);
  const made = await send("POST", "/blueprints", { template: "support-desk" });
  expect(made).toMatchObject({
    status: 201,
    body: { slug: "support-desk", revision: 1, liveVersion: null, issues: [] },
  });
  const again = await send("POST", "/blueprints", { template: "support-desk" });
  expect(again.body.slug).toMatch(/^support-desk-[0-9a-f]{6}$/);
  expect((await send("GET", "/blueprints/support-desk")).body.id).toBe(made.body.id);
  expect((await send("POST", "/blueprints", { template: "nonsense" })).status).toBe(400);
  const listed = await send("GET", "/blueprints?limit=1");
  expect(listed.body).toMatchObject({
    items: [{ id: again.body.id, lastRun: null }],
    nextCursor: again.body.id,
  });
  const next = await send("GET", `/blueprints?limit=1&cursor=${listed.body.nextCursor}`);
  expect(next.body.items[0].id).toBe(made.body.id);
});

test("[S1.1] a goal's whole form is saved, validated and exported as it was given", async () => {
  const { id, document, revision } = await fromTemplate("Goal form");
  const goal = {
    statement: "Every lead is answered within a day",
    metric: "Share answered",
    priority: "high",
    criteria: [
      {
        id: "a",
        label: "Order found",
        weight: 2,
        kind: "ability-succeeded",
        ability: "find_order",
        appliesWhen: "!run.smallTalk",
      },
      { id: "b", label: "Rated well", weight: 1, kind: "rating", atLeast: 1, appliesWhen: "" },
      {
        id: "c",
        label: "Booked later",
        weight: 1,
        kind: "outcome-event",
        event: "meeting_booked",
        appliesWhen: "",
      },
      { id: "d", label: "Polite", weight: 0.5, kind: "judge", rubric: "Is it polite?", appliesWhen: "" },
    ],
    passScore: 0.75,
    constraints: ["Never promise a date."],
    deadlineMinutes: 1440,
    budgetUsd: 0.5,
    weighing: [
      { id: "speed", label: "Speed", weight: 3 },
      { id: "care", label: "Care", weight: 1 },
    ],
    fitFloor: 0.4,
  };
  const saved = await send("PUT", `/blueprints/${id}`, {
    document: changeConfig(document, "goal", goal),
    revision,
  });
  expect(saved).toMatchObject({ status: 200, body: { revision: revision + 1, issues: [] } });
  const exported = await send("GET", `/blueprints/${id}/export?suites=false`);
  expect(exported.text).toBe(blueprintText(saved.body.document));
  const stored = exported.body.nodes.find((node: { id: string }) => node.id === "goal");
  expect(stored.config).toEqual(goal);
  const broken = changeConfig(document, "goal", {
    criteria: [{ id: "x", label: "", kind: "condition", when: "run.(" }],
  });
  const { body } = await send("POST", `/blueprints/${id}/validate`, { document: broken });
  expect(body.issues[0]).toMatchObject({ severity: "error", node: "goal", field: "criteria.0.when" });
});

test("an agent's model, the model of its first turn and its fallbacks are saved and exported as given", async () => {
  const { id, document, revision } = await fromTemplate("Models");
  const models = {
    model: "anthropic/claude-x",
    firstTurnModel: "fast",
    fallbacks: ["openai/gpt-x", "frontier", "local/some/model"],
  };
  const changed = changeConfig(document, "agent", models);
  expect((await send("PUT", `/blueprints/${id}`, { document: changed, revision })).status).toBe(200);
  const { body } = await send("GET", `/blueprints/${id}/export`);
  const stored = body.nodes.find((node: { id: string }) => node.id === "agent");
  expect(stored.config).toMatchObject(models);
});

test("[G2.1] a draft without a goal is saved, told by validate, and refused by publish", async () => {
  const { id, document, revision } = await fromTemplate("Aimless");
  const saved = await send("PUT", `/blueprints/${id}`, {
    document: removeNodes(document, ["goal"]),
    revision,
  });
  expect(saved.status).toBe(200);
  const { body } = await send("POST", `/blueprints/${id}/validate`, {});
  expect(body.issues[0]).toMatchObject({ severity: "error", message: expect.stringContaining("no goal") });
  const refused = await send("POST", `/blueprints/${id}/publish`, {});
  expect(refused).toMatchObject({ status: 422, body: { error: { code: "blueprint_invalid" } } });
  expect(refused.body.error.details[0].message).toContain("Add a goal");
  expect((await send("GET", `/blueprints/${id}/versions`)).body.items).toEqual([]);
});

test("a stale save is refused with 409 and overwrites nothing", async () => {
  const { id, document, revision } = await fromTemplate("Two editors");
  const first = await send("PUT", `/blueprints/${id}`, {
    document: renameNode(document, "agent", "First"),
    revision,
  });
  expect(first.status).toBe(200);
  const second = await send("PUT", `/blueprints/${id}`, {
    document: renameNode(document, "agent", "Second"),
    revision,
  });
  expect(second).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  expect(second.body.error.message).toContain(`revision ${revision + 1}`);
  expect((await send("GET", `/blueprints/${id}`)).body.document).toEqual(first.body.document);
  expect((await send("POST", `/blueprints/${id}/publish`, { revision })).status).toBe(409);
  const same = await send("PUT", `/blueprints/${id}`, {
    document: first.body.document,
    revision: revision + 1,
  });
  expect(same.body.revision).toBe(revision + 1);
});

test("publish, diff and restore: versions are numbered, immutable, and never rewritten", async () => {
  const { id, slug, document, revision } = await fromTemplate("History");
  expect(await send("POST", `/blueprints/${id}/publish`, { note: "First" })).toMatchObject({
    status: 201,
    body: { version: 1, issues: [] },
  });
  expect((await send("GET", `/blueprints/${slug}`)).body).toMatchObject({
    liveVersion: 1,
    hasChanges: false,
  });
  const changed = addNode(renameNode(document, "agent", "Renamed"), "note", { x: 9, y: 9 }, { id: "remark" });
  await send("PUT", `/blueprints/${id}`, { document: changed, revision });
  expect((await send("GET", `/blueprints/${id}`)).body.hasChanges).toBe(true);
  const { body } = await send("GET", `/blueprints/${id}/diff?from=1&to=draft`);
  expect(body.changes).toMatchObject([
    { kind: "changed", what: "node", id: "agent", fields: [{ path: "title", after: "Renamed" }] },
    { kind: "added", what: "node", id: "remark" },
  ]);
  expect((await send("GET", `/blueprints/${id}/diff?from=1&to=1`)).body.changes).toEqual([]);
  expect((await send("GET", `/blueprints/${id}/diff?from=1&to=7`)).status).toBe(404);
  expect((await send("GET", `/blueprints/${id}/diff?from=1&to=x`)).status).toBe(400);
  expect((await send("POST", `/blueprints/${id}/publish`, {})).body.version).toBe(2);
  expect((await send("POST", `/blueprints/${id}/versions/1/restore`)).body).toEqual({ version: 3 });
  const { body: versions } = await send("GET", `/blueprints/${id}/versions`);
  expect(
    versions.items.map((item: { number: number; isLive: boolean }) => [item.number, item.isLive]),
  ).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
  expect((await send("GET", `/blueprints/${id}/versions/2`)).body.document).toEqual(changed);
  expect((await send("GET", `/blueprints/${id}`)).body).toMatchObject({
    hasChanges: false,
    document: { name: "History" },
  });
  expect((await send("GET", `/blueprints/${id}/export?version=2&suites=false`)).text).toBe(
    blueprintText(changed),
  );
  expect((await send("DELETE", `/blueprints/${id}`)).status).toBe(200);
  expect((await send("GET", `/blueprints/${slug}`)).status).toBe(404);
  expect((await send("GET", `/blueprints/${id}/versions/1`)).status).toBe(404);
});

test("publishing gives a webhook an address that lasts and a schedule its next time, and takes away what is gone", async () => {
  const { pool, handle } = openDatabase(app.databaseUrl, 1);
  const { id, document, revision } = await fromTemplate("Triggered");
  const start = (node: string) => ({
    id: `${node}-start`,
    from: { node, port: "starts" },
    to: { node: "opening-hours", port: "start" },
  });
  const hooked = addNode(document, "webhook", { x: 0, y: 0 }, { id: "hook" });
  const timed = addNode(hooked, "schedule", { x: 0, y: 100 }, { id: "daily", config: { cron: "0 9 * * *" } });
  const wired = { ...timed, wires: [...timed.wires, start("hook"), start("daily")] };
  await send("PUT", `/blueprints/${id}`, { document: wired, revision });
  const publish = async () => {
    expect((await send("POST", `/blueprints/${id}/publish`, {})).status).toBe(201);
    const rows = await handle.select().from(triggers);
    return new Map(rows.filter((row) => row.blueprintId === id).map((row) => [row.nodeId, row]));
  };
  const first = await publish();
  expect([...first.keys()].sort()).toEqual(["daily", "hook"]);
  expect(first.get("hook")?.token).toMatch(/^[\w-]{43}$/);
  expect(first.get("daily")?.nextAt?.getTime()).toBeGreaterThan(Date.now());
  const again = await publish();
  expect(again.get("hook")?.token).toBe(first.get("hook")?.token);
  await send("PUT", `/blueprints/${id}`, { document: removeNodes(wired, ["hook"]), revision: revision + 1 });
  expect([...(await publish()).keys()]).toEqual(["daily"]);
  await send("DELETE", `/blueprints/${id}`);
  expect((await handle.select().from(triggers)).filter((row) => row.blueprintId === id)).toEqual([]);
  await pool.end();
});

test("import reports what a document asks for, stores it only when told to, and round-trips", async () => {
  const { document } = await fromTemplate("Travels");
  const asking = changeConfig(
    addNode(document, "ability", { x: 0, y: 900 }, { id: "call", ability: "http-request" }),
    "call",
    { settings: { url: "https://api.example.com/x", auth: "bearer", secret: "crm" } },
  );
  const count = async () => (await send("GET", "/blueprints?limit=200")).body.items.length;
  const before = await count();
  const looked = await send("POST", "/blueprints/import", { document: asking });
  expect(looked.body).toMatchObject({
    blueprint: null,
    report: {
      hosts: ["api.example.com"],
      secrets: ["crm"],
      missing: { secrets: ["crm"], datasets: [], tables: [] },
    },
  });
  expect(await count()).toBe(before);
  const stored = await send("POST", "/blueprints/import", { document: asking, create: true });
  expect(stored.status).toBe(200);
  const exported = await send("GET", `/blueprints/${stored.body.blueprint.id}/export`);
  expect(exported.body).toEqual(JSON.parse(JSON.stringify(stableDocument(asking))));
  const newer = await send("POST", "/blueprints/import", { document: { ...asking, format: 9 } });
  expect(newer).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining("format 9") } },
  });
});

test("documents that are no documents are refused by their field", async () => {
  const empty = emptyBlueprint("Bad");
  const note = { kind: "note", title: "", position: { x: 0, y: 0 }, config: {} };
  const wire = { id: "w", from: { node: "a", port: "x" }, to: { node: "ghost", port: "y" } };
  const refused: [unknown, string][] = [
    [{ ...empty, colour: "red" }, "colour"],
    [
      {
        ...empty,
        nodes: [
          { ...note, id: "a" },
          { ...note, id: "a" },
        ],
      },
      "document.nodes.1.id",
    ],
    [{ ...empty, nodes: [{ ...note, id: "a", config: { colour: 1 } }] }, "document.nodes.0.config"],
    [{ ...empty, nodes: [{ ...note, id: "a" }], wires: [wire] }, "document.wires.0.to.node"],
    [{ ...empty, nodes: [{ ...note, id: "a", kind: "teleport" }] }, "document.nodes.0.kind"],
    [{ ...empty, name: "nul \u0000" }, "document.name"],
    ["text", "document"],
  ];
  for (const [document, where] of refused) {
    const { status, body } = await send("POST", "/blueprints", { document });
    expect(status).toBe(400);
    expect(body.error.code).toBe("invalid_input");
    expect(JSON.stringify(body.error)).toContain(where);
  }
  expect((await send("POST", "/blueprints", { template: "support-desk", document: empty })).status).toBe(400);
  expect((await send("GET", "/blueprints/no-such")).status).toBe(404);
});

test("a wire to a port that is not there can be saved, and publish names it", async () => {
  const { id, document, revision } = await fromTemplate("Wired to nowhere");
  const wire = { id: "lost", from: { node: "agent", port: "dreams" }, to: { node: "goal", port: "pursued" } };
  const saved = await send("PUT", `/blueprints/${id}`, {
    document: { ...document, wires: [...document.wires, wire] },
    revision,
  });
  expect(saved.body.issues[0]).toMatchObject({ severity: "error", node: "agent" });
  const { status, body } = await send("POST", `/blueprints/${id}/publish`, {});
  expect(status).toBe(422);
  expect(body.error.details[0]).toMatchObject({ message: expect.stringContaining("leads nowhere") });
});

test("2,000 nodes are taken, 2,001 are refused", async () => {
  const notes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `n${index}`,
      kind: "note",
      title: `Note ${index}`,
      position: { x: index, y: 0 },
      config: { text: "" },
    }));
  const taken = await send("POST", "/blueprints", {
    document: { ...emptyBlueprint("Large"), nodes: notes(2000) },
  });
  expect(taken.status).toBe(201);
  expect(taken.body.document.nodes).toHaveLength(2000);
  const refused = await send("POST", "/blueprints", {
    document: { ...emptyBlueprint("Larger"), nodes: notes(2001) },
  });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
});

test("a configured node is kept as a preset without its secrets, renamed, deleted, audited, and no other workspace's", async () => {
  const config = {
    ability: "http-request",
    name: "find_order",
    settings: {
      url: "https://shop.example/orders",
      auth: "bearer",
      secret: "SHOP_KEY",
      headers: [{ name: "X-Api-Key", value: "sk-live-1234" }],
    },
  };
  const made = await send("POST", "/presets", { name: "Find an order", kind: "ability", config });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "Find an order", kind: "ability", problem: null },
  });
  const { id } = made.body;
  const listed = await send("GET", "/presets");
  expect(listed.text).toContain("https://shop.example/orders");
  expect(listed.text).not.toMatch(/SHOP_KEY|sk-live/);
  const { pool, handle } = openDatabase(app.databaseUrl, 1);
  const stored = JSON.stringify(
    await handle
      .select()
      .from(presets)
      .finally(() => pool.end()),
  );
  expect(stored).not.toMatch(/SHOP_KEY|sk-live/);

  expect((await send("POST", "/presets", { name: "Find an order", kind: "goal", config: {} })).status).toBe(
    409,
  );
  expect((await send("POST", "/presets", { name: "Odd", kind: "goal", config: { colour: 1 } })).status).toBe(
    400,
  );
  expect((await send("POST", "/presets", { name: "Odd", kind: "teleport", config: {} })).status).toBe(400);
  const other = await send("POST", "/presets", { name: "Other", kind: "goal", config: {} });
  expect((await send("PATCH", `/presets/${id}`, { name: "Other" })).status).toBe(409);
  expect((await send("PATCH", `/presets/${id}`, { name: "Order by number" })).body.name).toBe(
    "Order by number",
  );

  const [owner, viewer] = await Promise.all(
    ["owner", "viewer"].map((role) => createForeignToken(app.databaseUrl, role)),
  );
  const asStranger = async (token: string | undefined, method: string, path: string, body?: unknown) =>
    await fetch(`${app.baseUrl}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await (await asStranger(owner, "GET", "/presets")).json()).items).toEqual([]);
  expect((await asStranger(owner, "PATCH", `/presets/${id}`, { name: "Mine" })).status).toBe(404);
  expect((await asStranger(owner, "DELETE", `/presets/${id}`)).status).toBe(404);
  const refused = await asStranger(viewer, "POST", "/presets", { name: "V", kind: "goal", config: {} });
  expect(refused.status).toBe(403);
  // A name is taken within a workspace, not beyond it.
  const same = await asStranger(owner, "POST", "/presets", { name: "Other", kind: "goal", config: {} });
  expect(same.status).toBe(201);

  for (const preset of [id, other.body.id])
    expect((await app.fetch(`/api/v1/presets/${preset}`, { method: "DELETE" })).status).toBe(204);
  expect((await send("GET", "/presets")).body.items).toEqual([]);
  const { body: audit } = await send("GET", "/audit?limit=20");
  const actions = audit.items
    .filter((entry: { nounId: string }) => entry.nounId === id)
    .map((entry: { action: string }) => entry.action);
  expect(actions.sort()).toEqual(["preset.created", "preset.deleted", "preset.renamed"]);
});

test("groups of a document are saved, diffed and exported; documents without any stay without", async () => {
  const { id, revision, document } = await fromTemplate("Grouped");
  expect("frames" in document).toBe(false);
  const frames = [{ id: "f1", title: "Desk", hue: "agent", nodes: ["agent", "goal"] }];
  const saved = await send("PUT", `/blueprints/${id}`, { document: { ...document, frames }, revision });
  expect(saved.status).toBe(200);
  const { body } = await send("GET", `/blueprints/${id}`);
  expect(body.document.frames).toEqual(frames);
  const lost = [{ ...frames[0], nodes: ["agent", "ghost"] }];
  const next = await send("PUT", `/blueprints/${id}`, {
    document: { ...document, frames: lost },
    revision: body.revision,
  });
  expect(next.body.issues).toContainEqual(
    expect.objectContaining({ code: "frame-unknown-node", fix: expect.stringContaining("ghost") }),
  );
  const { body: exported } = await send("GET", `/blueprints/${id}/export`);
  expect(exported.frames).toEqual(lost);
  const wrong = { ...document, frames: [{ id: "f1", title: "Desk", nodes: [], colour: "red" }] };
  expect(
    (await send("PUT", `/blueprints/${id}`, { document: wrong, revision: next.body.revision })).status,
  ).toBe(400);
});
