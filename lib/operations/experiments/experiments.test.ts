import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database, databasePool } from "#db/client.server.ts";
import { listNotices } from "#db/queries/notices.server.ts";
import { claimRun } from "#db/queries/run-work.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { executeRun } from "#lib/engine/execute-run.server.ts";
import { inMemoryEngine } from "#lib/engine/in-memory.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { restoreVersion } from "../blueprints/blueprint-versions.server.ts";
import { createBlueprint } from "../blueprints/create-blueprint.server.ts";
import { publishBlueprint } from "../blueprints/publish-blueprint.server.ts";
import { saveBlueprint } from "../blueprints/save-blueprint.server.ts";
import { reportOutcome } from "../runs/report.server.ts";
import { startRun } from "../runs/start-run.server.ts";
import { changeExperiment } from "./change-experiment.server.ts";
import { promoteVariant } from "./promote-variant.server.ts";
import { promoteWinners } from "./promote-winners.server.ts";
import { getExperiment, listExperiments, listRunsOfVariant } from "./read-experiments.server.ts";

const workspaceId = newId();
const actor: Actor = { kind: "member", id: newId(), name: "Ada", workspaceId, role: "owner" };
let server: TestDatabase;

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  await database().insert(workspaces).values({ id: workspaceId, name: "Ours" });
});

afterAll(async () => {
  await closeDatabase();
  await server?.close();
});

async function publish(name: string, settings: Record<string, unknown>): Promise<string> {
  const made = await createBlueprint(actor, { template: "product-advisor", name });
  const document = changeConfig(made.document, "experiment", settings);
  await saveBlueprint(actor, made.id, { document, revision: made.revision });
  await publishBlueprint(actor, made.id, { note: "" });
  return made.id;
}

async function newest(blueprintId: string) {
  const { items } = await listExperiments(actor, {
    params: undefined,
    body: undefined,
    query: { blueprintId, limit: 10 },
  });
  return await getExperiment(actor, items[0]?.id ?? "");
}

/** A contact comes, is answered by a worker, and perhaps buys; says which variant it was shown. */
async function visit(blueprintId: string, key: string, buys: (variantId: string) => boolean) {
  const { runId } = await startRun(actor, {
    blueprint: blueprintId,
    input: { text: "Which tent for winter?" },
    contact: { key },
    version: "live",
    channel: "api",
  });
  const run = await claimRun(databasePool(), "worker", runId);
  await executeRun(runId, run, inMemoryEngine(), "worker", new AbortController().signal);
  const { rows } = await databasePool().query(
    "SELECT event FROM run_events WHERE run_id = $1 AND event->>'type' = 'experiment.assigned'",
    [runId],
  );
  const variantId: string = rows[0].event.variantId;
  if (buys(variantId))
    await reportOutcome(actor, {
      params: { id: runId },
      query: undefined,
      body: { event: "purchase", value: 1 },
    });
  return { runId, variantId, why: rows[0].event.why as string };
}

