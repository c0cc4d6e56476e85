import { expect, test } from "vitest";
import { evaluateCel } from "#lib/foundation/cel.ts";
import { nodesOfKind } from "../graph.ts";
import { blocksPublishing, validateBlueprint } from "../validate.ts";
import { supportDesk } from "./support-desk/template.ts";
import { templates } from "./templates.ts";

const cardWidth = 224;
const cardHeight = 110;

test.each(Object.values(templates))("$slug is ready to publish where its data is", (template) => {
  const { document, data } = template;
  const world = {
    datasets: data.datasets.map(({ key, name }) => ({ slug: key, name })),
    tables: data.tables,
    secrets: [],
  };
  // A webhook without a signing secret hints at one; which secret is the workspace's own business.
  const issues = validateBlueprint(document, world).filter(({ severity }) => severity !== "hint");
  expect(issues).toEqual([]);
  expect(blocksPublishing(validateBlueprint(document, { datasets: [], tables: [], secrets: [] }))).toBe(true);
});

test.each(Object.values(templates))("no two cards of $slug overlap", ({ document }) => {
  for (const a of document.nodes)
    for (const b of document.nodes) {
      if (a === b) continue;
      const isApart =
        Math.abs(a.position.x - b.position.x) >= cardWidth ||
        Math.abs(a.position.y - b.position.y) >= cardHeight;
      expect(isApart, `${a.id} and ${b.id}`).toBe(true);
    }
});

test.each([
  ["What are your opening hours?", true],
  ["Opening times on Saturday?", true],
  ["Where is order 1042?", false],
  ["Your opening hours do not help me, my kettle arrived broken and I want a refund", false],
])("the support desk's rule on “%s”: %s", (text, isAnswered) => {
  const rule = nodesOfKind(supportDesk.document, "rule")[0];
  expect(evaluateCel(rule?.config.branches[0]?.when ?? "", { input: { text } })).toEqual({
    ok: true,
    value: isAnswered,
  });
});

test("the support goal's conditions can be told, and hold for a found order and for an approved refund", () => {
  const goal = nodesOfKind(supportDesk.document, "goal")[0];
  const run = { answered: true, citations: 0, actions: 1, failedActions: 0, turns: 2 };
  for (const criterion of goal?.config.criteria ?? [])
    expect(evaluateCel("when" in criterion ? criterion.when : "", { run })).toEqual({
      ok: true,
      value: true,
    });
});
