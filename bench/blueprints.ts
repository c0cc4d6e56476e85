import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";

const goal = {
  id: "goal",
  kind: "goal",
  title: "Answered",
  position: { x: 300, y: 0 },
  config: {
    statement: "The question is answered.",
    criteria: [{ id: "answered", label: "Answered", kind: "condition", when: "run.answered" }],
  },
};

const chat = { id: "chat", kind: "chat", title: "Chat", position: { x: 0, y: 200 }, config: {} };

const wire = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
});

/** An agent with one HTTP tool at the given address: two turns and one action a run. */
export function agentBlueprint(toolUrl: string): Blueprint {
  return blueprintSchema.parse({
    format: 1,
    name: "Bench agent",
    nodes: [
      goal,
      chat,
      {
        id: "agent",
        kind: "agent",
        title: "Agent",
        position: { x: 300, y: 200 },
        config: { instructions: "Look the order up, then answer in one sentence.", model: "standard" },
      },
      {
        id: "order",
        kind: "ability",
        title: "Find order",
        position: { x: 600, y: 200 },
        config: {
          ability: "http-request",
          name: "find_order",
          purpose: "Finds an order by its number.",
          settings: { method: "GET", url: `${toolUrl}/orders/{number}` },
        },
      },
    ],
    wires: [
      wire("w1", ["chat", "starts"], ["agent", "start"]),
      wire("w2", ["agent", "pursues"], ["goal", "pursued"]),
      wire("w3", ["agent", "can"], ["order", "used"]),
    ],
  });
}

/** A rule that answers by itself: no model, no action. */
export function ruleBlueprint(): Blueprint {
  return blueprintSchema.parse({
    format: 1,
    name: "Bench rule",
    nodes: [
      goal,
      chat,
      {
        id: "rule",
        kind: "rule",
        title: "Rule",
        position: { x: 300, y: 200 },
        config: {
          branches: [
            {
              id: "hours",
              label: "Hours",
              when: "input.text.contains('opening hours')",
              answer: "From 9 to 18.",
            },
          ],
          elseAnswer: "Please ask about our opening hours.",
        },
      },
    ],
    wires: [wire("w1", ["chat", "starts"], ["rule", "start"])],
  });
}
