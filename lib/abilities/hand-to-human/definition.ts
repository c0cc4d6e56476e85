import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

/** Passes the conversation to a person and waits for the answer. */
export const handToHumanDefinition = defineAbility({
  kind: "hand-to-human",
  title: "Hand to a person",
  summary: "A colleague takes over",
  icon: "user-round",
  settings: z.strictObject({
    waitMinutes: z.number().min(0.05).max(525600).default(1440),
    dueMinutes: z.number().min(0.05).max(525600).nullable().default(15),
  }),
  form: {
    waitMinutes: { control: "number", label: "Wait at most", unit: "minutes", min: 1 },
    dueMinutes: {
      control: "number",
      label: "Promised within",
      unit: "minutes",
      min: 1,
      hint: "Past it the inbox shows the item as overdue. Leave empty to promise nothing.",
    },
  },
  effect: "write",
  reversibility: "irreversible",
  isCarefulMove: true,
  honoursKey: true,
  arguments: () =>
    z.strictObject({
      reason: z.string().min(1).max(1000).describe("Why a person is needed"),
      summary: z.string().max(4000).optional().describe("What has happened so far"),
    }),
  describe: () => "Hands the conversation to a person and waits for the reply.",
  summarize: ({ dueMinutes }) =>
    dueMinutes === null ? "opens an inbox item" : `opens an inbox item · within ${dueMinutes} min`,
  check: () => [],
  asks: () => ({}),
  docs: "Opens an item in the inbox with the reason; the run waits durably. A colleague claims it, talks to the contact in the same chat, and gives it back to the agent with a word, or settles it. What was said comes back as the result of the action.",
});
