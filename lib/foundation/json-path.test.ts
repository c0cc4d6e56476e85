import { expect, test } from "vitest";
import { parseJsonPath, pickByPath } from "./json-path.ts";

const world = { data: { items: [{ id: 1, "odd name": "a" }, { id: 2 }, { id: 3 }], total: 3 } };

test.each([
  ["$", world],
  ["", world],
  ["$.data.total", 3],
  ["data.total", 3],
  ["$.data.items[0].id", 1],
  ["$.data.items[-1].id", 3],
  ["$.data.items[*].id", [1, 2, 3]],
  ["$.data.items[0:2].id", [1, 2]],
  ["$.data.items[1:].id", [2, 3]],
  ['$.data.items[0]["odd name"]', "a"],
  ["$.nowhere.at.all", undefined],
  ["$.data.items[*].nothing", []],
])("%s picks what stands there", (path, expected) => expect(pickByPath(world, path)).toEqual(expected));

test("what everything inherits is nowhere in the data", () => {
  for (const path of ["$.constructor", "$.__proto__.polluted", "$.data.items.length", "$.data.toString"])
    expect(pickByPath(world, path)).toBeUndefined();
});

test.each(["$..id", "$.data[?(@.id)]", "$.a[(1)]", "a b", "$[", "$.a[']"])("%s is refused in words", (path) =>
  expect(parseJsonPath(path)).toMatch(/cannot be read/),
);
