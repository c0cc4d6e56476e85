import { z } from "zod";
import { modelRefSchema } from "#lib/models/model-ref.ts";
import { type Measure, measures, mostOf } from "./measures.ts";
import { periods } from "./periods.ts";

/** Whose spending a budget counts. */
export const scopes = ["workspace", "blueprint", "agent", "ability", "run", "contact"] as const;

/** What happens to a call that does not fit: it is refused, a person is asked, or a cheaper model makes it. */
export const limitActions = ["stop", "ask", "cheaper"] as const;

/** The words of a budget that are stored as text; other fields are passed over. */
export const budgetWordsSchema = z.object({
  scope: z.enum(scopes),
  period: z.enum(periods),
  measure: z.enum(measures),
  onLimit: z.enum(limitActions),
  unpriced: z.enum(["refuse", "allow"]),
  approverRole: z.enum(["owner", "editor", "operator"]),
});

/** What a member sets of a budget. Amounts are dollars, tokens, calls or seconds, as the measure says. */
export const budgetInputSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    scope: z.enum(scopes),
    blueprintId: z.uuid().nullable().default(null),
    nodeId: z.string().min(1).max(100).nullable().default(null),
    contactId: z.uuid().nullable().default(null),
    period: z.enum(periods),
    measure: z.enum(measures),
    amount: z.number().min(0),
    /** The share of the limit at which the members are told; null for never. */
    warnAt: z.number().min(0.01).max(1).nullable().default(0.8),
    onLimit: z.enum(limitActions).default("stop"),
    /** The tier or model that makes the calls past the limit, up to the ceiling. */
    cheaperModel: modelRefSchema.nullable().default(null),
    ceiling: z.number().min(0).nullable().default(null),
    /** What becomes of a call whose price nobody knows under a budget of money. */
    unpriced: z.enum(["refuse", "allow"]).default("refuse"),
    /** Who may let a call go past the limit. */
    approverRole: z.enum(["owner", "editor", "operator"]).default("owner"),
    enabled: z.boolean().default(true),
  })
  .superRefine((budget, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const needsBlueprint = ["blueprint", "agent", "ability"].includes(budget.scope);
    if (needsBlueprint && budget.blueprintId === null) wrong("blueprintId", "Choose the blueprint.");
    if (["workspace", "contact"].includes(budget.scope) && budget.blueprintId !== null)
      wrong("blueprintId", "This budget spans all blueprints; leave it out.");
    const needsNode = budget.scope === "agent" || budget.scope === "ability";
    if (needsNode && budget.nodeId === null) wrong("nodeId", "Choose the node.");
    if (!needsNode && budget.nodeId !== null)
      wrong("nodeId", "Only a budget of an agent or ability has a node.");
    if (budget.scope !== "contact" && budget.contactId !== null)
      wrong("contactId", "Only a budget of a contact names one.");
    if (budget.scope === "run" && budget.period !== "run")
      wrong("period", "A budget of each run has the period “run”.");
    if (budget.scope === "ability" && (budget.measure === "usd" || budget.measure === "tokens"))
      wrong("measure", "Abilities use no tokens of their own. Count their calls or their time.");
    if (budget.amount > mostOf[budget.measure]) wrong("amount", `At most ${mostOf[budget.measure]}.`);
    if (budget.onLimit === "cheaper") {
      if (budget.measure !== "usd" && budget.measure !== "tokens")
        wrong("onLimit", "A cheaper model saves money or tokens, not calls or time. Stop or ask instead.");
      if (budget.cheaperModel === null) wrong("cheaperModel", "Choose the tier or model to switch to.");
      if (budget.ceiling !== null && budget.ceiling < budget.amount)
        wrong("ceiling", "The ceiling lies at the limit or above it.");
    }
  });

/** The parsed {@link budgetInputSchema}. */
export type BudgetInput = z.output<typeof budgetInputSchema>;

/** How much further calls on the cheaper model may go when nobody said. */
export const usualCeiling = 1.25;

/** A budget as the meter reads it; amounts in whole units of its measure. */
export type Budget = {
  id: string;
  name: string;
  scope: (typeof scopes)[number];
  blueprintId: string | null;
  nodeId: string | null;
  contactId: string | null;
  period: (typeof periods)[number];
  measure: Measure;
  amount: number;
  warnAt: number | null;
  onLimit: (typeof limitActions)[number];
  cheaperModel: string | null;
  ceiling: number | null;
  unpriced: "refuse" | "allow";
  approverRole: "owner" | "editor" | "operator";
};

/** Whose call it is. */
export type Spender = {
  runId: string | null;
  blueprintId: string | null;
  /** The contact's id, or their key where they have none. */
  contact: string | null;
  /** The nodes on behalf of which it is made: the agent and those that work through it, or the ability. */
  nodeIds: readonly string[];
};

/** Whether a budget counts a call. */
export function applies(budget: Budget, spender: Spender): boolean {
  if (budget.blueprintId !== null && budget.blueprintId !== spender.blueprintId) return false;
  if (budget.nodeId !== null && !spender.nodeIds.includes(budget.nodeId)) return false;
  if (budget.contactId !== null && budget.contactId !== spender.contact) return false;
  // Outside of a run there is no run to count, and nobody to count it for.
  if (spender.runId === null && (budget.period === "run" || budget.scope === "contact")) return false;
  return true;
}

/** What is counted apart within one budget: the run, the contact, or nothing. */
export function subjectOf(budget: Budget, spender: Spender): string {
  const contact = budget.scope === "contact" ? (spender.contact ?? "anonymous") : "";
  return budget.period === "run" ? `${contact}${spender.runId ?? ""}` : contact;
}
