import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database, databasePool } from "#db/client.server.ts";
import { listRuns } from "#db/queries/runs.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { type DueSchedule, fireDueSchedules } from "#lib/engine/schedules.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { publishBlueprint } from "../blueprints/publish-blueprint.server.ts";
import { saveBlueprint } from "../blueprints/save-blueprint.server.ts";
import { createFromTemplate } from "../templates/create-from-template.server.ts";
import { fireSchedule } from "./fire-schedule.server.ts";
import { listTriggers } from "./list-triggers.server.ts";

let server: TestDatabase;
const workspaceId = newId();
const actor: Actor = { kind: "token", id: newId(), name: "Test", workspaceId, role: "owner" };

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  await database().insert(workspaces).values({ id: workspaceId, name: "Ours" });
});

beforeEach(() => databasePool().query("update triggers set next_at = null"));

afterAll(async () => {
  await closeDatabase();
  await server?.close();
});

/** A published blueprint whose schedule is due since an hour; answers its trigger's id and the blueprint's. */
async function dueBlueprint(name: string): Promise<{ id: string; triggerId: string }> {
  const made = await database().transaction((tx) => createFromTemplate(tx, actor, "support-desk", name));
  const grown = addNode(
    made.draft,
    "schedule",
    { x: 0, y: 0 },
    { id: "starter", config: { cron: "0 0 1 1 *" } },
  );
  const wire = {
    id: "started",
    from: { node: "starter", port: "starts" },
    to: { node: "agent", port: "start" },
  };
  const document = { ...grown, wires: [...grown.wires, wire] };
  await saveBlueprint(actor, made.id, { document, revision: made.revision });
  await publishBlueprint(actor, made.id, { note: "" });
  const { rows } = await databasePool().query<{ id: string }>(
    "update triggers set next_at = now() - interval '1 hour' where blueprint_id = $1 and kind = 'schedule' returning id",
    [made.id],
  );
  return { id: made.id, triggerId: rows[0]?.id ?? "" };
}

const runsOf = (blueprintId: string) => listRuns(database(), workspaceId, { blueprintId }, { limit: 10 });

async function triggerOf(blueprintId: string) {
  const { items } = await listTriggers(actor, { limit: 10, blueprintId });
  return items.find(({ nodeId }) => nodeId === "starter");
}

/** What a query says when PostgreSQL goes away under it. */
const connectionLost = () =>
  Object.assign(new Error("Connection terminated unexpectedly"), { code: "57P01" });

test("a firing survives a crash before its run is stored", async () => {
  const { id } = await dueBlueprint("Lost before");
  await expect(fireDueSchedules(() => Promise.reject(connectionLost()))).rejects.toThrow("terminated");
  expect(await runsOf(id)).toHaveLength(0);
  await fireDueSchedules(fireSchedule);
  expect(await runsOf(id)).toHaveLength(1);
});

test("a firing whose run was stored before the crash starts no second one", async () => {
  const { id } = await dueBlueprint("Lost after");
  const crashing = async (due: DueSchedule) => {
    await fireSchedule(due);
    throw connectionLost();
  };
  await expect(fireDueSchedules(crashing)).rejects.toThrow("terminated");
  await fireDueSchedules(fireSchedule);
  await fireDueSchedules(fireSchedule);
  const runs = await runsOf(id);
  expect(runs).toHaveLength(1);
  const { rows } = await databasePool().query(
    "select count(*)::int as count from conversations where blueprint_id = $1",
    [id],
  );
  expect(rows[0]).toEqual({ count: 1 });
});

test("schedules that cannot fire say why and hold up nobody", async () => {
  const unreadable = await dueBlueprint("Unreadable");
  const broken = await dueBlueprint("Broken document");
  const sound = await dueBlueprint("Sound");
  const { rows } = await databasePool().query(
    "update triggers set config = '{\"cron\": 5}' where id = $1 returning id",
    [unreadable.triggerId],
  );
  expect(rows).toHaveLength(1);
  await databasePool().query(
    "update blueprint_versions set document = '{\"format\": 99}' where blueprint_id = $1",
    [broken.id],
  );
  await fireDueSchedules(fireSchedule);
  expect(await runsOf(sound.id)).toHaveLength(1);
  expect(await runsOf(unreadable.id)).toHaveLength(0);
  expect(await runsOf(broken.id)).toHaveLength(0);
  expect(await triggerOf(unreadable.id)).toMatchObject({
    nextAt: null,
    lastError: expect.stringContaining("publish the blueprint"),
  });
  expect(await triggerOf(broken.id)).toMatchObject({
    nextAt: expect.stringMatching(/-01-01T00:00:00/),
    lastError: expect.stringContaining("can no longer be read"),
    lastAt: null,
  });
  expect(await triggerOf(sound.id)).toMatchObject({ lastError: null, lastAt: expect.any(String) });
  await publishBlueprint(actor, unreadable.id, { note: "" });
  expect(await triggerOf(unreadable.id)).toMatchObject({ nextAt: expect.any(String), lastError: null });
});
