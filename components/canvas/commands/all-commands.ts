import type { Command, CommandId } from "./define-command.ts";
import { editCommands } from "./edit-commands.ts";
import { frameCommands } from "./frame-commands.ts";
import { viewCommands } from "./view-commands.ts";
import { walkCommands } from "./walk-commands.ts";

/** Every command of the designer. Of those with the same key the first that can be performed is. */
export const commands: readonly Command[] = [
  ...walkCommands,
  ...editCommands,
  ...frameCommands,
  ...viewCommands,
];

/** The command of an id; the id is written in this build, so a missing one is a mistake of ours. */
export function commandOf(id: CommandId): Command {
  const command = commands.find((candidate) => candidate.id === id);
  if (!command) throw new Error(`There is no command “${id}”.`);
  return command;
}
