import type { SuiteCase } from "#lib/suites/suite-case.ts";
import type { Blueprint } from "../schema.ts";
import type { StarterData } from "./starter-data.ts";

/** The fields of work templates come from, in the order they are offered. */
export const templateFields = {
  support: "Support",
  sales: "Sales",
  supply: "Supply",
  content: "Content",
  it: "IT",
  hr: "HR",
  finance: "Finance",
  personal: "Personal",
} as const;

/** A key of {@link templateFields}. */
export type TemplateField = keyof typeof templateFields;

/** A starter template: a whole blueprint with the knowledge and tables it needs. */
export type Template = {
  slug: string;
  name: string;
  field: TemplateField;
  description: string;
  /** What it demonstrates, a few words each. */
  shows: readonly string[];
  /** How it works, for its page: a sentence or two each. */
  lessons: readonly string[];
  /** Questions worth asking it first. */
  questions: readonly string[];
  document: Blueprint;
  data: StarterData;
  /** What it must get right; passes as it comes, on the rehearsal model. */
  suite?: StarterSuite;
};

/** A test suite that comes with a template. */
export type StarterSuite = {
  name: string;
  description: string;
  agentNodeId: string | null;
  cases: SuiteCase[];
};
