import { z } from "zod";
import { type TemplateField, templateFields } from "../templates/template.ts";

/** One question of the questionnaire, with the answers there are. */
export type FitQuestion = {
  label: string;
  hint: string;
  options: readonly { value: string; label: string; hint?: string }[];
};

const fields = [
  ...Object.entries(templateFields).map(([value, label]) => ({ value: value as TemplateField, label })),
  { value: "other" as const, label: "Something else" },
];

/** The questions with fixed answers, in their order; the words of the page and of the API's reasons. */
export const fitQuestions = {
  field: { label: "What kind of work is it?", hint: "The nearest one.", options: fields },
  complexity: {
    label: "How is a case decided?",
    hint: "Think of the last ten.",
    options: [
      {
        value: "always-same",
        label: "Always by the same steps",
        hint: "If this, then that; nobody has to think.",
      },
      {
        value: "some-judgement",
        label: "Known ways, some judgement",
        hint: "One has to read, look up and choose.",
      },
      {
        value: "open-ended",
        label: "Each is different",
        hint: "Needs experience, or a decision nobody wrote down.",
      },
    ],
  },
  input: {
    label: "How does a case arrive?",
    hint: "What a person has to read.",
    options: [
      { value: "fixed-form", label: "As a form with fixed fields" },
      { value: "mixed", label: "A form with free text in it" },
      { value: "free-text", label: "In people's own words", hint: "Mail, chat, documents." },
    ],
  },
  risk: {
    label: "What does a mistake cost?",
    hint: "The worst likely one, not the worst thinkable.",
    options: [
      { value: "harmless", label: "Nothing much" },
      { value: "undone", label: "Trouble that can be undone" },
      { value: "costly", label: "Money or trust" },
      { value: "dangerous", label: "Health, safety, or the law" },
    ],
  },
  knowledge: {
    label: "Is written down how it is done?",
    hint: "A handbook, a policy, good past answers.",
    options: [
      { value: "yes", label: "Yes, and it is true" },
      { value: "partly", label: "In parts" },
      { value: "no", label: "No, people just know" },
    ],
  },
} as const satisfies Record<string, FitQuestion>;

/** What a process has to reach; any of them, or none. */
export const fitSystems = {
  documents: "Documents and handbooks",
  tables: "Tables and lists",
  messages: "Mail or messages",
  api: "Another system with an API",
  screen: "A system without an API",
} as const;

/** A key of {@link fitSystems}. */
export type FitSystem = keyof typeof fitSystems;

/** The questions' keys. */
export type FitQuestionKey = keyof typeof fitQuestions;

function oneOf<Value extends string>(options: readonly { value: Value }[]) {
  return z.enum(options.map(({ value }) => value) as [Value, ...Value[]]);
}

/** What a person answers about a process. */
export const fitAnswersSchema = z.strictObject({
  field: oneOf(fitQuestions.field.options),
  complexity: oneOf(fitQuestions.complexity.options),
  input: oneOf(fitQuestions.input.options),
  risk: oneOf(fitQuestions.risk.options),
  knowledge: oneOf(fitQuestions.knowledge.options),
  /** Cases in a week. */
  perWeek: z.number("Say how many cases there are in a week.").min(0).max(1_000_000),
  /** Minutes a person spends on one case now. */
  minutes: z.number("Say how many minutes one case takes.").min(0).max(10_000),
  systems: z
    .array(z.enum(Object.keys(fitSystems) as [FitSystem, ...FitSystem[]]))
    .max(5)
    .refine((systems) => new Set(systems).size === systems.length, "A system is named twice."),
});

/** See {@link fitAnswersSchema}. */
export type FitAnswers = z.output<typeof fitAnswersSchema>;

/** The verdicts, from “use something simpler” to “begin”. */
export const fitVerdicts = [
  "fixed-rule",
  "too-small",
  "write-it-down",
  "small-trial",
  "with-people",
  "good-fit",
] as const;

/** One of {@link fitVerdicts}. */
export type FitVerdict = (typeof fitVerdicts)[number];
