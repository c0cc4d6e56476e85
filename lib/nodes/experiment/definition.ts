import { z } from "zod";
import { contactsPerVariant } from "#lib/experiments/sample-size.ts";
import { type ConfigProblem, defineNode, type Port } from "../define-node.ts";

/** One way to do it; what is empty stays as the agent has it. */
export const variantSchema = z.strictObject({
  id: z.string().min(1).max(64),
  label: z.string().max(120).default(""),
  weight: z.number().min(0).max(1000).default(50),
  /** Put in the place of the instructions of the agent it leads to. */
  instructions: z.string().max(20_000).default(""),
  /** Put in the place of the model of the agent it leads to. */
  model: z.string().max(200).default(""),
});

const config = z.strictObject({
  variants: z
    .array(variantSchema)
    .max(8)
    .default([
      { id: "control", label: "Control", weight: 50, instructions: "", model: "" },
      { id: "variant", label: "Variant", weight: 50, instructions: "", model: "" },
    ]),
  metric: z.enum(["goal", "event", "rating", "cost", "latency"]).default("goal"),
  event: z.string().max(120).default(""),
  windowHours: z.number().min(0).max(2160).default(0),
  baselinePercent: z.number().min(0).max(100).default(30),
  smallestEffect: z.number().min(0.0001).max(100).default(10),
  minimum: z.number().int().min(10).max(1_000_000).default(50),
  confidence: z.number().min(80).max(99.9).default(95),
  allocation: z.enum(["fixed", "adaptive"]).default("fixed"),
  explorePercent: z.number().min(0).max(100).default(10),
  guardFailurePoints: z.number().min(0).max(100).default(5),
  guardCostPercent: z.number().min(0).max(1000).default(0),
  autoPromote: z.boolean().default(false),
  startOnPublish: z.boolean().default(true),
});

const word = { goal: "goal rate", event: "event", rating: "rating", cost: "cost", latency: "latency" };

/** Sends each contact down one of several ways, and keeps them there. */
export const experimentDefinition = defineNode({
  kind: "experiment",
  role: "step",
  title: "Experiment",
  summary: "Variants compared on real contacts",
  icon: "flask-conical",
  hue: "control",
  group: "Control",
  config,
  form: {
    variants: {
      control: "variants",
      label: "Variants",
      hint: "The first is the control. A variant changes the agent behind this node, or goes its own way along a wire of its own.",
    },
    metric: {
      control: "select",
      label: "Decided by",
      options: [
        { value: "goal", label: "Goal rate" },
        { value: "event", label: "An outcome event" },
        { value: "rating", label: "Rating" },
        { value: "cost", label: "Cost of a run" },
        { value: "latency", label: "Duration of a run" },
      ],
    },
    event: {
      control: "text",
      label: "Name of the event",
      hint: "As reported with POST /api/v1/runs/RUN/outcomes.",
      placeholder: "purchase",
      onlyWhen: { field: "metric", is: "event" },
    },
    windowHours: {
      control: "number",
      label: "Time for an outcome",
      unit: "hours",
      min: 0,
      max: 2160,
      hint: "A contact counts when this time is over. 0: at once, and a late outcome is added.",
    },
    baselinePercent: {
      control: "number",
      label: "Rate today",
      unit: "%",
      min: 0,
      max: 100,
      hint: "About what the control reaches; tells how many contacts are needed.",
    },
    smallestEffect: {
      control: "number",
      label: "Smallest difference worth finding",
      hint: "Percentage points for a rate; else stars, USD or seconds.",
    },
    minimum: {
      control: "number",
      label: "Contacts in each variant before anything is decided",
      min: 10,
      max: 1_000_000,
    },
    confidence: { control: "number", label: "Confidence", unit: "%", min: 80, max: 99.9 },
    allocation: {
      control: "select",
      label: "Who gets which variant",
      options: [
        { value: "fixed", label: "By weight", hint: "The surest evidence." },
        { value: "adaptive", label: "More to what works", hint: "Thompson sampling; fewer contacts lose." },
      ],
    },
    explorePercent: {
      control: "number",
      label: "Always spread evenly",
      unit: "%",
      min: 0,
      max: 100,
      hint: "This share tries every variant, whatever is known.",
      onlyWhen: { field: "allocation", is: "adaptive" },
    },
    guardFailurePoints: {
      control: "number",
      label: "More failed runs than the control, at most",
      unit: "points",
      min: 0,
      max: 100,
    },
    guardCostPercent: {
      control: "number",
      label: "Dearer than the control, at most",
      unit: "%",
      min: 0,
      max: 1000,
      hint: "0: any cost will do.",
    },
    autoPromote: {
      control: "switch",
      label: "Publish the winner by itself",
      hint: "When the evidence passes the bar and no limit is broken. One click takes it back.",
    },
    startOnPublish: { control: "switch", label: "Start when published" },
  },
  ports: (experiment) => [
    { id: "start", side: "in", relation: "starts", label: "started by" },
    { id: "then", side: "out", relation: "starts", label: "every variant", max: 1 },
    ...experiment.variants.map(
      (variant): Port => ({
        id: `to-${variant.id}`,
        side: "out",
        relation: "starts",
        label: `only ${variant.label || variant.id}`,
        max: 1,
      }),
    ),
  ],
  summarize: (experiment) => {
    const needed = neededContacts(experiment);
    const size = needed === null ? "" : ` · ${needed} contacts each`;
    return `${experiment.variants.length} variants · ${word[experiment.metric]}${size}`;
  },
  check: (experiment) => {
    const problems: ConfigProblem[] = [];
    const say = (field: string, message: string) => problems.push({ severity: "error", field, message });
    const { variants } = experiment;
    if (variants.length < 2) say("variants", "An experiment compares at least two variants. Add one.");
    if (new Set(variants.map(({ id }) => id)).size < variants.length)
      say("variants", "Two variants have the same id. Remove one and add it again.");
    if (variants.length > 1 && variants.filter(({ weight }) => weight > 0).length < 2)
      say("variants", "At least two variants need a weight above 0.");
    if (variants[0]?.weight === 0) say("variants.0.weight", "The control needs a weight above 0.");
    if (experiment.metric === "event" && experiment.event.trim() === "")
      say("event", "Name the event that decides, such as purchase.");
    return problems;
  },
  docs: "Wire a trigger to the experiment and the experiment to an agent. Each contact gets one variant, by a hash of the experiment and the contact, and keeps it; where nobody is known it is the conversation. A variant puts its own instructions or model in the place of the agent's, or leads to another agent along its own wire. While the experiment runs its settings cannot be changed by publishing. See `docs/experiments.md` for the statistics.",
});

type Experiment = z.output<typeof config>;

/** Contacts each variant needs for a rate, with 80 % power; null for figures that are no rate. */
export function neededContacts(experiment: Experiment): number | null {
  if (experiment.metric !== "goal" && experiment.metric !== "event") return null;
  return contactsPerVariant({
    baseline: experiment.baselinePercent / 100,
    effect: experiment.smallestEffect / 100,
    alpha: 1 - experiment.confidence / 100,
    power: 0.8,
    comparisons: experiment.variants.length - 1,
  });
}
