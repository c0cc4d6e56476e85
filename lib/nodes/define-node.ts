import type { z } from "zod";
import type { IconName } from "./icon-names.ts";

/** What a node does in a run: starts it, takes a turn, supplies an agent, judges, or nothing. */
export type NodeRole = "trigger" | "step" | "resource" | "guard" | "note";

/** The hue a node wears; one per kind of meaning, see the design tokens. */
export type NodeHue =
  | "goal"
  | "agent"
  | "knowledge"
  | "ability"
  | "integration"
  | "guard"
  | "people"
  | "control"
  | "note";

/** The palette's groups in their order. */
export const nodeGroups = ["Goals", "Agents", "Knowledge", "Abilities", "Integrations", "Control"] as const;

/** What a wire says about the two nodes it joins. */
export const relations = {
  starts: "starts",
  pursues: "pursues",
  knows: "knows",
  can: "can",
  remembers: "remembers",
  guards: "guards",
  delegates: "works with",
  measures: "measures",
} as const;

/** A key of {@link relations}. */
export type Relation = keyof typeof relations;

/** Where a wire may end: an `out` port of a relation joins an `in` port of the same relation. */
export type Port = {
  id: string;
  side: "in" | "out";
  relation: Relation;
  label: string;
  /** How many wires it takes; unlimited unless said. */
  max?: number;
};

/** How one field of a config is edited; each control is a component in the inspector. */
export type Control = {
  control:
    | "text"
    | "textarea"
    | "number"
    | "switch"
    | "select"
    | "cel"
    | "model"
    | "models"
    | "dataset"
    | "table"
    | "secret"
    | "list"
    | "cron"
    | "criteria"
    | "weights"
    | "branches"
    | "variants"
    | "routes"
    | "pairs"
    | "fields"
    | "form-fields"
    | "checks"
    | "embed-origins"
    | "ability-settings"
    | "hidden";
  label: string;
  hint?: string;
  placeholder?: string;
  options?: readonly { value: string; label: string; hint?: string }[];
  min?: number;
  max?: number;
  unit?: string;
  /** Shown only while another field of the same form has this value. */
  onlyWhen?: { field: string; is: string };
};

/** A problem a kind finds in its own config; `field` is a key of the config, dotted when deeper. */
export type ConfigProblem = {
  severity: "error" | "warning" | "hint";
  /** A stable name, documented in docs/goals-and-feedback.md. */
  code?: string;
  field?: string;
  message: string;
  /** Why it matters, for whoever does not know yet. */
  why?: string;
  fix?: string;
  offer?: Offer;
};

/** A change that would mend a problem: what to put into one field of the node's config. */
export type Offer = { label: string; field: string; value: unknown };

/** What a kind is: plain data, safe in the browser. What it does is in the room's `execute.server.ts`. */
export type NodeDefinition<Kind extends string, Config extends z.ZodObject> = {
  kind: Kind;
  role: NodeRole;
  title: string;
  /** One sentence for the palette. */
  summary: string;
  icon: IconName;
  hue: NodeHue;
  group: (typeof nodeGroups)[number];
  /** Structural only: a half-filled draft must parse. What blocks publishing comes from `check`. */
  config: Config;
  form: { [Field in keyof z.output<Config>]: Control };
  ports: (config: z.output<Config>) => Port[];
  /** The card's one line, made from the config. */
  summarize: (config: z.output<Config>) => string;
  check: (config: z.output<Config>) => ConfigProblem[];
  /** Markdown for the reference page. */
  docs: string;
};

/** Keeps kind and config exact for the unions derived from the record of rooms. */
export function defineNode<const Kind extends string, Config extends z.ZodObject>(
  definition: NodeDefinition<Kind, Config>,
): NodeDefinition<Kind, Config> {
  return definition;
}

/** A problem for an empty required field. */
export function required(field: string, value: string, message: string): ConfigProblem[] {
  return value.trim() === "" ? [{ severity: "error", field, message }] : [];
}
