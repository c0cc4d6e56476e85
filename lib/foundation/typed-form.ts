import { z } from "zod";
import type { ErrorDetail } from "./errors.ts";

/** What a field of a form takes. */
export const formFieldTypes = ["text", "number", "choice", "yes-no", "date"] as const;

/** One question a person answers with a decision; `min` and `max` are lengths of a text, values of a number. */
export const formFieldSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,59}$/, "Use lower-case letters, digits and underscores, a letter first.")
    .refine((name) => name !== "__proto__" && name !== "constructor", "Choose another name."),
  label: z.string().trim().min(1, "Say what is asked.").max(120),
  type: z.enum(formFieldTypes),
  required: z.boolean().default(false),
  help: z.string().max(300).default(""),
  options: z.array(z.string().trim().min(1).max(120)).max(50).default([]),
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
});

/** One of the questions of a form. */
export type FormField = z.output<typeof formFieldSchema>;

/** Answers by the fields' names. */
export const formAnswersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** See {@link formAnswersSchema}. */
export type FormAnswers = z.output<typeof formAnswersSchema>;

const longestText = 4000;

/** What is wrong with the questions themselves; `path` begins with the place in the list. */
export function formFieldProblems(fields: readonly FormField[]): ErrorDetail[] {
  return fields.flatMap((field, index) => {
    const problems: ErrorDetail[] = [];
    const say = (key: string, message: string) => problems.push({ path: `${index}.${key}`, message });
    if (fields.findIndex((other) => other.name === field.name) < index)
      say("name", `Two fields are called ${field.name}. Rename one of them.`);
    if (field.type === "choice" && field.options.length < 2)
      say("options", `“${field.label}” needs at least two options to choose from.`);
    if (field.min !== null && field.max !== null && field.min > field.max)
      say("max", `“${field.label}” has a lower limit above its upper one.`);
    return problems;
  });
}

/**
 * Checks what a person filled in. Answers left empty are left out; required ones may be missing where `isComplete` is
 * false, as for who says no. Each problem names its field under `form`.
 */
export function readFormAnswers(
  fields: readonly FormField[],
  given: Record<string, unknown>,
  isComplete: boolean,
): { answers: FormAnswers; problems: ErrorDetail[] } {
  const answers: FormAnswers = {};
  const problems: ErrorDetail[] = Object.keys(given)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => ({
      path: `form.${name}`,
      message:
        fields.length === 0
          ? "Nothing is asked with this decision; leave the form out."
          : `There is no such field. Asked are: ${fields.map((field) => field.name).join(", ")}.`,
    }));
  for (const field of fields) {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    const path = `form.${field.name}`;
    if (value === undefined || value === null || (typeof value === "string" && value.trim() === "")) {
      if (field.required && isComplete)
        problems.push({ path, message: `“${field.label}” must be filled in.` });
      continue;
    }
    const problem = misfit(field, value);
    if (problem) problems.push({ path, message: `“${field.label}” ${problem}` });
    else answers[field.name] = typeof value === "string" ? value.trim() : (value as number | boolean);
  }
  return { answers, problems };
}

function misfit({ type, options, min, max }: FormField, value: unknown): string | null {
  if (type === "yes-no") return typeof value === "boolean" ? null : "takes true or false.";
  if (type === "number") {
    if (typeof value !== "number" || !Number.isFinite(value)) return "takes a number.";
    return outside(value, min, max, "");
  }
  if (typeof value !== "string") return type === "date" ? "takes a date as 2027-05-31." : "takes text.";
  const text = value.trim();
  if (type === "date") return isDate(text) ? null : "takes a date as 2027-05-31.";
  if (type === "choice") return options.includes(text) ? null : `takes one of: ${options.join(", ")}.`;
  return outside(text.length, min, Math.min(max ?? longestText, longestText), " characters");
}

function outside(size: number, min: number | null, max: number | null, unit: string): string | null {
  if (min !== null && size < min) return `must be at least ${min}${unit}.`;
  if (max !== null && size > max) return `must be at most ${max}${unit}.`;
  return null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
