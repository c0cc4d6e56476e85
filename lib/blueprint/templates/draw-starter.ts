import type { Blueprint } from "../schema.ts";
import { readBlueprint } from "../upgrade.ts";
import { wire } from "./template-parts.ts";

type Node = { id: string; kind: string; title: string; config: Record<string, unknown> };

/** A node beside the agent, with the relation that ties it to the agent and perhaps the approval in between. */
export type Part = Node & { relation: "pursues" | "knows" | "can" | "remembers"; gate?: Node };

/** What a starter with one chat and one agent consists of. */
export type Starter = {
  name: string;
  description: string;
  chat: { title: string; greeting: string; placeholder?: string; suggestions: readonly string[] };
  agent: { title: string; instructions: string; strategy?: "direct" | "plan" | "verify" };
  /** The goal first; each stands below the one before it. */
  parts: readonly Part[];
  guardrails?: readonly Node[];
};

const pitch = { x: 248, y: 120 };
const portOf = { pursues: "pursued", knows: "known", can: "used", remembers: "kept" } as const;

/** Draws a starter: chat, agent and what the agent has in columns from left to right, guardrails above the chat. */
export function drawStarter({ name, description, chat, agent, parts, guardrails = [] }: Starter): Blueprint {
  const middle = (Math.max(parts.length, guardrails.length * 2 + 1) * pitch.y) / 2 - pitch.y / 2;
  const at = (column: number, y: number) => ({ x: column * pitch.x, y: Math.round(y) });
  const beside = parts.flatMap(({ relation, gate, ...node }, row) => {
    const y = row * pitch.y;
    const placed = { ...node, position: at(gate ? 3 : 2, y) };
    return gate ? [{ ...gate, position: at(2, y) }, placed] : [placed];
  });
  const wires = parts.flatMap(({ id, relation, gate }) =>
    gate
      ? [
          wire(`agent-${gate.id}`, "agent", "can", gate.id, "asked"),
          wire(`${gate.id}-${id}`, gate.id, "allows", id, "used"),
        ]
      : [wire(`agent-${id}`, "agent", relation, id, portOf[relation])],
  );
  return readBlueprint({
    format: 1,
    name,
    description,
    settings: { language: "en" },
    nodes: [
      {
        id: "chat",
        kind: "chat",
        title: chat.title,
        position: at(0, middle),
        config: {
          greeting: chat.greeting,
          ...(chat.placeholder ? { placeholder: chat.placeholder } : {}),
          suggestions: chat.suggestions,
        },
      },
      {
        id: "agent",
        kind: "agent",
        title: agent.title,
        position: at(1, middle),
        config: { instructions: agent.instructions, strategy: agent.strategy ?? "direct" },
      },
      ...guardrails.map((node, index) => ({
        ...node,
        position: at(0, middle - (guardrails.length - index) * pitch.y),
      })),
      ...beside,
    ],
    wires: [
      wire("chat-agent", "chat", "starts", "agent", "start"),
      ...guardrails.map(({ id }) => wire(`${id}-agent`, id, "guards", "agent", "guarded")),
      ...wires,
    ],
  });
}

/** The same starter with an experiment between its chat and its agent. */
export function withExperiment(document: Blueprint, { id, title, config }: Omit<Node, "kind">): Blueprint {
  // Half a column further and a row lower: a column of its own would make the whole too wide to be read at once.
  const step = pitch.x / 2 - 12;
  const beside = document.nodes.find((node) => node.id === "chat")?.position ?? { x: 0, y: 0 };
  return readBlueprint({
    ...document,
    nodes: [
      ...document.nodes.map((node) =>
        node.position.x > beside.x
          ? { ...node, position: { ...node.position, x: node.position.x + step } }
          : node,
      ),
      { id, kind: "experiment", title, config, position: { x: beside.x + step, y: beside.y + pitch.y } },
    ],
    wires: document.wires.flatMap((one) =>
      one.from.node === "chat"
        ? [
            wire(`chat-${id}`, "chat", "starts", id, "start"),
            wire(`${id}-agent`, id, "then", "agent", "start"),
          ]
        : [one],
    ),
  });
}

/** The goal the agent pursues. */
export function goal(title: string, config: Record<string, unknown>): Part {
  return { id: "goal", kind: "goal", title, relation: "pursues", config };
}

/** A dataset of the starter, by its key. */
export function knows(title: string, dataset: string): Part {
  return { id: dataset, kind: "dataset", title, relation: "knows", config: { dataset } };
}

/** An ability; its id with underscores is the name the model sees. */
export function can(
  id: string,
  title: string,
  ability: string,
  purpose: string,
  settings: Record<string, unknown> = {},
  gate?: Node,
): Part {
  const config = { ability, name: id.replaceAll("-", "_"), purpose, settings };
  return { id, kind: "ability", title, relation: "can", config, ...(gate ? { gate } : {}) };
}

/** The same ability, with the options weighed each time before it is used. */
export function weighed(part: Part): Part {
  return { ...part, config: { ...part.config, weigh: "always" } };
}

/** Looks rows of a table up by some of its columns. */
export function finds(id: string, title: string, table: string, matchBy: string[], purpose: string): Part {
  return can(id, title, "table-find", purpose, { table, matchBy, limit: 5 });
}

/** Asks a person first, when the condition over the arguments holds. */
export function approval(
  title: string,
  when: string,
  reason: string,
  timeoutMinutes: number,
  id = "approval",
): Node {
  return { id, kind: "approval", title, config: { when, reason, timeoutMinutes } };
}

/** The hand-over to a person, promised within so many minutes. */
export function handsOver(purpose: string, dueMinutes = 15): Part {
  return can("hand-over", "Hand to a person", "hand-to-human", purpose, { dueMinutes });
}

/** What is kept of each contact between conversations. */
export function remembers(title: string): Part {
  return { id: "memory", kind: "memory", title, relation: "remembers", config: { scope: "contact" } };
}

/** Checks on what goes in or comes out of the agent. */
export function guardrail(id: string, title: string, config: Record<string, unknown>): Node {
  return { id, kind: "guardrail", title, config };
}

/** A criterion measured by a condition over the finished run. */
export function criterion(id: string, label: string, weight: number, when: string, appliesWhen = "") {
  return { id, label, weight, kind: "condition", when, appliesWhen };
}

/** A criterion that holds when an ability succeeded. */
export function done(id: string, label: string, weight: number, ability: string, appliesWhen = "") {
  return { id, label, weight, kind: "ability-succeeded", ability, appliesWhen };
}

/** Where a run had a request at all: a greeting, and a question asked back, are neither resolved nor missed. */
export const isRequest = "!run.smallTalk && !run.askedBack";

/** The three conditions most starters measure: answered, grounded, and nothing failed. */
export const soundAnswer = [
  criterion("answered", "There was an answer", 1, "run.answered", isRequest),
  criterion(
    "grounded",
    "It rests on a passage or a record",
    2,
    "run.citations > 0 || run.actions > 0",
    isRequest,
  ),
  criterion("clean", "No action failed", 1, "run.failedActions == 0", isRequest),
];
