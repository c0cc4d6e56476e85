import { type TeamTerms, teamTermsSchema } from "#lib/blueprint/team-terms.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { draw } from "#lib/testing/scenario.ts";
import type { RunClient } from "./run-client.ts";

/** A team drawn for a test: agents, what else hangs on them, and the wires between agents with their terms. */
export type DrawnTeam = {
  /** The agent or board behind the chat. */
  first: string;
  agents: Record<string, Record<string, unknown>>;
  nodes?: [id: string, kind: string, config?: unknown][];
  wires?: string[];
  /** `from>to`, with what is agreed on. */
  team?: Record<string, Partial<TeamTerms>>;
  criteria?: Record<string, unknown>[];
};

/** Makes and publishes a team; gives the id of its blueprint. */
export async function publishTeam(client: RunClient, name: string, drawn: DrawnTeam): Promise<string> {
  const pairs = Object.keys(drawn.team ?? {});
  const ids = Object.keys(drawn.agents);
  const criteria = drawn.criteria ?? [
    { id: "answered", kind: "condition", label: "Answered", when: "run.answered" },
  ];
  const own = drawn.wires ?? [];
  const isBoard = !ids.includes(drawn.first);
  const plain = draw(
    [
      ["chat", "chat"],
      ["goal", "goal", { statement: "The request is done.", criteria }],
      ...ids.map((id): [string, string, unknown] => [
        id,
        "agent",
        { instructions: `Be ${id}.`, ...drawn.agents[id] },
      ]),
      ...((drawn.nodes ?? []) as [string, string, unknown][]),
    ],
    [
      `chat.starts>${drawn.first}.start`,
      `${isBoard ? ids[0] : drawn.first}.pursues>goal.pursued`,
      ...own,
      ...pairs.map((pair) => {
        const [from = "", to = ""] = pair.split(">");
        return `${from}.${isBoard && from === drawn.first ? "members" : "delegates"}>${to}.asked`;
      }),
    ],
  );
  const wires = plain.wires.map((wire) => {
    const terms = drawn.team?.[`${wire.from.node}>${wire.to.node}`];
    return terms && wire.to.port === "asked" ? { ...wire, terms: teamTermsSchema.parse(terms) } : wire;
  });
  const nodes = plain.nodes.map((node, index) => ({
    ...node,
    position: placeOf(index, node.id, drawn.first),
  }));
  const document = { ...plain, name, nodes, wires };
  const made = await client.expectOk("POST", "/blueprints", { name, document });
  await client.expectOk("POST", `/blueprints/${made.id}/publish`, {});
  return made.id;
}

// What leads stands at the left, so that wires between agents can be read.
function placeOf(index: number, id: string, first: string): { x: number; y: number } {
  if (id === "chat") return { x: 0, y: 0 };
  if (id === first) return { x: 320, y: 0 };
  return { x: 760, y: index * 180 - 180 };
}

/** What an agent of a cast sees when it is asked. */
export type Cue = {
  request: ChatRequest;
  /** How often it has spoken in this conversation. */
  spoken: number;
  system: string;
  /** What it was asked, and the last result it got, as text. */
  asked: string;
  last: string;
};

/** Plays every agent by its name, the judge as `judge`; an agent nobody plays breaks down. */
export function castOf(parts: Record<string, (cue: Cue) => ChatReply | Promise<ChatReply>>) {
  return async (request: ChatRequest): Promise<ChatReply> => {
    const system = String(request.messages[0]?.content);
    const who = /# Agent: ([\w-]+)/.exec(system)?.[1] ?? "judge";
    const part = parts[who];
    if (!part) throw new Error(`Nobody plays ${who}.`);
    const asked = JSON.stringify(request.messages.findLast(({ role }) => role === "user")?.content);
    const last = JSON.stringify(request.messages.at(-1)?.content);
    const spoken = request.messages.filter(({ role }) => role === "assistant").length;
    return part({ request, spoken, system, asked, last });
  };
}

/** A turn that calls tools. */
export function calling(...calls: [name: string, args: Record<string, unknown>][]): ChatReply {
  return { toolCalls: calls.map(([name, args]) => ({ name, arguments: args })) };
}

/** Answers nobody until so many have asked; a run that asks one after the other would wait for ever. */
export function barrier(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= size) resolve();
    return promise;
  };
}
