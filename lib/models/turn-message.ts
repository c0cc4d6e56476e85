/** One call a model asked for; `arguments` is what it wrote, parsed from JSON where that was possible. */
export type TurnToolCall = { id: string; name: string; arguments: unknown };

/** One entry of the conversation handed to a model, as plain JSON so that it can be stored and replayed. */
export type TurnMessage =
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; toolCalls: TurnToolCall[] }
  | { role: "tool"; toolCallId: string; name: string; result: unknown; isError?: boolean };

/** An ability as the model sees it. */
export type TurnTool = { name: string; description: string; inputSchema: Record<string, unknown> };

/** How a note from the check before an answer begins, so that no model takes it for the person speaking. */
export const checkNote = "(Check before sending:";
