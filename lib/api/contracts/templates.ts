import { z } from "zod";
import { fitAnswersSchema, fitVerdicts } from "#lib/blueprint/fit/fit-answers.ts";
import type { blueprintSchema } from "#lib/blueprint/schema.ts";
import type { NodeHue } from "#lib/nodes/define-node.ts";
import { defineContract } from "../contract.ts";

const tag = "Templates";

/** Where the cards and wires of a blueprint lie, for a small picture of it. */
const stillSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      hue: z.custom<NodeHue>((value) => typeof value === "string"),
      x: z.number(),
      y: z.number(),
    }),
  ),
  wires: z.array(z.object({ from: z.string(), to: z.string() })),
});

const summary = z.object({
  slug: z.string(),
  name: z.string(),
  field: z.string(),
  description: z.string(),
  shows: z.array(z.string()),
  questions: z.array(z.string()),
  still: stillSchema,
  /** How much it brings along. */
  brings: z.object({ documents: z.number(), tables: z.number(), cases: z.number(), approvals: z.number() }),
});

/** Routes of starter templates and of the questionnaire that suggests one. */
export const templateContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/templates",
    summary: "Starter templates",
    tag,
    response: z.object({ fields: z.record(z.string(), z.string()), items: z.array(summary) }),
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/templates/{slug}",
    summary: "One template: its blueprint, documents, tables and suite",
    tag,
    params: z.strictObject({ slug: z.string().min(1).max(64) }),
    response: summary.extend({
      lessons: z.array(z.string()),
      goal: z
        .object({
          title: z.string(),
          statement: z.string(),
          summary: z.string(),
          criteria: z.array(z.object({ label: z.string(), weight: z.number() })),
          constraints: z.array(z.string()),
        })
        .nullable(),
      document: z.custom<z.output<typeof blueprintSchema>>(() => true),
      datasets: z.array(
        z.object({
          name: z.string(),
          description: z.string(),
          documents: z.array(z.object({ title: z.string(), text: z.string() })),
        }),
      ),
      tables: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          columns: z.array(z.object({ name: z.string(), title: z.string() })),
          rows: z.array(z.record(z.string(), z.unknown())),
        }),
      ),
      suite: z
        .object({
          name: z.string(),
          description: z.string(),
          cases: z.array(
            z.object({ title: z.string(), messages: z.array(z.string()), expects: z.array(z.string()) }),
          ),
        })
        .nullable(),
    }),
  }),
  fit: defineContract({
    method: "POST",
    path: "/api/v1/templates/fit",
    summary:
      "Score how well a process fits an agent, with the reasons and the nearest templates; stores nothing",
    tag,
    body: fitAnswersSchema,
    response: z.object({
      score: z.number(),
      verdict: z.enum(fitVerdicts),
      headline: z.string(),
      advice: z.string(),
      hoursPerMonth: z.number(),
      reasons: z.array(
        z.object({ factor: z.string(), points: z.number(), of: z.number(), text: z.string() }),
      ),
      templates: z.array(z.object({ slug: z.string(), name: z.string(), why: z.string() })),
    }),
  }),
};
