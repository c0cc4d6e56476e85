import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";

const option = (does: string, title: string, speed: number) => ({
  title,
  does,
  scores: { speed, quality: 0.5, cost: 0.5, satisfaction: 0.5 },
  probability: 0.9,
  goalFit: 0.9,
  predicted: "It is settled.",
  reason: "It is quick.",
});

/** Refunds the order named in the request, weighing it first; breaks down when told to. */
export function refundAgent(request: ChatRequest): ChatReply {
  if (String(request.messages[0]?.content).startsWith("# Decision"))
    return {
      toolCalls: [
        {
          name: "record_options",
          arguments: { options: [option("proposed", "Refund", 0.9), option("nothing", "Leave it", 0.1)] },
        },
      ],
    };
  const asked = JSON.stringify(request.messages.findLast(({ role }) => role === "user")?.content);
  const loud = String(request.messages[0]?.content).includes("Speak up.");
  if (request.messages.at(-1)?.role === "tool") return { text: loud ? "DONE!" : "Done as you asked." };
  const number = Number(/order (\d+)/.exec(asked)?.[1] ?? 0);
  const amount = Number(/(\d+) euros/.exec(asked)?.[1] ?? 10);
  if (number === 0) return { text: "What is the number of the order?" };
  return {
    toolCalls: [
      { name: "refund_order", arguments: { number, refund_amount: amount, refund_reason: "Arrived broken" } },
    ],
  };
}
