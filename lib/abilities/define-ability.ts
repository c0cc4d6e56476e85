import type { z } from "zod";
import type { ConfigProblem, Control } from "#lib/nodes/define-node.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** Whether what an ability did can be taken back: fully, by a compensating act, or not at all. */
export type Reversibility = "reversible" | "compensable" | "irreversible";

/** What an ability does to the world. */
export type AbilityTraits = {
  effect: "read" | "write";
  reversibility: Reversibility;
  honoursKey: boolean;
  /** True where a person agrees first unless the author said otherwise. */
  asksFirst?: boolean;
};

/** What an ability is: plain data, safe in the browser. What it does is in the room's `execute.server.ts`. */
export type AbilityDefinition<Kind extends string, Settings extends z.ZodObject> = {
  kind: Kind;
  title: string;
  /** One sentence for the palette. */
  summary: string;
  icon: IconName;
  /** Fixed by the author; structural only, so that a half-filled draft parses. */
  settings: Settings;
  form: { [Field in keyof z.output<Settings>]: Control };
  /** Reads change nothing outside, writes do. */
  effect: "read" | "write";
  reversibility: Reversibility;
  /** True when the other side honours an idempotency key, so that sending twice does it once. */
  honoursKey: boolean;
  /** True where it is made by connecting a system, so that the palette does not offer it empty. */
  isImported?: boolean;
  /** True for what is itself the careful move, such as asking a person: its options are never weighed first. */
  isCarefulMove?: boolean;
  /** Where the settings change what it is: a GET only reads, whatever the kind says. */
  refine?: (settings: z.output<Settings>) => Partial<AbilityTraits>;
  /** What the agent fills at run time; made from the settings. */
  arguments: (settings: z.output<Settings>) => z.ZodObject;
  /** The tool's name and description given to the model, before the author's own words. */
  describe: (settings: z.output<Settings>) => string;
  summarize: (settings: z.output<Settings>) => string;
  check: (settings: z.output<Settings>) => ConfigProblem[];
  /** Hosts, secrets and resources it will touch, for the import report. */
  asks: (settings: z.output<Settings>) => {
    hosts?: string[];
    secrets?: string[];
    datasets?: string[];
    tables?: string[];
  };
  docs: string;
};

/** Keeps kind and settings exact for the unions derived from the record of rooms. */
export function defineAbility<const Kind extends string, Settings extends z.ZodObject>(
  definition: AbilityDefinition<Kind, Settings>,
): AbilityDefinition<Kind, Settings> {
  return definition;
}

/** The traits of an ability under the given settings. */
export function traitsOf<Settings>(
  definition: AbilityTraits & { refine?: (settings: Settings) => Partial<AbilityTraits> },
  settings: Settings,
): AbilityTraits {
  const { effect, reversibility, honoursKey } = definition;
  return { effect, reversibility, honoursKey, ...definition.refine?.(settings) };
}
