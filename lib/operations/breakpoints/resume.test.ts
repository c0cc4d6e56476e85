import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database, databasePool } from "#db/client.server.ts";
import { openPause } from "#db/queries/breakpoints.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { createBlueprint } from "../blueprints/create-blueprint.server.ts";
import { startRun } from "../runs/start-run.server.ts";
import { resumeRun } from "./resume.server.ts";

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

test("a pause is not ended after its time, even where no worker has noticed that it is over", async () => {
  const { id } = await createBlueprint(actor, { template: "first-agent", name: "Paused" });
  const { runId } = await startRun(actor, {
    blueprint: id,
    input: { text: "Hello" },
    version: "draft",
    channel: "api",
  });
  const at = { workspaceId, runId, nodeId: "agent", actionId: "agent.1.1", moment: "before" as const };
  const late = await openPause(databasePool(), { ...at, expiresAt: new Date(Date.now() - 1000) });
  const resume = (breakpointId: string) =>
    resumeRun(actor, {
      params: { id: breakpointId },
      query: undefined,
      body: { decision: "continue", comment: "" },
    });
  await expect(resume(late.breakpointId)).rejects.toThrow("This pause is over: its time has passed.");
});
