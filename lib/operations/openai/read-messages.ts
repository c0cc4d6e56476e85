import type { ContractInput } from "#lib/api/contract.ts";
import type { openAiContracts } from "#lib/api/contracts/openai.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Body = ContractInput<typeof openAiContracts.complete>["body"];

/** What a list of OpenAI messages asks, what it tells of the past, and whether it tried to instruct. */
export type ReadMessages = {
  question: string;
  told: { text: string; answer: string }[];
  hasInstructions: boolean;
};

/** The user's messages after the last answer are the question; what stands before them is history, in exchanges. */
export function readMessages(messages: Body["messages"]): ReadMessages {
  const told: ReadMessages["told"] = [];
  let open = { text: "", answer: "" };
  let hasInstructions = false;
  for (const message of messages) {
    const text = textOf(message.content);
    if (message.role === "system" || message.role === "developer") hasInstructions = true;
    else if (message.role === "assistant") open.answer = joined(open.answer, text);
    else {
      if (open.answer !== "") {
        told.push(open);
        open = { text: "", answer: "" };
      }
      open.text = joined(open.text, text);
    }
  }
  const spoken = messages.filter(({ role }) => role === "user" || role === "assistant");
  if (spoken.at(-1)?.role !== "user" || open.text.trim() === "")
    throw invalid("The last message must be the user's, with text in it.");
  if (open.text.length > 200_000) throw invalid("The last message is longer than 200,000 characters.");
  return { question: open.text, told, hasInstructions };
}

/** The fields of a request that are taken; whatever else it carries has no meaning for a blueprint. */
const takenFields = new Set([
  "model",
  "messages",
  "stream",
  "stream_options",
  "user",
  "metadata",
  "n",
  "tools",
  "functions",
  "tool_choice",
  "response_format",
  "logprobs",
  "modalities",
]);

/** The names of what was sent without effect, for a header; null when there was none. */
export function ignoredFields(body: Body, hasInstructions: boolean): string | null {
  const names = Object.keys(body).filter((name) => !takenFields.has(name) && /^[a-z_]{1,40}$/.test(name));
  const all = [...(hasInstructions ? ["messages.system"] : []), ...names.sort()];
  return all.length === 0 ? null : all.slice(0, 30).join(", ");
}

function textOf(content: Body["messages"][number]["content"]): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => part.text).join("\n");
}

function joined(before: string, text: string): string {
  return before === "" ? text : `${before}\n\n${text}`;
}

function invalid(message: string): AppError {
  return new AppError("invalid_input", message, { details: [{ path: "messages", message }] });
}
