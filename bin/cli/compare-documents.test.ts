import { describe, expect, it } from "vitest";
import { emptyBlueprint } from "#lib/blueprint/schema.ts";
import { compareDocuments } from "./compare-documents.ts";

describe("compareDocuments", () => {
  it("finds nothing between equal documents", () => {
    expect(compareDocuments(emptyBlueprint("Desk"), emptyBlueprint("Desk"))).toEqual([]);
  });

  it("names what was changed", () => {
    expect(compareDocuments(emptyBlueprint("Desk"), emptyBlueprint("Support"))).toEqual([
      '~ document: name: "Desk" → "Support"',
    ]);
  });
});
