import fc from "fast-check";
import { expect, test } from "vitest";
import { tableColumnsSchema } from "./columns.ts";
import { csvHeader, csvLines, readTableCsv } from "./csv.ts";

const columns = tableColumnsSchema.parse([
  { name: "name", title: "Full name", type: "text", required: true },
  { name: "age", type: "integer" },
  { name: "paid", type: "boolean" },
  { name: "level", type: "enum", options: ["low", "high"] },
]);

test("names ragged and wrong rows by their number and reads the others", () => {
  const read = readTableCsv(columns, "Full name,age\nMira,31\nJan\nAda,old\nEve,20,x\n");
  expect(read.rows).toEqual([{ name: "Mira", age: 31, paid: null, level: null }]);
  expect(read.problems).toEqual([
    { path: "rows.3", message: "Has 1 fields, the header has 2." },
    { path: "rows.4.age", message: "Expected a whole number." },
    { path: "rows.5", message: "Has 3 fields, the header has 2." },
  ]);
});

test("refuses unknown and doubled headers", () => {
  expect(readTableCsv(columns, "name,colour,Full name\na,b,c").problems).toEqual([
    { path: "header.2", message: 'The table has no column "colour".' },
    { path: "header.3", message: "name comes twice." },
  ]);
});

test("an export disarms formulas and reads back as it was", () => {
  const cell = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("=1+1", "'=x", "@a", "-5", 'a"b,c\nd'));
  const row = fc.record({
    name: cell.filter((text) => text.trim() !== "" && !text.includes("\u0000") && !text.startsWith("\uFEFF")),
    age: fc.option(fc.integer()),
    paid: fc.option(fc.boolean()),
    level: fc.option(fc.constantFrom("low", "high")),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const csv = csvHeader(columns) + csvLines(columns, rows);
      expect(readTableCsv(columns, csv)).toEqual({ rows, problems: [] });
    }),
  );
  expect(csvLines(columns, [{ name: "=cmd()", age: -1, paid: null, level: null }])).toBe("'=cmd(),-1,,\r\n");
});
