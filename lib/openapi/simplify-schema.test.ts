import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { isQuickPattern, simplifySchema } from "./simplify-schema.ts";

type Given = Parameters<typeof z.fromJSONSchema>[0];

const leaf = fc.constantFrom<object>(
  { type: "string", minLength: 2, nullable: true },
  { type: "integer", minimum: 0, exclusiveMinimum: true },
  { type: ["number", "null"], exclusiveMaximum: 9, default: 3 },
  { type: "string", enum: ["a", "b"], example: "a" },
  { type: "string", pattern: "^(a+)+$", format: "uri" },
  { type: "string", format: "date-time" },
  { $ref: "#/loop" },
  { $ref: "https://evil.example/x.json" },
  { not: { type: "string" } },
  { const: 5 },
  {},
);
const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constant("array"), items: tie("schema"), uniqueItems: fc.boolean() }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("a", "b", "constructor", "__proto__"), tie("schema")),
      required: fc.constant(["a", "missing"]),
      additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
    }),
    fc.record({ allOf: fc.array(tie("schema"), { maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { maxLength: 3 }), discriminator: fc.constant({}) }),
    fc.record({ if: tie("schema"), patternProperties: fc.dictionary(fc.string(), tie("schema")) }),
  ),
}));

test("any schema becomes one that can be checked with, and simplifying again changes nothing that matters", () => {
  fc.assert(
    fc.property(schema, (given) => {
      const loop = { type: "object", properties: { again: { $ref: "#/loop" }, one: given } };
      const made = simplifySchema(given, (ref) => (ref === "#/loop" ? loop : undefined));
      const checked = z.fromJSONSchema(made as Given);
      expect(() => z.toJSONSchema(checked, { io: "input" })).not.toThrow();
      expect(() => z.fromJSONSchema(simplifySchema(made) as Given)).not.toThrow();
      expect(JSON.stringify(made).length).toBeLessThan(400_000);
    }),
    { numRuns: 400 },
  );
});

describe("what is kept", () => {
  test("allOf of objects is one object with all demands", () => {
    const made = simplifySchema({
      allOf: [
        { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
        { properties: { b: { type: "integer" } }, required: ["b"] },
      ],
    });
    expect(made).toMatchObject({ type: "object", required: ["a", "b"], properties: { a: {}, b: {} } });
  });

  test("what only comes back is not asked for", () => {
    const made = simplifySchema({
      type: "object",
      properties: { id: { type: "string", readOnly: true }, n: {} },
      required: ["id"],
    });
    expect(made).toEqual({ type: "object", properties: { n: {} } });
  });

  test("a document that doubles at every level ends at the limit", () => {
    const defs: Record<string, unknown> = {};
    for (let level = 0; level < 40; level += 1)
      defs[`#/l${level}`] = {
        type: "object",
        properties: { a: { $ref: `#/l${level + 1}` }, b: { $ref: `#/l${level + 1}` } },
      };
    const made = simplifySchema({ $ref: "#/l0" }, (ref) => defs[ref]);
    expect(JSON.stringify(made).length).toBeLessThan(300_000);
  });
});

test.each([
  ["^[a-z]{2,10}$", true],
  ["^\\d{4}-\\d{2}$", true],
  ["^[A-Z]+$", true],
  ["^(a+)+$", false],
  ["^a*a*a*b$", false],
  ["(x|x)*y", false],
  ["[a-z]+", false],
  ["^a{1,9999}$", false],
  ["^[", false],
])("the pattern %s runs in step with the text: %s", (pattern, expected) =>
  expect(isQuickPattern(pattern)).toBe(expected),
);
