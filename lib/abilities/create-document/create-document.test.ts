import fc from "fast-check";
import { PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { chartImage } from "./chart-image.ts";
import { csvFile } from "./csv-file.ts";
import { createDocumentDefinition } from "./definition.ts";
import { fillTemplate, placeholdersOf } from "./fill-template.ts";
import { pdfFile } from "./pdf-file.ts";

const settings = (given: object = {}) => createDocumentDefinition.settings.parse(given);

describe("CSV", () => {
  test("no text begins a formula, numbers stay numbers", () => {
    for (const text of ["=1+1", "+cmd", "-cmd", "@x", "\t=1", "  =1", "＝1", "\r=1"])
      expect(csvFile(["a"], [[text]])).toMatch(/^a\r\n"?'/);
    for (const text of ["-12.5", "+49", "plain", "a=b"])
      expect(csvFile(["a"], [[text]])).toBe(`a\r\n${text}\r\n`);
    expect(csvFile(["=a"], [[-5], [null], [true]])).toBe("'=a\r\n-5\r\n\r\ntrue\r\n");
  });
});

describe("PDF", () => {
  test("any text becomes a document", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400 }), async (text) => {
        const file = await pdfFile("Title", text);
        expect((await PDFDocument.load(file)).getPageCount()).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the chart", () => {
  test("escapes what it shows and keeps its bars within the picture", () => {
    const svg = chartImage('"><script>', [
      { label: "<b>", value: -1e9 },
      { label: "up", value: 1e9 },
    ]);
    expect(svg).not.toMatch(/<script|<b>/);
    for (const [, x = "", width = ""] of svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g))
      expect(Number(x) + Number(width)).toBeLessThanOrEqual(720);
  });
});

describe("templates", () => {
  test("are filled in one pass from own properties only", () => {
    const template = "{{a}} {{ b.c }} {{constructor}} {{a.length.x}} {{";
    expect(placeholdersOf(template)).toEqual(["a", "b.c", "constructor", "a.length.x"]);
    expect(fillTemplate(template, { a: "{{b.c}} $&", b: { c: 1 } })).toBe("{{b.c}} $& 1   {{");
  });

  test.each([
    ["{", "not JSON"],
    ["[]", "object"],
    ['{"type":"string"}', "object"],
    ['{"type":"object","properties":{"b":{}}}', "no “a”"],
  ])("a schema %s is refused when drawn", (schema, words) => {
    const [problem] = createDocumentDefinition.check(settings({ template: "{{a}}", schema }));
    expect(problem?.message).toContain(words);
  });

  test("a half-filled draft still gives arguments", () => {
    for (const given of [{ schema: "{" }, { template: "{{a}}", schema: "{" }, { format: "csv" }])
      expect(createDocumentDefinition.arguments(settings(given)).safeParse({}).success).toBe(false);
  });
});

test("the agent's choice needs what its format is made of", () => {
  const schema = createDocumentDefinition.arguments(settings());
  const fits = (given: object) => schema.safeParse({ title: "T", ...given }).success;
  expect(fits({ content: "x" })).toBe(true);
  expect(fits({ format: "pdf" })).toBe(false);
  expect(fits({ format: "csv", content: "x" })).toBe(false);
  expect(fits({ format: "csv", columns: ["a", "b"], rows: [[1, 2]] })).toBe(true);
  expect(fits({ format: "csv", columns: ["a", "b"], rows: [[1]] })).toBe(false);
});
