import type { Blueprint } from "#lib/blueprint/schema.ts";
import { draw } from "#lib/testing/scenario.ts";
import type { RunClient } from "./run-client.ts";

/** A node drawn for a test: its id and config; everything hangs on one agent behind one chat. */
export type Drawn = {
  abilities?: Record<string, Record<string, unknown>>;
  guards?: Record<string, Record<string, unknown>>;
  /** Approvals by the ability they stand before. */
  approvals?: Record<string, Record<string, unknown>>;
  agent?: Record<string, unknown>;
  rule?: Record<string, unknown>;
  criteria?: Record<string, unknown>[];
  dataset?: string;
  settings?: Partial<Blueprint["settings"]> | Record<string, unknown>;
};

/** An HTTP ability for {@link Drawn}. */
export function httpAbility(
  name: string,
  settings: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { ability: "http-request", name, settings, ...more };
}

/** Makes and publishes a blueprint of one agent with what is drawn around it; gives its id. */
export async function publishDrawn(client: RunClient, name: string, drawn: Drawn): Promise<string> {
  const { abilities = {}, guards = {}, approvals = {} } = drawn;
  const criteria = drawn.criteria ?? [
    { id: "answered", kind: "condition", label: "Answered", when: "run.answered" },
  ];
  const nodes: [string, string, unknown?][] = [
    ["chat", "chat"],
    ["agent", "agent", { instructions: "Do what you are asked with your abilities.", ...drawn.agent }],
    ["goal", "goal", { statement: "The request is done.", criteria }],
  ];
  const wires = ["agent.pursues>goal.pursued"];
  if (drawn.rule) {
    nodes.push(["rule", "rule", drawn.rule]);
    wires.push("chat.starts>rule.start", "rule.else>agent.start");
  } else wires.push("chat.starts>agent.start");
  if (drawn.dataset) {
    nodes.push(["docs", "dataset", { dataset: drawn.dataset, weakBelow: 0 }]);
    wires.push("agent.knows>docs.known");
  }
  for (const [id, config] of Object.entries(guards)) {
    nodes.push([id, "guardrail", config]);
    wires.push(`${id}.guards>agent.guarded`);
  }
  for (const [id, config] of Object.entries(abilities)) {
    // Most of these tests are about what happens without anybody asked.
    nodes.push([id, "ability", { name: id, permission: "auto", ...config }]);
    const gate = approvals[id];
    if (gate) {
      nodes.push([`gate-${id}`, "approval", gate]);
      wires.push(`agent.can>gate-${id}.asked`, `gate-${id}.allows>${id}.used`);
    } else wires.push(`agent.can>${id}.used`);
  }
  const plain = draw(nodes as [string, string, unknown][], wires);
  const document = { ...plain, name, settings: { ...plain.settings, ...drawn.settings } };
  const made = await client.expectOk("POST", "/blueprints", { name, document });
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  return made.id;
}
