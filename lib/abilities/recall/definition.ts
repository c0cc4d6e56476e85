import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

/** Reads facts from the agent's memory. */
export const recallDefinition = defineAbility({
  kind: "recall",
  title: "Recall",
  summary: "Read what was kept",
  icon: "history",
  settings: z.strictObject({}),
  form: {},
  effect: "read",
  reversibility: "reversible",
  honoursKey: true,
  arguments: () =>
    z.strictObject({
      key: z.string().max(120).optional().describe("The name of one fact; leave out for all"),
    }),
  describe: () => "Recalls facts remembered earlier.",
  summarize: () => "reads from memory",
  check: () => [],
  asks: () => ({}),
  docs: "Reads from the memory node the agent is wired to.",
});
