import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database, databasePool } from "#db/client.server.ts";
import { findDataset } from "#db/queries/datasets.server.ts";
import { countEmbedded, requestEmbedding, setEmbeddingModel } from "#db/queries/embeddings.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { workspaceModels } from "#lib/access/workspace-models.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { rereadEnvironment } from "#lib/foundation/env.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { meaningOf } from "#lib/testing/meaning-vectors.ts";
import { changeDataset, createDataset } from "./change-dataset.server.ts";
import { embedNextDataset } from "./embed-dataset.server.ts";
import { prepareDocument } from "./extract.ts";
import { searchDataset } from "./search.server.ts";

let server: TestDatabase;
let endpoint: Server;
let settings: ReturnType<typeof workspaceSettingsSchema.parse>;
const workspaceId = newId();
const never = new AbortController().signal;

type Asked = { model: string; input: string[] };
let asked: Asked[] = [];
let answer: (asked: Asked) => { status: number; vectors?: number[][] } | Promise<{ status: number }>;

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  process.env.AIMWRIGHT_ALLOW_LOOPBACK_EGRESS = "1";
  rereadEnvironment();
  endpoint = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body: Asked = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    asked.push(body);
    const given = await answer(body);
    response.writeHead(given.status, { "content-type": "application/json" });
    const vectors = "vectors" in given ? given.vectors : undefined;
    response.end(
      JSON.stringify(
        vectors
          ? {
              object: "list",
              data: vectors.map((embedding, index) => ({ index, embedding })),
              usage: { prompt_tokens: 1 },
            }
          : { error: { message: "No.", type: "error" } },
      ),
    );
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/v1`;
  settings = workspaceSettingsSchema.parse({ models: { endpoints: [{ name: "local", baseUrl }] } });
  await database().insert(workspaces).values({ id: workspaceId, name: "Ours", settings });
});

afterAll(async () => {
  await closeDatabase();
  await server?.close();
  endpoint?.close();
});

const sound = (dimensions: number) => (body: Asked) => ({
  status: 200,
  vectors: body.input.map((text) => meaningOf(text, dimensions)),
});

beforeEach(() => {
  asked = [];
  answer = sound(64);
});

async function datasetOf(texts: string[], model: string | null = "local/embed") {
  const documents = texts.map((text, index) => ({ title: `Page ${index + 1}`, text }));
  const made = await createDataset(database(), workspaceId, { name: "Shop", description: "", documents });
  await setEmbeddingModel(database(), workspaceId, made.id, model);
  return made.id;
}

const stateOf = async (id: string) => {
  const dataset = await findDataset(database(), workspaceId, id);
  if (!dataset) throw new Error("gone");
  const version = { datasetId: id, version: dataset.version, model: dataset.embeddingModel ?? "" };
  return { ...dataset, embedded: await countEmbedded(database(), workspaceId, version) };
};

const find = (dataset: string, query: string, mode?: "keyword" | "vector" | "hybrid") => {
  const { embed } = workspaceModels(database(), workspaceId, settings);
  return searchDataset(database(), workspaceId, { dataset, version: null, query, limit: 5, mode }, embed);
};

test("a passage without a common word is found by meaning, and both scores are told", async () => {
  const id = await datasetOf([
    "Goods may be sent back within thirty days.",
    "Our kettles are made of steel.",
    "Parcels leave the warehouse on weekdays.",
  ]);
  expect(await embedNextDataset(database(), never)).toBe(true);
  expect(await embedNextDataset(database(), never)).toBe(false);
  expect(await stateOf(id)).toMatchObject({ embedded: 3, embeddingDimensions: 64, embeddingDueAt: null });
  expect((await find(id, "refund", "keyword")).passages).toEqual([]);
  const hybrid = await find(id, "refund");
  expect(hybrid).toMatchObject({ mode: "hybrid", degraded: null });
  expect(hybrid.passages[0]).toMatchObject({ documentTitle: "Page 1", keywordScore: null });
  expect(hybrid.passages[0]?.vectorScore).toBeGreaterThan(0.3);
  expect(hybrid.passages[0]?.confidence).toBeGreaterThan(0.2);
  const both = await find(id, "steel kettles");
  expect(both.passages[0]).toMatchObject({ documentTitle: "Page 2" });
  expect(both.passages[0]?.keywordScore).toBeGreaterThan(0);
  expect(both.passages[0]?.vectorScore).toBeGreaterThan(0);
});

test("vectors thrown away and made anew are what the next search compares", async () => {
  const id = await datasetOf(["Goods may be sent back within thirty days."]);
  await embedNextDataset(database(), never);
  expect((await find(id, "refund")).passages).toHaveLength(1);
  await requestEmbedding(database(), workspaceId, id, true);
  answer = sound(32);
  expect((await find(id, "refund")).passages).toEqual([]);
  await embedNextDataset(database(), never);
  expect(await stateOf(id)).toMatchObject({ embedded: 1, embeddingDimensions: 32 });
  expect((await find(id, "refund")).passages[0]?.vectorScore).toBeGreaterThan(0.3);
});

test("only what is new is embedded, and another model embeds everything anew", async () => {
  const id = await datasetOf(["Goods may be sent back.", "Kettles are of steel."]);
  await embedNextDataset(database(), never);
  asked = [];
  await database().transaction((tx) =>
    changeDataset(tx, workspaceId, id, {
      add: [prepareDocument({ title: "Hours", text: "We answer from nine to five." }, "")],
      note: "",
    }),
  );
  await embedNextDataset(database(), never);
  expect(asked.flatMap((one) => one.input)).toEqual(["Hours\nWe answer from nine to five."]);
  await setEmbeddingModel(database(), workspaceId, id, "local/other");
  answer = sound(32);
  await embedNextDataset(database(), never);
  expect(await stateOf(id)).toMatchObject({ embedded: 3, embeddingDimensions: 32 });
  const old = { datasetId: id, version: 2, model: "local/embed" };
  expect(await countEmbedded(database(), workspaceId, old)).toBe(0);
});

test("a failing endpoint loses no document: words go on, the error says what to do, a retry mends it", async () => {
  const id = await datasetOf(["Goods may be sent back within thirty days."]);
  answer = () => ({ status: 401 });
  await embedNextDataset(database(), never);
  expect(await stateOf(id)).toMatchObject({
    embedded: 0,
    embeddingError: { code: "provider_unauthorized", message: expect.stringContaining("Check the key") },
    embeddingDueAt: null,
  });
  expect((await find(id, "sent back")).passages).toHaveLength(1);
  await requestEmbedding(database(), workspaceId, id, false);
  answer = sound(64);
  await embedNextDataset(database(), never);
  expect(await stateOf(id)).toMatchObject({ embedded: 1, embeddingError: null });

  answer = () => ({ status: 503 });
  const degraded = await find(id, "sent back");
  expect(degraded).toMatchObject({ mode: "keyword", degraded: { code: "provider_failed" } });
  expect(degraded.passages).toHaveLength(1);
  await expect(find(id, "sent back", "vector")).rejects.toMatchObject({ code: "provider_failed" });
  answer = sound(16);
  expect((await find(id, "sent back")).degraded?.message).toMatch(/another model answers under this name/);
});

test("a fault on their side is tried again by itself, later each time", async () => {
  const id = await datasetOf(["One."]);
  answer = () => ({ status: 500 });
  await embedNextDataset(database(), never);
  const first = (await stateOf(id)).embeddingDueAt?.getTime() ?? 0;
  expect(first).toBeGreaterThan(Date.now());
  await databasePool().query("update datasets set embedding_due_at = now() where id = $1", [id]);
  await embedNextDataset(database(), never);
  const second = await stateOf(id);
  expect(second.embeddingAttempts).toBe(2);
  expect(second.embeddingDueAt?.getTime()).toBeGreaterThan(first);
  await setEmbeddingModel(database(), workspaceId, id, null);
});

test("no database connection is held while the model is asked, and what was stored stays when a call fails", async () => {
  const texts = Array.from({ length: 130 }, (_, index) => `Text number ${index}.`);
  const id = await datasetOf(texts);
  const held: number[] = [];
  answer = (body) => {
    held.push(databasePool().totalCount - databasePool().idleCount);
    return held.length < 3 ? sound(64)(body) : { status: 401 };
  };
  await embedNextDataset(database(), never);
  expect(held).toEqual(held.map(() => 0));
  const { embedded } = await stateOf(id);
  expect(embedded).toBeGreaterThan(0);
  expect(embedded).toBeLessThan(130);
  asked = [];
  answer = sound(64);
  await requestEmbedding(database(), workspaceId, id, false);
  await embedNextDataset(database(), never);
  expect(asked.flatMap((one) => one.input)).toHaveLength(130 - embedded);
  expect(await stateOf(id)).toMatchObject({ embedded: 130, embeddingError: null });
});

test("a dataset that changes while it is embedded is not called done", async () => {
  const id = await datasetOf(["One."]);
  answer = async (body) => {
    answer = sound(64);
    await database().transaction((tx) =>
      changeDataset(tx, workspaceId, id, {
        add: [prepareDocument({ title: "", text: "Two." }, "")],
        note: "",
      }),
    );
    return sound(64)(body);
  };
  await embedNextDataset(database(), never);
  expect((await stateOf(id)).embeddingDueAt).not.toBeNull();
  await embedNextDataset(database(), never);
  expect(await stateOf(id)).toMatchObject({ embedded: 2, embeddingDueAt: null });
});
