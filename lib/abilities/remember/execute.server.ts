import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { rememberDefinition } from "./definition.ts";

/** Writes one memory; the undo puts the earlier value back. */
export const rememberExecutor: AbilityExecutor<typeof rememberDefinition> = {
  dryRun: true,
  act: async (context, _settings, args) => {
    const key = String(args.key);
    const before = (await context.memory.read(key))[0]?.value ?? null;
    await context.memory.write(key, String(args.value));
    const remembered = { key, value: String(args.value) };
    return { result: { remembered: key }, undo: { key, before }, remembered };
  },
  undo: async (context, _settings, undo) => {
    const { key, before } = undo as { key: string; before: string | null };
    if (before === null) await context.memory.remove(key);
    else await context.memory.write(key, before);
    return { key, restored: before };
  },
};
