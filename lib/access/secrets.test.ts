import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, database } from "#db/client.server.ts";
import { upsertSecret } from "#db/queries/secrets.server.ts";
import { insertWorkspace } from "#db/queries/workspaces.server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { openSecret, readSecret, rotateSecrets, sealSecret } from "./secrets.server.ts";

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  process.env.DATABASE_URL = testDatabase.url;
  process.env.AIMWRIGHT_SECRET_KEY = randomBytes(32).toString("base64");
});

afterAll(async () => {
  await closeDatabase();
  await testDatabase.close();
});

describe("secrets", () => {
  it("open only under the workspace and name they were sealed for", () => {
    const sealed = sealSecret("workspace-1", "SHOP_KEY", "value");
    expect(openSecret("workspace-1", "SHOP_KEY", sealed)).toBe("value");
    expect(sealed.sealed).not.toContain(Buffer.from("value").toString("base64"));
    expect(() => openSecret("workspace-2", "SHOP_KEY", sealed)).toThrow(/could not be opened/);
    expect(() => openSecret("workspace-1", "OTHER", sealed)).toThrow(/could not be opened/);
  });

  it("survive a change of key through rotation", async () => {
    const workspaceId = await insertWorkspace(database(), "Test");
    await upsertSecret(database(), workspaceId, "SHOP_KEY", sealSecret(workspaceId, "SHOP_KEY", "väluе"));
    process.env.AIMWRIGHT_SECRET_KEYS_OLD = process.env.AIMWRIGHT_SECRET_KEY;
    process.env.AIMWRIGHT_SECRET_KEY = randomBytes(32).toString("base64");
    expect(await readSecret(database(), workspaceId, "SHOP_KEY")).toBe("väluе");
    expect(await rotateSecrets()).toBe(1);
    delete process.env.AIMWRIGHT_SECRET_KEYS_OLD;
    expect(await readSecret(database(), workspaceId, "SHOP_KEY")).toBe("väluе");
    expect(await readSecret(database(), workspaceId, "OTHER")).toBeUndefined();
  });
});
