import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type { PastExchange } from "./host.ts";
import type { PlannedAgent, RunPlan } from "./plan.ts";
import { type Shown, systemPrompt } from "./prompt.ts";

/** The agent that handed a conversation over with the ability of that node. */
export function agentWithAbility(plan: RunPlan, abilityNodeId: string): PlannedAgent | undefined {
  for (const step of plan.steps.values())
    if (
      step.does === "take-turns" &&
      step.agent.abilities.some((ability) => ability.node.id === abilityNodeId)
    )
      return step.agent;
  return undefined;
}

/** A conversation as the model that suggests a reply reads it; it ends with the contact's last words. */
export function conversationSoFar(
  history: PastExchange[],
  question: string,
  events: DurableEvent[],
): { messages: TurnMessage[]; asked: string } {
  const messages: TurnMessage[] = [];
  const contact = (text: string) => {
    if (text.trim() !== "") messages.push({ role: "user", text });
  };
  const answered = (text: string) => {
    if (text.trim() !== "") messages.push({ role: "assistant", text, toolCalls: [] });
  };
  for (const past of history) {
    contact(past.text);
    answered(past.answer);
  }
  contact(question);
  for (const event of events) {
    if (event.type === "message.completed") answered(event.text);
    if (event.type !== "handoff.message") continue;
    if (event.from === "contact") contact(event.text);
    else answered(event.text);
  }
  const last = messages.findLast((message) => message.role === "user");
  const asked = last?.role === "user" ? last.text : question;
  // Providers answer what somebody asks, not what they said themselves.
  if (messages.at(-1)?.role !== "user") contact(asked);
  return { messages, asked };
}

/** The system text of the one turn in which the agent's model drafts what a person may send. */
export function suggestionPrompt(agent: PlannedAgent, shown: Shown): string {
  return [
    systemPrompt(agent, shown),
    "## Draft for a colleague",
    "A colleague has taken this conversation over. Draft their next message to the contact, in their voice.",
    "They read and change it before it is sent. Call nothing, promise nothing that was not said, and do not offer to hand over.",
  ].join("\n\n");
}
