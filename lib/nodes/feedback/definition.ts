import { z } from "zod";
import { type ConfigProblem, defineNode, required } from "../define-node.ts";

const config = z.strictObject({
  by: z.enum(["thumbs", "webhook", "judge"]).default("thumbs"),
  question: z.string().max(200).default(""),
  comments: z.boolean().default(true),
  event: z.string().max(120).default(""),
  secret: z.string().max(120).default(""),
  reference: z.string().max(200).default(""),
  atLeast: z.number().min(-1e12).max(1e12).nullable().default(null),
  rubric: z.string().max(4000).default(""),
  weight: z.number().min(0).max(100).default(1),
  whenSilent: z.enum(["ignore", "wait"]).default("ignore"),
});

const words = { thumbs: "Thumbs of the contact", webhook: "Outcome by webhook", judge: "A judge" } as const;

/** Where the truth about a run comes from when the run itself cannot tell. */
export const feedbackDefinition = defineNode({
  kind: "feedback",
  role: "guard",
  title: "Feedback",
  summary: "What people and systems say afterwards",
  icon: "thumbs-up",
  hue: "people",
  group: "Goals",
  config,
  form: {
    by: {
      control: "select",
      label: "Who says it",
      options: [
        { value: "thumbs", label: "Thumbs", hint: "The contact rates the answer under it." },
        {
          value: "webhook",
          label: "Outcome webhook",
          hint: "Your system reports what came of it, minutes or weeks later.",
        },
        { value: "judge", label: "Judge", hint: "A model reads every answer against your criterion." },
      ],
    },
    question: {
      control: "text",
      label: "Question beside the thumbs",
      placeholder: "Did this help?",
      onlyWhen: { field: "by", is: "thumbs" },
    },
    comments: { control: "switch", label: "Ask for a word, too", onlyWhen: { field: "by", is: "thumbs" } },
    event: {
      control: "text",
      label: "Event",
      placeholder: "order_kept",
      hint: "What your system reports.",
      onlyWhen: { field: "by", is: "webhook" },
    },
    secret: {
      control: "secret",
      label: "Signing secret",
      hint: "Every report carries a signature made with it.",
      onlyWhen: { field: "by", is: "webhook" },
    },
    reference: {
      control: "text",
      label: "Your own reference",
      placeholder: "order_id",
      hint: "A field of the event that started the run, or of an ability's arguments, dotted when deeper. A report may then name your order instead of our run.",
      onlyWhen: { field: "by", is: "webhook" },
    },
    atLeast: {
      control: "number",
      label: "Good from",
      hint: "For a metric, such as a revenue or a score from 1 to 5. Empty: anything but false is good.",
      onlyWhen: { field: "by", is: "webhook" },
    },
    rubric: {
      control: "textarea",
      label: "What the judge looks for",
      placeholder: "Every figure in the answer stands in a cited passage.",
      onlyWhen: { field: "by", is: "judge" },
    },
    weight: {
      control: "number",
      label: "Weight in the goal",
      hint: "Beside the goal's own criteria. 0 records it and leaves the outcome alone.",
      min: 0,
      max: 100,
    },
    whenSilent: {
      control: "select",
      label: "While nobody has said anything",
      options: [
        { value: "ignore", label: "It does not count", hint: "The outcome follows from the rest." },
        { value: "wait", label: "The outcome waits", hint: "Pending, as long as it could still decide." },
      ],
    },
  },
  ports: () => [{ id: "measures", side: "out", relation: "measures", label: "measures" }],
  summarize: (feedback) =>
    feedback.by === "webhook" && feedback.event !== ""
      ? `${feedback.event}${feedback.atLeast === null ? "" : ` from ${feedback.atLeast}`} by webhook`
      : words[feedback.by],
  check: (feedback) => [
    ...(feedback.by === "webhook" ? webhookProblems(feedback) : []),
    ...(feedback.by === "judge"
      ? required("rubric", feedback.rubric, "Say what the judge should look for.")
      : []),
  ],
  docs: "Gathers what only others can tell and measures goals by it: wired to a goal it is one more criterion of that goal, wired to an agent, of every goal the agent pursues. **Thumbs** governs the thumbs of the test chat and the hosted chat: the question beside them and whether a word is asked for; where feedback nodes exist and none is thumbs, the hosted chat shows none. **Outcome webhook** gets an address by publishing, `POST /api/hooks/{token}/outcomes`; a report names the run by `runId`, by `conversationId` (its last run) or by your own `reference`, and must be signed like a webhook's call. A number can be a metric: good from a threshold. **Judge** asks a model about every answer as the run ends.\n\nWhat nobody has said does not count against a run: until then the criterion is left out, or, where the outcome should wait, the outcome is pending.",
});

function webhookProblems(feedback: { event: string; secret: string }): ConfigProblem[] {
  return [
    ...required("event", feedback.event, "Name the event that is reported."),
    ...(feedback.secret === ""
      ? [
          {
            severity: "error" as const,
            code: "feedback-unsigned",
            field: "secret",
            message: "Reports are not signed.",
            why: "Whoever knows the address could change the figures your decisions rest on.",
            fix: "Choose a signing secret; make one under Settings, Secrets.",
          },
        ]
      : []),
  ];
}
