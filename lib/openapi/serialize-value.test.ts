import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParameterStyle } from "./operation.ts";
import { serializeFormValue, serializeHeaderValue, serializePathValue } from "./serialize-value.ts";

const list = ["blue", "black", "brown"];
const record = { R: 100, G: 200, B: 150 };

describe("the specification's own table of styles", () => {
  test.each<[ParameterStyle, boolean, unknown, string]>([
    ["matrix", false, "", ";color"],
    ["matrix", false, "blue", ";color=blue"],
    ["matrix", false, list, ";color=blue,black,brown"],
    ["matrix", true, list, ";color=blue;color=black;color=brown"],
    ["matrix", false, record, ";color=R,100,G,200,B,150"],
    ["matrix", true, record, ";R=100;G=200;B=150"],
    ["label", false, "blue", ".blue"],
    ["label", false, list, ".blue,black,brown"],
    ["label", true, list, ".blue.black.brown"],
    ["label", false, record, ".R,100,G,200,B,150"],
    ["label", true, record, ".R=100.G=200.B=150"],
    ["simple", false, "blue", "blue"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", true, record, "R=100,G=200,B=150"],
    ["simple", false, record, "R,100,G,200,B,150"],
  ])("path: %s, explode %s", (style, explode, value, expected) =>
    expect(serializePathValue("color", value, { style, explode })).toBe(expected),
  );

  test.each<[ParameterStyle, boolean, unknown, string]>([
    ["form", true, "", "color="],
    ["form", true, "blue", "color=blue"],
    ["form", false, list, "color=blue,black,brown"],
    ["form", true, list, "color=blue&color=black&color=brown"],
    ["form", false, record, "color=R,100,G,200,B,150"],
    ["form", true, record, "R=100&G=200&B=150"],
    ["spaceDelimited", false, list, "color=blue%20black%20brown"],
    ["spaceDelimited", false, record, "color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", false, list, "color=blue%7Cblack%7Cbrown"],
    ["pipeDelimited", false, record, "color=R%7C100%7CG%7C200%7CB%7C150"],
    ["tabDelimited", false, list, "color=blue%09black%09brown"],
    ["deepObject", true, record, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
    ["deepObject", true, { a: { b: [1, 2] } }, "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=2"],
    ["form", true, [], ""],
    ["form", true, null, ""],
  ])("query: %s, explode %s", (style, explode, value, expected) =>
    expect(serializeFormValue("color", value, { style, explode }).join("&")).toBe(expected),
  );

  test("headers are joined by commas and not encoded", () => {
    expect(serializeHeaderValue(list, false)).toBe("blue,black,brown");
    expect(serializeHeaderValue(record, true)).toBe("R=100,G=200,B=150");
  });

  test("reserved signs stay where they may, but never what would split the query", () => {
    const way = { style: "form", explode: true, allowReserved: true } as const;
    expect(serializeFormValue("to", "https://a.example/b?c,d&e=f#g+h", way)).toEqual([
      "to=https://a.example/b?c,d%26e%3Df%23g%2Bh",
    ]);
  });
});

const words = fc.string({ unit: "grapheme", maxLength: 30 });
const filled = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
const lists = fc.array(filled, { minLength: 1, maxLength: 6 });
const records = fc
  .uniqueArray(filled, { minLength: 1, maxLength: 5 })
  .chain((keys) =>
    fc
      .array(filled, { minLength: keys.length, maxLength: keys.length })
      .map((values) => keys.map((key, index): [string, string] => [key, values[index] ?? ""])),
  );
const decode = decodeURIComponent;
const pairsOf = (flat: string[]) =>
  flat.flatMap((key, index): [string, string][] => (index % 2 === 0 ? [[key, flat[index + 1] ?? ""]] : []));
const splitAt = (text: string): [string, string] => {
  const at = text.indexOf("=");
  return [decode(text.slice(0, at)), decode(text.slice(at + 1))];
};

describe("whatever the values, the other side reads back what was given", () => {
  test("in a path, and it stays one segment", () => {
    fc.assert(
      fc.property(words, lists, records, fc.boolean(), (word, many, entries, explode) => {
        const object = Object.fromEntries(entries);
        const own = Object.entries(object);
        const path = (value: unknown, style: ParameterStyle) =>
          serializePathValue("p", value, { style, explode });
        for (const style of ["simple", "label", "matrix"] as const)
          for (const value of [word, many, object])
            expect(path(value, style)).toMatch(/^[A-Za-z0-9\-._~%,;=]*$/);
        expect(decode(path(word, "simple"))).toBe(word);
        expect(path(many, "simple").split(",").map(decode)).toEqual(many);
        const simple = path(object, "simple").split(",");
        expect(explode ? simple.map(splitAt) : pairsOf(simple.map(decode))).toEqual(own);
        const matrix = path(many, "matrix").slice(1);
        expect(
          explode ? matrix.split(";").map((one) => splitAt(one)[1]) : matrix.slice(2).split(",").map(decode),
        ).toEqual(many);
      }),
      { numRuns: 300 },
    );
  });

  test("in a query, and no value becomes a parameter of its own", () => {
    fc.assert(
      fc.property(filled, words, lists, records, (name, word, many, entries) => {
        const object = Object.fromEntries(entries);
        const own = Object.entries(object);
        const query = (value: unknown, style: ParameterStyle, explode: boolean) =>
          serializeFormValue(name, value, { style, explode });
        const read = (pairs: string[]) => [...new URLSearchParams(pairs.join("&"))];
        expect(read(query(word, "form", true))).toEqual([[name, word]]);
        expect(read(query(many, "form", true))).toEqual(many.map((one) => [name, one]));
        expect(read(query(object, "form", true))).toEqual(own);
        const [joined = ""] = query(many, "form", false);
        expect(
          joined
            .slice(joined.indexOf("=") + 1)
            .split(",")
            .map(decode),
        ).toEqual(many);
        const [piped = ""] = query(many, "pipeDelimited", false);
        expect(piped.slice(piped.indexOf("=") + 1).split("%7C").length).toBeGreaterThanOrEqual(many.length);
        expect(read(query(object, "deepObject", true))).toEqual(
          own.map(([key, value]) => [`${name}[${key}]`, value]),
        );
      }),
      { numRuns: 300 },
    );
  });
});
