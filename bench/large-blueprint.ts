import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";

const perGroup = 10;

/** About `count` nodes in groups of ten: a chat, an agent, a goal, four datasets and three abilities, wired. */
export function largeBlueprint(count: number): Blueprint {
  const groups = Array.from({ length: Math.ceil(count / perGroup) }, (_, index) => groupOf(index));
  return blueprintSchema.parse({
    format: 1,
    name: `Bench of ${count} nodes`,
    nodes: groups.flatMap((group) => group.nodes).slice(0, count),
    wires: groups.flatMap((group) => group.wires),
  });
}

function groupOf(index: number) {
  const left = (index % 15) * 1000;
  const top = Math.floor(index / 15) * 700;
  const id = (name: string) => `${name}-${index}`;
  const at = (column: number, row: number) => ({ x: left + column * 320, y: top + row * 100 });
  const wire = (from: string, out: string, to: string, into: string) => ({
    id: `${from}-${to}-${index}`,
    from: { node: id(from), port: out },
    to: { node: id(to), port: into },
  });
  const datasets = ["facts-1", "facts-2", "facts-3", "facts-4"];
  const abilities = ["tool-1", "tool-2", "tool-3"];
  return {
    nodes: [
      { id: id("chat"), kind: "chat", title: "Chat", position: at(0, 2), config: {} },
      {
        id: id("agent"),
        kind: "agent",
        title: `Agent ${index}`,
        position: at(1, 2),
        config: { instructions: "Answer in one sentence." },
      },
      {
        id: id("goal"),
        kind: "goal",
        title: "Goal",
        position: at(1, 0),
        config: { statement: "The question is answered." },
      },
      ...datasets.map((name, row) => ({
        id: id(name),
        kind: "dataset",
        title: `Dataset ${row + 1}`,
        position: at(2, row),
        config: {},
      })),
      ...abilities.map((name, row) => ({
        id: id(name),
        kind: "ability",
        title: `Ability ${row + 1}`,
        position: at(2, row + 4),
        config: { ability: "search-dataset", name: `tool_${index}_${row}`, settings: {} },
      })),
    ],
    wires: [
      wire("chat", "starts", "agent", "start"),
      wire("agent", "pursues", "goal", "pursued"),
      ...datasets.map((name) => wire("agent", "knows", name, "known")),
      ...abilities.map((name) => wire("agent", "can", name, "used")),
    ],
  };
}
