import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

/** Stores a fact in the scope of the agent's memory. */
export const rememberDefinition = defineAbility({
  kind: "remember",
  title: "Remember",
  summary: "Keep a fact for later",
  icon: "bookmark",
  settings: z.strictObject({}),
  form: {},
  effect: "write",
  reversibility: "reversible",
  honoursKey: true,
  arguments: () =>
    z.strictObject({
      key: z.string().min(1).max(120).describe("A short name for the fact"),
      value: z.string().min(1).max(4000).describe("The fact itself"),
    }),
  describe: () => "Remembers a fact for later conversations.",
  summarize: () => "writes to memory",
  check: () => [],
  asks: () => ({}),
  docs: "Writes to the memory node the agent is wired to; without one it fails and says so.",
});
