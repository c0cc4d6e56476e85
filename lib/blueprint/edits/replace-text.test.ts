import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blueprintSchema, emptyBlueprint } from "../schema.ts";
import { addNode } from "./add-node.ts";
import { changeConfig, renameNode } from "./change-nodes.ts";
import { findText, replaceText } from "./replace-text.ts";

function drawn() {
  let document = emptyBlueprint("Shop");
  document = addNode(document, "agent", { x: 0, y: 0 }, { id: "agent" });
  document = addNode(document, "rule", { x: 300, y: 0 }, { id: "rule" });
  document = renameNode(document, "agent", "Kettle agent");
  document = changeConfig(document, "agent", { instructions: "Sell kettles. A kettle is warm." });
  return changeConfig(document, "rule", {
    branches: [{ id: "kettle", label: "Kettle?", when: 'input.text.contains("kettle")', answer: "" }],
  });
}

describe("find and replace", () => {
  it("finds texts in titles and settings, with or without case", () => {
    const found = findText(drawn(), "kettle", false).map(({ id, path, count }) => [id, path, count]);
    expect(found).toEqual([
      ["agent", "title", 1],
      ["agent", "instructions", 2],
      ["rule", "branches.0.label", 1],
      ["rule", "branches.0.when", 1],
    ]);
    expect(findText(drawn(), "Kettle", true).map(({ path }) => path)).toEqual(["title", "branches.0.label"]);
    expect(findText(drawn(), "", false)).toEqual([]);
  });

  it("replaces everywhere or in one place, never an id", () => {
    const all = replaceText(drawn(), { text: "kettle", by: "teapot", matchCase: false });
    expect(all).toMatchObject({ replaced: 5, left: 0 });
    expect(all.document.nodes[0]).toMatchObject({
      title: "teapot agent",
      config: { instructions: "Sell teapots. A teapot is warm." },
    });
    expect(all.document.nodes[1]?.config).toMatchObject({ branches: [{ id: "kettle", label: "teapot?" }] });
    const only = { in: "node", id: "agent", path: "title" } as const;
    expect(replaceText(drawn(), { text: "kettle", by: "pot", matchCase: false, only })).toMatchObject({
      replaced: 1,
    });
  });

  it("leaves what would no longer be valid", () => {
    const direct = replaceText(drawn(), { text: "direct", by: "sideways", matchCase: true });
    expect(direct).toMatchObject({ replaced: 0, left: 1 });
    expect(direct.document).toEqual(drawn());
  });

  it("takes any text for itself, and what comes out is always a blueprint", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 300 }), (text, by) => {
        const { document, replaced } = replaceText(drawn(), { text, by, matchCase: true });
        expect(blueprintSchema.safeParse(document).success).toBe(true);
        if (replaced === 0) expect(document).toEqual(drawn());
      }),
    );
  });
});
