import { describe, expect, it } from "vitest";
import de from "#messages/definitions/de.json";
import en from "#messages/definitions/en.json";
import es from "#messages/definitions/es.json";
import ja from "#messages/definitions/ja.json";
import { definitionTexts } from "./definition-texts.ts";

const said = definitionTexts();

describe("the texts of nodes and abilities", () => {
  it("are translated from what the definitions say now: write a changed one anew in every language", () => {
    expect(en).toEqual(said);
  });

  it.each([
    ["German", de],
    ["Spanish", es],
    ["Japanese", ja],
  ] as const)("are all there in %s, and nothing else is", (_language, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(said).sort());
    expect(Object.entries(texts).filter(([, text]) => text.trim() === "")).toEqual([]);
    const untranslated = Object.entries(said).filter(
      ([key, text]) => text.split(" ").length >= 3 && (texts as Record<string, string>)[key] === text,
    );
    expect(untranslated).toEqual([]);
  });

  it("keep names in braces and quoted code as they are", () => {
    const marks = (text: string) => text.match(/\{+\w+\??\}+|\b\w+\.\w+(?:\.\w+)*\b(?=[ ,>])/g) ?? [];
    for (const texts of [de, es, ja])
      for (const [key, text] of Object.entries(texts))
        expect([key, marks(text).filter((mark) => mark.startsWith("{"))]).toEqual([
          key,
          marks(said[key] ?? "").filter((mark) => mark.startsWith("{")),
        ]);
  });
});
