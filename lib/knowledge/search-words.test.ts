import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.server.ts";
import { deleteDataset, findDataset, listVersions } from "#db/queries/datasets.server.ts";
import { listVersionDocuments, readDocument } from "#db/queries/documents.server.ts";
import { rankingStatement } from "#db/queries/passages.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { bm25Scores } from "./bm25.ts";
import {
  changeDataset,
  createDataset,
  diffDatasetVersions,
  restoreDatasetVersion,
} from "./change-dataset.server.ts";
import { prepareDocument } from "./extract.ts";
import { indexDocument } from "./index-document.ts";
import { queryTerms, searchWords } from "./search-words.server.ts";

let server: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
const workspaceId = newId();
const foreignId = newId();

beforeAll(async () => {
  server = await createTestDatabase();
  opened = openDatabase(server.url, 4);
  await opened.handle.insert(workspaces).values([
    { id: workspaceId, name: "Ours" },
    { id: foreignId, name: "Theirs" },
  ]);
});

afterAll(async () => {
  await opened?.pool.end();
  await server?.close();
});

const words = ["refund", "kettle", "steel", "ship", "order", "warranty", "30", "late", "mug", "credit"];
const documentText = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 40 })
  .map((list) => list.join(" "));

test("the SQL search equals BM25 computed in memory", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(documentText, { minLength: 1, maxLength: 12 }),
      fc.array(fc.constantFrom(...words, "unheard"), { minLength: 1, maxLength: 5 }),
      async (texts, question) => {
        const { handle } = opened;
        const documents = texts.map((text, index) => ({ title: `Page ${index}`, text }));
        const dataset = await createDataset(handle, workspaceId, {
          name: "Random",
          description: "",
          documents,
        });
        const found = await searchWords(handle, workspaceId, dataset.id, null, question.join(" "), 50);
        const counted = documents.flatMap(({ title, text }) =>
          indexDocument(title, text).map((passage) => ({
            id: title,
            length: passage.length,
            counts: new Map(passage.terms.map((term, at) => [term, passage.frequencies[at] ?? 0])),
          })),
        );
        const expected = new Map(
          bm25Scores(counted, queryTerms(question.join(" "))).map((each) => [each.id, each]),
        );
        expect(found.map((passage) => passage.documentTitle).sort()).toEqual([...expected.keys()].sort());
        for (const passage of found) {
          expect(passage.score).toBeCloseTo(expected.get(passage.documentTitle)?.score ?? Number.NaN, 9);
          expect(passage.confidence).toBeCloseTo(
            expected.get(passage.documentTitle)?.confidence ?? Number.NaN,
            9,
          );
        }
        const scores = found.map((passage) => passage.score);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
        await deleteDataset(handle, workspaceId, dataset.id);
      },
    ),
    { numRuns: 25 },
  );
});

test("every change makes a version, old versions stay searchable, restore brings one back", async () => {
  const { handle } = opened;
  const dataset = await createDataset(handle, workspaceId, {
    name: "Store policies",
    description: "",
    documents: [
      { title: "Returns", text: "Goods can be returned within 30 days." },
      { title: "Hours", text: "We answer from nine to five." },
    ],
  });
  expect(dataset).toMatchObject({ slug: "store-policies", version: 1 });
  const [returns] = await listVersionDocuments(handle, workspaceId, dataset.id, 1);
  const replaced = await changeDataset(handle, workspaceId, "store-policies", {
    remove: [returns?.id ?? ""],
    add: [prepareDocument({ title: "Returns", text: "Goods can be returned within 14 days." }, "")],
    note: "Shorter",
  });
  expect(replaced).toMatchObject({ version: 2, changed: true });
  const same = prepareDocument({ title: "Hours", text: "We answer from nine to five." }, "");
  const again = await changeDataset(handle, workspaceId, dataset.id, { add: [same], note: "Nothing new" });
  expect(again).toMatchObject({ version: 2, changed: false });
  const search = async (version: number | null) => {
    const [best] = await searchWords(
      handle,
      workspaceId,
      dataset.slug,
      version,
      "When can goods be returned?",
      3,
    );
    return best?.text;
  };
  expect(await search(1)).toContain("30 days");
  expect(await search(null)).toContain("14 days");
  const diff = await diffDatasetVersions(handle, workspaceId, dataset.id, 1, 2);
  expect(diff).toEqual({
    added: [{ id: replaced.documentIds[0], title: "Returns" }],
    removed: [{ id: returns?.id, title: "Returns" }],
  });
  expect(await restoreDatasetVersion(handle, workspaceId, dataset.id, 1)).toMatchObject({ version: 3 });
  expect(await search(null)).toContain("30 days");
  const versions = await listVersions(handle, workspaceId, dataset.id, { limit: 10 });
  expect(versions.map((version) => version.number)).toEqual([3, 2, 1]);
  expect(versions[0]).toMatchObject({ documentCount: 2, passageCount: 2, note: "Restored version 1" });
  expect((await readDocument(handle, workspaceId, returns?.id ?? ""))?.passages).toHaveLength(1);
});

