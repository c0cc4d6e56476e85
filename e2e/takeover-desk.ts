import { removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import type { RunClient } from "./run-client.ts";

export const warranty = "The warranty lasts two full years from the day of delivery.";

/** Hands over what asks for a person, drafts for the person, and else answers or tells what came of it. */
export function desk({ messages }: ChatRequest): ChatReply {
  const last = messages.at(-1);
  const system = JSON.stringify(messages[0]?.content ?? "");
  if (system.includes("Draft for a colleague")) return { text: `${warranty} [1]` };
  if (last?.role === "tool") return { text: "I am the assistant again. Your express parcel is booked." };
  if (JSON.stringify(last?.content ?? "").includes("a person"))
    return {
      toolCalls: [{ name: "hand_to_human", arguments: { reason: "A person is wanted.", summary: "Late." } }],
    };
  return { text: "The assistant answers this one." };
}

/** A published support desk whose handoffs are promised within so many minutes. */
export async function publishDesk(client: RunClient, name: string, dueMinutes = 15) {
  const id = await client.publishTemplate("support-desk", name, (document) => {
    const open = removeNodes(document, ["guardrail"]);
    return {
      ...open,
      nodes: open.nodes.map((node) =>
        node.kind === "ability" && node.config.ability === "hand-to-human"
          ? { ...node, config: { ...node.config, settings: { ...node.config.settings, dueMinutes } } }
          : node,
      ) as typeof open.nodes,
    };
  });
  return { id, slug: (await client.expectOk("GET", `/blueprints/${id}`)).slug as string };
}
