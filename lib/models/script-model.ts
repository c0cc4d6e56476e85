import type { LanguageModelV4 } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import type { ModelScript } from "./model-script.ts";
import { scriptedModel } from "./scripted.ts";

/**
 * Plays a workspace's script. Which turn is next is read from the prompt, the number of answers since the last
 * message of a person, so that a run taken over by another worker goes on where it was.
 */
export function scriptModel(name: string, scripts: readonly ModelScript[]): LanguageModelV4 {
  const script = scripts.find((one) => one.name === name);
  if (!script)
    throw new AppError("invalid_input", `No script is called "${name}". Add it to the model settings.`);
  const next = (prompt: { role: string }[]) => {
    const asked = prompt.findLastIndex((message) => message.role === "user");
    const answered = prompt.slice(asked + 1).filter((message) => message.role === "assistant").length;
    const turn = script.turns[answered];
    if (turn) return turn;
    throw new AppError(
      "provider_failed",
      `The script "${name}" has ${script.turns.length} turns and was asked for turn ${answered + 1}. Write that turn too.`,
    );
  };
  return scriptedModel([(call) => next(call.prompt)], name);
}
