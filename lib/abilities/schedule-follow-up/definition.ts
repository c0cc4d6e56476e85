import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

const settings = z.strictObject({
  mostDays: z.number().int().min(1).max(365).default(30),
  mostPending: z.number().int().min(1).max(20).default(5),
});

/** Comes back to the conversation later, by itself. */
export const scheduleFollowUpDefinition = defineAbility({
  kind: "schedule-follow-up",
  title: "Schedule follow-up",
  summary: "Come back to this later",
  icon: "calendar",
  settings,
  form: {
    mostDays: { control: "number", label: "Ahead at most", unit: "days", min: 1, max: 365 },
    mostPending: {
      control: "number",
      label: "Still to come at most",
      hint: "In one conversation; so that an agent cannot wake itself for ever.",
      min: 1,
      max: 20,
    },
  },
  effect: "write",
  reversibility: "reversible",
  honoursKey: true,
  arguments: (given) =>
    z
      .strictObject({
        text: z
          .string()
          .trim()
          .min(1)
          .max(4000)
          .describe("What you shall then do, with all you will need to know"),
        in_minutes: z
          .number()
          .int()
          .min(1)
          .max(given.mostDays * 1440)
          .optional()
          .describe("Minutes from now; or give at"),
        at: z.iso
          .datetime({ offset: true })
          .optional()
          .describe("A moment such as 2026-12-01T09:00:00+01:00"),
      })
      .superRefine((made, context) => {
        if ((made.in_minutes === undefined) === (made.at === undefined))
          context.addIssue({ code: "custom", message: "Give either in_minutes or at." });
      }),
  describe: (given) =>
    `Schedules that you come back to this conversation later by yourself, at most ${given.mostDays} days ahead.`,
  summarize: (given) => `comes back within ${given.mostDays} ${given.mostDays === 1 ? "day" : "days"}`,
  check: () => [],
  asks: () => ({}),
  docs: "Starts a run of the same blueprint in the same conversation at a later time, with the words the agent leaves itself. It is stored with the run's action, so a crash loses nothing and nothing starts twice; it begins within some seconds of its time, with the version that is live then (the draft where a draft asked). How far ahead and how many may still be to come in one conversation is capped. Undo takes back what has not begun; so does `DELETE /api/v1/follow-ups/{id}`.",
});
