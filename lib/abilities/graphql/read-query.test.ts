import { expect, test } from "vitest";
import { readQuery, schemaOfType } from "./read-query.ts";

test.each([
  ["{ order { id } }", "query", []],
  ["query { order { id } }", "query", []],
  [
    'query Q($id: ID!, $n: Int = 3, $f: Filter) { order(id: $id, q: "{ mutation }") { id } }',
    "query",
    ["id!", "n", "f"],
  ],
  ["# mutation\nmutation M($tags: [String!]!) { tag(tags: $tags) { ok query } }", "mutation", ["tags!"]],
  ["query Q { ...F } fragment F on Order { id }", "query", []],
])("%s is read", (text, kind, variables) => {
  const read = readQuery(text);
  expect(read).toMatchObject({ kind });
  if (typeof read !== "string")
    expect(read.variables.map(({ name, isRequired }) => name + (isRequired ? "!" : ""))).toEqual(variables);
});

test.each([
  ["", /Write a query/],
  ["hello", /Write a query/],
  ["subscription { a }", /never ends/],
  ["query A { a } mutation B { b }", /one operation/],
  ["query { a ", /braces/],
])("%j is refused in words", (text, expected) => expect(readQuery(text)).toMatch(expected));

test("types tell what a variable takes", () => {
  expect(schemaOfType("Int!").safeParse(1.5).success).toBe(false);
  expect(schemaOfType("[ID!]!").safeParse(["a"]).success).toBe(true);
  expect(schemaOfType("[ID!]!").safeParse([1]).success).toBe(false);
  expect(schemaOfType("OrderFilter").safeParse({ any: [1] }).success).toBe(true);
});
