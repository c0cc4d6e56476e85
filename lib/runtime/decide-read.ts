import { z } from "zod";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { ProposedOption, WeighedCriterion } from "./decide-score.ts";

/** The name of the tool a model hands its options in with. */
export const recordTool = "record_options";

/** What a model hands in: its options, and what of the perceived it relied on. */
export type OptionsRecord = { options: ProposedOption[]; evidence: string[] };

const share = z.number().min(0).max(1);

/** What a model must hand in for these criteria; the tool's JSON Schema is made from it. */
export function recordSchema(criteria: readonly WeighedCriterion[]) {
  const scores = Object.fromEntries(
    criteria.map(({ id, label }) => [id, share.describe(`${label}: 0 is worst, 1 is best`)]),
  );
  return z.object({
    options: z
      .array(
        z.object({
          title: z.string().min(1).max(200).describe("The option in a few words"),
          does: z
            .enum(["proposed", "other", "nothing", "ask-person"])
            .describe("The proposed action, another ability, nothing, or asking a person first"),
          ability: z.string().max(64).nullish().describe("The other ability's name"),
          arguments: z.record(z.string(), z.unknown()).nullish().describe("The other ability's arguments"),
          scores: z.object(scores),
          probability: share.describe("How likely the predicted outcome is"),
          goalFit: share.describe("How well it serves the goal: 0 against it, 1 fully"),
          predicted: z.string().min(1).max(500).describe("What would happen"),
          reason: z.string().min(1).max(1000).describe("Why these scores"),
          breaks: z.string().max(500).nullish().describe("The constraint of the goal it would break, if any"),
        }),
      )
      .min(2)
      .max(6),
    evidence: z
      .array(z.string().max(120))
      .max(20)
      .default([])
      .describe("What you relied on, by its reference, such as [1], memory:name, outcome:1, contact"),
  });
}

/** Reads the record out of a turn, from the tool call or from plain JSON; otherwise the problems, to be sent back. */
export function readRecord(
  turn: Pick<TurnResult, "text" | "toolCalls">,
  criteria: readonly WeighedCriterion[],
): { ok: true; record: OptionsRecord } | { ok: false; problems: string[] } {
  const call = turn.toolCalls.find(({ name }) => name === recordTool);
  if (call?.invalid !== undefined) return { ok: false, problems: [call.invalid] };
  const given = call ? call.arguments : jsonIn(turn.text);
  if (given === undefined) return { ok: false, problems: [`Call ${recordTool} with the options.`] };
  const parsed = recordSchema(criteria).safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues
        .slice(0, 8)
        .map((issue) => `${issue.path.join(".") || "record"}: ${issue.message}`),
    };
  const { options, evidence } = parsed.data;
  const proposed = options.filter((option) => option.does === "proposed").length;
  if (proposed !== 1)
    return {
      ok: false,
      problems: [`Exactly one option must have does: "proposed"; there are ${proposed}.`],
    };
  return {
    ok: true,
    record: {
      evidence,
      options: options.map((option) => ({
        ...option,
        scores: option.scores as Record<string, number>,
        ability: option.ability ?? null,
        arguments: option.arguments ?? null,
        breaks: option.breaks ?? "",
      })),
    },
  };
}

function jsonIn(text: string): unknown {
  const json = /\{[\s\S]*\}/.exec(text)?.[0];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