test("changes at the same moment queue up and none is lost", async () => {
  const { handle } = opened;
  const { id } = await createDataset(handle, workspaceId, { name: "Busy", description: "" });
  const add = (text: string) =>
    handle.transaction((tx) =>
      changeDataset(tx, workspaceId, id, { add: [prepareDocument({ title: text, text }, "")], note: text }),
    );
  await Promise.all(["one", "two", "three", "four"].map(add));
  expect(await findDataset(handle, workspaceId, id)).toMatchObject({ version: 4, documentCount: 4 });
});

test("another workspace finds nothing, and what is missing is said", async () => {
  const { handle } = opened;
  const { id } = await createDataset(handle, workspaceId, {
    name: "Private",
    description: "",
    documents: [{ title: "Secret", text: "The kettle is steel." }],
  });
  const notFound = expect.objectContaining({ code: "not_found" });
  await expect(searchWords(handle, foreignId, id, null, "kettle", 5)).rejects.toEqual(notFound);
  await expect(searchWords(handle, workspaceId, id, 9, "kettle", 5)).rejects.toEqual(notFound);
  await expect(searchWords(handle, workspaceId, "none", null, "kettle", 5)).rejects.toEqual(notFound);
  expect(await searchWords(handle, workspaceId, id, null, "the of", 5)).toEqual([]);
  const [weak] = await searchWords(handle, workspaceId, id, null, "kettle interest rates Frankfurt", 5);
  expect(weak?.confidence).toBeLessThan(0.3);
});

test("the search takes its candidates from the GIN index", async () => {
  const { handle } = opened;
  const documents = Array.from({ length: 60 }, (_, index) => ({
    title: `Part ${index}`,
    text: Array.from({ length: 40 }, (_, at) => `filler${index}x${at} common`)
      .join(" ")
      .concat("\n\n", "tail ".repeat(150)),
  }));
  const { id } = await createDataset(handle, workspaceId, { name: "Large", description: "", documents });
  await handle.execute(sql`analyze passages`);
  const plan = await handle.transaction(async (tx) => {
    // A table this small is read whole unless told otherwise; the question is whether the index can serve.
    await tx.execute(sql`set local enable_seqscan = off`);
    const search = { dataset: id, version: null, terms: ["filler7x3", "filler9x1"], limit: 5 };
    const result = await tx.execute(sql`explain ${rankingStatement(workspaceId, search)}`);
    return result.rows.map((row) => String(row["QUERY PLAN"])).join("\n");
  });
  expect(plan).toContain("passages_terms_idx");
  expect(plan).toContain("term_statistics_dataset_id_version_term_pk");
  expect(plan).toContain("dataset_version_documents");
  const [best] = await searchWords(handle, workspaceId, id, null, "filler7x3", 5);
  expect(best?.documentTitle).toBe("Part 7");
});