test("a winner is told from the contacts, goes live by itself once, and can be taken back", async () => {
  const id = await publish("Deciding", { minimum: 10, smallestEffect: 30, autoPromote: true });
  const begun = await newest(id);
  expect(begun).toMatchObject({ status: "running", results: { verdict: "collecting" } });
  let came = 0;
  for (; came < 60; came++) {
    await visit(id, `visitor-${came}`, (variantId) => variantId === "offer");
    if (came > 20 && (await newest(id)).results.verdict === "winner") break;
  }
  expect((await visit(id, "visitor-0", () => false)).why).toBe("kept");
  const now = await newest(id);
  expect(now.results).toMatchObject({ verdict: "winner", winner: "offer" });
  expect(now.results.variants.map(({ value }) => value)).toEqual([0, 1]);
  const behind = await listRunsOfVariant(actor, {
    params: { id: now.id },
    body: undefined,
    query: { variantId: "offer", limit: 200 },
  });
  expect(behind.items.length).toBe(now.results.variants[1]?.runs);

  await Promise.all([promoteWinners(), promoteWinners()]);
  const decided = await newest(id);
  expect(decided).toMatchObject({
    status: "decided",
    decision: { variantId: "offer", automatic: true, version: 2, previousVersion: 1 },
  });
  const told = await listNotices(database(), workspaceId, { id: actor.id, role: "owner" }, { limit: 20 });
  expect(JSON.stringify(told)).toContain("won the experiment");
  expect(JSON.stringify(told)).not.toContain("could not be published");
  await restoreVersion(actor, id, 1);
  expect((await visit(id, "later", () => false)).variantId).toBe("control");
  const again = await changeExperiment(actor, decided.id, "start");
  expect(again).toMatchObject({ status: "running", version: 3 });
  await expect(promoteVariant(actor, again.id, { variantId: "nobody", note: "" })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("a winner that cannot be published is told once, shown, and tried again after a pause", async () => {
  const id = await publish("Stuck", { minimum: 10, smallestEffect: 30, autoPromote: true });
  for (let came = 0; came < 60; came++) {
    await visit(id, `guest-${came}`, (variantId) => variantId === "offer");
    if (came > 20 && (await newest(id)).results.verdict === "winner") break;
  }
  await databasePool().query("UPDATE blueprints SET live_version = NULL WHERE id = $1", [id]);
  for (let round = 0; round < 3; round++) await promoteWinners();
  const stuck = await newest(id);
  expect(stuck).toMatchObject({
    status: "running",
    problem: { message: "This blueprint has no live version.", tries: 1 },
  });
  await makeDue(stuck.id);
  await databasePool().query("UPDATE blueprints SET live_version = 1 WHERE id = $1", [id]);
  await visit(id, "another", () => true);
  await databasePool().query("UPDATE blueprints SET live_version = NULL WHERE id = $1", [id]);
  await promoteWinners();
  const again = await newest(id);
  expect(again.problem).toMatchObject({ tries: 2, since: stuck.problem?.since });
  const told = await listNotices(database(), workspaceId, { id: actor.id, role: "owner" }, { limit: 50 });
  expect(told.filter(({ title }) => title.includes("could not be published"))).toHaveLength(1);
  await makeDue(stuck.id);
  await databasePool().query("UPDATE blueprints SET live_version = 1 WHERE id = $1", [id]);
  await promoteWinners();
  expect(await newest(id)).toMatchObject({ status: "decided", problem: null });
});

function makeDue(experimentId: string) {
  return databasePool().query(
    "UPDATE experiments SET problem = problem || jsonb_build_object('againAt', now()) WHERE id = $1",
    [experimentId],
  );
}

test("an adaptive experiment comes to give its contacts to what works", async () => {
  const id = await publish("Learning", { allocation: "adaptive", explorePercent: 20, minimum: 15 });
  expect((await newest(id)).results.why).toContain("Together the variants need 30 contacts");
  let late = 0;
  for (let at = 0; at < 50; at++) {
    const { variantId } = await visit(id, `learner-${at}`, (variant) => variant === "offer");
    if (at >= 25 && variantId === "offer") late += 1;
  }
  expect(late / 25).toBeGreaterThan(0.6);
  expect((await newest(id)).results).toMatchObject({ verdict: "winner", winner: "offer", sampleRatio: null });
});

test("what runs is neither changed nor removed by publishing", async () => {
  const id = await publish("Guarded", {});
  const { id: experimentId } = await newest(id);
  const made = await createBlueprint(actor, { template: "product-advisor", name: "Other" });
  const { rows } = await databasePool().query("SELECT revision FROM blueprints WHERE id = $1", [id]);
  const document = changeConfig(made.document, "experiment", { minimum: 99 });
  await saveBlueprint(actor, id, { document, revision: rows[0].revision });
  await expect(publishBlueprint(actor, id, { note: "" })).rejects.toMatchObject({ code: "conflict" });
  await changeExperiment(actor, experimentId, "pause");
  await expect(changeExperiment(actor, experimentId, "pause")).rejects.toMatchObject({ code: "conflict" });
  const paused = await visit(id, "newcomer", () => false);
  expect(paused).toMatchObject({ variantId: "control", why: "control" });
  await changeExperiment(actor, experimentId, "stop");
  await publishBlueprint(actor, id, { note: "" });
  expect(await newest(id)).toMatchObject({ status: "running", settings: { minimum: 99 } });
});
