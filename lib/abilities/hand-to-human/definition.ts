import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

/** Passes the conversation to a person and waits for the answer. */
export const handToHumanDefinition = defineAbility({
  kind: "hand-to-human",
  title: "Hand to a person",
  summary: "A colleague takes over",
  icon: "user-round",
  settings: z.strictObject({ waitMinutes: z.number().min(1).max(525600).default(1440) }),
  form: { waitMinutes: { control: "number", label: "Wait at most", unit: "minutes", min: 1 } },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: true,
  arguments: () =>
    z.strictObject({
      reason: z.string().min(1).max(1000).describe("Why a person is needed"),
      summary: z.string().max(4000).optional().describe("What has happened so far"),
    }),
  describe: () => "Hands the conversation to a person and waits for the reply.",
  summarize: () => "opens an inbox item",
  check: () => [],
  asks: () => ({}),
  docs: "Opens an item in the inbox with the reason; the run waits durably, and the person's reply comes back as the result of the action.",
});
