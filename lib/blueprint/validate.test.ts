import { expect, test } from "vitest";
import { addNode } from "./edits/add-node.ts";
import { changeConfig, removeNodes } from "./edits/change-nodes.ts";
import { removeWires } from "./edits/wires.ts";
import { nodesOfKind } from "./graph.ts";
import type { Issue } from "./issue.ts";
import { type Blueprint, emptyBlueprint } from "./schema.ts";
import { supportDesk } from "./templates/support-desk/template.ts";
import { blocksPublishing, validateBlueprint } from "./validate.ts";

const support = supportDesk.document;

function errorsOf(document: Blueprint): Issue[] {
  return validateBlueprint(document).filter((issue) => issue.severity === "error");
}

test("a blueprint without a goal is refused, and the fix says what to add", () => {
  const errors = errorsOf(removeNodes(support, ["goal"]));
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain("has no goal");
  expect(errors[0]?.fix).toContain("Add a goal");
  expect(blocksPublishing(errors)).toBe(true);
});

test("a goal without statement or criteria is told field by field", () => {
  const changed = changeConfig(support, "goal", { statement: " ", criteria: [] });
  expect(errorsOf(changed).map(({ node, field }) => ({ node, field }))).toEqual([
    { node: "goal", field: "statement" },
    { node: "goal", field: "criteria" },
  ]);
});

test("an empty document asks for a goal, something that acts and something that starts it", () => {
  expect(errorsOf(emptyBlueprint("Empty"))).toHaveLength(3);
});

test("a criterion names an ability that no pursuing agent has", () => {
  const criteria = [{ id: "c", label: "", kind: "ability-succeeded", ability: "send_rocket" }];
  const [error] = errorsOf(changeConfig(support, "goal", { criteria }));
  expect(error).toMatchObject({ node: "goal", field: "criteria.0.ability" });
});

test("an ability behind an approval counts as the agent's", () => {
  const criteria = [{ id: "c", label: "", kind: "ability-succeeded", ability: "refund_order" }];
  expect(errorsOf(changeConfig(support, "goal", { criteria }))).toEqual([]);
});

test("two abilities of one agent may not share a name, also across an approval", () => {
  const [error] = errorsOf(changeConfig(support, "refund-order", { name: "find_order" }));
  expect(error).toMatchObject({ field: "name" });
});

test("wires to ports that are not there, of another relation, or backwards are told", () => {
  const wires = [
    { id: "nowhere", from: { node: "agent", port: "dreams" }, to: { node: "goal", port: "pursued" } },
    { id: "odd", from: { node: "agent", port: "knows" }, to: { node: "goal", port: "pursued" } },
    { id: "back", from: { node: "goal", port: "pursued" }, to: { node: "agent", port: "pursues" } },
  ];
  const errors = errorsOf({ ...support, wires: [...support.wires, ...wires] });
  expect(errors).toHaveLength(3);
  expect(errors[0]?.message).toContain("leads nowhere");
  expect(errors.map((error) => error.fix).join(" ")).toMatch(/nowhere.*odd.*back/);
});

test("rules that lead back to each other are a circle", () => {
  let document = addNode(support, "rule", { x: 0, y: 0 }, { id: "second" });
  document = {
    ...removeWires(document, ["rule-agent"]),
    wires: [
      ...document.wires.filter((wire) => wire.id !== "rule-agent"),
      { id: "there", from: { node: "opening-hours", port: "else" }, to: { node: "second", port: "start" } },
      { id: "back", from: { node: "second", port: "else" }, to: { node: "opening-hours", port: "start" } },
    ],
  };
  expect(errorsOf(document).some((error) => error.message.includes("lead back"))).toBe(true);
});

test("an approval without an ability, a trigger that starts nothing and an unstarted agent are told", () => {
  const document = removeWires(support, ["approval-refund", "chat-rule", "rule-agent"]);
  const issues = validateBlueprint(document).map(({ severity, node }) => `${severity} ${node}`);
  expect(issues).toContain("error approval");
  expect(issues).toContain("error chat");
  expect(issues).toContain("warning agent");
  expect(issues).toContain("hint refund-order");
});

test("an act that leaves the workspace for good is better approved first; reading is not", () => {
  const settings = { method: "POST", url: "https://api.example.com/orders" };
  const config = { name: "place_order", settings };
  const added = addNode(support, "ability", { x: 0, y: 0 }, { id: "post", ability: "http-request", config });
  const wire = { id: "w", from: { node: "agent", port: "can" }, to: { node: "post", port: "used" } };
  const document = { ...added, wires: [...added.wires, wire] };
  const warned = (candidate: Blueprint) =>
    validateBlueprint(candidate).some((issue) => issue.node === "post" && issue.severity === "warning");
  // What is placed asks a person by default; the warning comes when its author lets it loose.
  expect(document.nodes.at(-1)?.config).toMatchObject({ permission: "careful" });
  expect(warned(document)).toBe(false);
  const loose = changeConfig(document, "post", { permission: "auto" });
  expect(warned(loose)).toBe(true);
  expect(warned(changeConfig(loose, "post", { settings: { ...settings, method: "GET" } }))).toBe(false);
});

test("names of datasets, tables, columns and secrets are checked against the workspace", () => {
  const document = addNode(support, "webhook", { x: 0, y: 0 }, { id: "hook", config: { secret: "signing" } });
  const world = { datasets: [], secrets: [], tables: [{ name: "orders", columns: [{ name: "number" }] }] };
  const errors = validateBlueprint(document, world).filter(({ field }) => field !== undefined);
  expect(errors.map(({ node, field }) => `${node} ${field}`)).toEqual([
    "policies dataset",
    "create-ticket settings.table",
    "hook secret",
    "find-order settings.matchBy",
    "refund-order settings.fields.0.column",
    "refund-order settings.fields.1.column",
    "refund-order settings.fields.2.column",
  ]);
});

test("2,000 rules in a row are judged without overflowing or dawdling", () => {
  const rules = nodesOfKind(support, "rule");
  const nodes = Array.from({ length: 2000 }, (_, index) =>
    rules.slice(0, 1).map((rule) => ({ ...rule, id: `r${index}` })),
  ).flat();
  const wires = nodes.slice(1).map((node, index) => ({
    id: `w${index}`,
    from: { node: `r${index}`, port: "else" },
    to: { node: node.id, port: "start" },
  }));
  const started = performance.now();
  expect(blocksPublishing(validateBlueprint({ ...support, nodes, wires }))).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
});
