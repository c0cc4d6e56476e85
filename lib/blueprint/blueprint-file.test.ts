import { expect, test } from "vitest";
import { blueprintFileText, readBlueprintFile } from "./blueprint-file.ts";
import { emptyBlueprint } from "./schema.ts";
import { blueprintText } from "./stable.ts";
import { templates } from "./templates/templates.ts";

const suite = {
  name: "Basics",
  description: "",
  agentNodeId: null,
  writes: "simulate" as const,
  runOnPublish: false,
  cases: templates["first-agent"]?.suite?.cases ?? [],
};

test("a file without suites is the document's own text, and one with suites comes back as it was", () => {
  const document = emptyBlueprint("Plain");
  expect(blueprintFileText({ document, suites: [] })).toBe(blueprintText(document));
  const file = { document, suites: [suite] };
  expect(readBlueprintFile(JSON.parse(blueprintFileText(file)))).toEqual(file);
  expect(readBlueprintFile(document)).toEqual({ document, suites: [] });
});

test.each([
  ["no list", "many", "suites"],
  [
    "a case that expects nothing",
    [{ ...suite, cases: [{ title: "T", messages: ["Hi"], expectations: [] }] }],
    "suites.0.cases.0.expectations",
  ],
  ["a field nobody knows", [{ ...suite, colour: "red" }], "suites.0"],
])("suites that are no suites are refused by their field: %s", (_what, suites, path) => {
  expect(() => readBlueprintFile({ ...emptyBlueprint("Bad"), suites })).toThrow(
    expect.objectContaining({ code: "invalid_input", message: expect.stringContaining(`${path}:`) }),
  );
});

test("kinds of a newer build are named, each with its card, in one message that says what to do", () => {
  const node = (id: string, kind: string, config: object) => ({
    id,
    kind,
    title: `Card ${id}`,
    config,
    position: { x: 0, y: 0 },
  });
  const document = {
    ...emptyBlueprint("From tomorrow"),
    nodes: [
      node("a", "quantum", {}),
      node("b", "note", { text: "known" }),
      node("c", "ability", { ability: "teleport" }),
    ],
  };
  expect(() => readBlueprintFile(document)).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      message: expect.stringMatching(/“quantum” \(on “Card a”\)\. So it is with 1 more\. Update Aimwright/),
      details: [
        { path: "nodes.0.kind", message: expect.stringContaining("quantum") },
        {
          path: "nodes.2.config.ability",
          message: "This build has no ability called “teleport” (on “Card c”).",
        },
      ],
    }),
  );
});
