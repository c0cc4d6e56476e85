import { z } from "zod";
import { defineAbility } from "../define-ability.ts";

const settings = z.strictObject({
  audience: z.enum(["all", "owner", "editor", "operator", "viewer"]).default("all"),
});

const audienceWords = {
  all: "all members",
  owner: "owners",
  editor: "editors",
  operator: "operators",
  viewer: "viewers",
} as const;

const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: "The subject is one line." });

/** Leaves a notice in the studio for the people of the workspace. */
export const notifyDefinition = defineAbility({
  kind: "notify",
  title: "Notify",
  summary: "Tell members in the studio",
  icon: "bell",
  settings,
  form: {
    audience: {
      control: "select",
      label: "Who is told",
      options: [
        { value: "all", label: "All members" },
        { value: "owner", label: "Owners" },
        { value: "editor", label: "Editors" },
        { value: "operator", label: "Operators" },
        { value: "viewer", label: "Viewers" },
      ],
    },
  },
  effect: "write",
  reversibility: "compensable",
  honoursKey: true,
  arguments: () =>
    z.strictObject({
      subject: oneLine.describe("What it is about, one line"),
      text: z.string().trim().min(1).max(4000).describe("What the team should know"),
    }),
  describe: (given) => `Notifies the team: leaves a notice for ${audienceWords[given.audience]}.`,
  summarize: (given) => `tells ${audienceWords[given.audience]}`,
  check: () => [],
  asks: () => ({}),
  docs: "Leaves a notice that the bell counts and the inbox lists, with a link to the run, until each reader marks it read. The same action leaves one notice, however often it is attempted. Undo withdraws it, also from those who have read it; what they read they know.",
});
