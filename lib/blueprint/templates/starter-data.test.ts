import { expect, test } from "vitest";
import { bm25Scores } from "#lib/knowledge/bm25.ts";
import { prepareDocument } from "#lib/knowledge/extract.ts";
import { indexDocument } from "#lib/knowledge/index-document.ts";
import { tokenize } from "#lib/knowledge/tokenize.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";
import { readRow } from "#lib/tables/parse-row.ts";
import { data as firstAgent } from "./first-agent/data.ts";
import { data as leadQualifier } from "./lead-qualifier/data.ts";
import type { StarterData } from "./starter-data.ts";
import { data as supportDesk } from "./support-desk/data.ts";
import { templates } from "./templates.ts";

function bestDocument(data: StarterData, question: string): string | undefined {
  const passages = data.datasets.flatMap((dataset) =>
    dataset.documents.flatMap(({ title, text }) =>
      indexDocument(title, text).map((passage) => ({
        id: title,
        length: passage.length,
        counts: new Map(passage.terms.map((term, at) => [term, passage.frequencies[at] ?? 0])),
      })),
    ),
  );
  return bm25Scores(passages, tokenize(question))[0]?.id;
}

test.each(Object.values(templates).map(({ slug, data }) => [slug, data] as const))(
  "every document and row of %s can be stored",
  (_slug, data) => {
    for (const dataset of data.datasets)
      for (const document of dataset.documents) expect(prepareDocument(document, "").warnings).toEqual([]);
    for (const table of data.tables) {
      const columns = tableColumnsSchema.parse(table.columns);
      for (const row of table.rows)
        expect(readRow(columns, row, "row")).toMatchObject({ values: row, problems: [] });
    }
  },
);

test.each([
  ["My kettle arrived broken, can I get my money back?", "Damaged or faulty goods"],
  ["How long do I have to return something?", "Returns within 30 days"],
  ["How long is the warranty?", "Two-year warranty"],
  ["When is your support desk open?", "Contact and opening hours"],
  ["Can I cancel my order?", "Changing or cancelling an order"],
  ["How much is shipping to Norway?", "Shipping times and costs"],
  ["How does store credit work?", "Store credit and gift cards"],
])("the policies answer: %s", (question, title) => {
  expect(bestDocument(supportDesk, question)).toBe(title);
});

test.each([
  ["What does the Team plan cost?", "Plans and prices"],
  ["Do you integrate with DATEV payroll?", "Integrations"],
  ["Where is our data stored?", "Security and data protection"],
  ["Can you migrate us from Planday?", "Onboarding and support"],
])("the product guide answers: %s", (question, title) => {
  expect(bestDocument(leadQualifier, question)).toBe(title);
});

test.each([
  ["Can I borrow a laptop?", "Computers, printing and Wi-Fi"],
  ["When are you open on Saturday?", "Opening hours"],
  ["What does a card cost?", "Joining and library cards"],
  ["what happens if my book is late", "Borrowing, renewing and returning"],
  ["can my grandma come in with a wheelchair", "Getting here"],
  ["I need a quiet place to study", "Rooms and events"],
])("the library's guide answers: %s", (question, title) => {
  expect(bestDocument(firstAgent, question)).toBe(title);
});

test("no two templates bring a table or a dataset of one name with different contents", () => {
  const seen = new Map<string, unknown>();
  for (const { slug, data } of Object.values(templates))
    for (const [name, part] of [
      ...data.datasets.map((dataset) => [`dataset ${dataset.key}`, dataset] as const),
      ...data.tables.map((table) => [`table ${table.name}`, table] as const),
    ]) {
      expect(seen.get(name) ?? part, `${name} of ${slug}`).toEqual(part);
      seen.set(name, part);
    }
});

test.each(Object.values(templates))(
  "each case of $slug that names a document names one it brings",
  ({ data, suite }) => {
    const titles = data.datasets.flatMap(({ documents }) => documents.map(({ title }) => title));
    const cited = (suite?.cases ?? []).flatMap(({ expectations }) =>
      expectations.flatMap((one) => (one.kind === "cites" ? [one.document] : [])),
    );
    expect(cited.length).toBeGreaterThan(0);
    for (const document of cited) expect(titles).toContain(document);
  },
);
