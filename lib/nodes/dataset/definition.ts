import { z } from "zod";
import { defineNode, required } from "../define-node.ts";

const config = z.strictObject({
  dataset: z.string().max(120).default(""),
  version: z.number().int().min(1).nullable().default(null),
  passages: z.number().int().min(1).max(20).default(4),
  weakBelow: z.number().min(0).max(1).default(0.2),
});

/** Documents an agent may cite. */
export const datasetDefinition = defineNode({
  kind: "dataset",
  role: "resource",
  title: "Dataset",
  summary: "Documents it may cite",
  icon: "book-open",
  hue: "knowledge",
  group: "Knowledge",
  config,
  form: {
    dataset: { control: "dataset", label: "Dataset" },
    version: { control: "number", label: "Version", hint: "Leave empty for the newest.", min: 1 },
    passages: { control: "number", label: "Passages per question", min: 1, max: 20 },
    weakBelow: {
      control: "number",
      label: "Weak below",
      hint: "Passages whose match is weaker than this are not shown to the agent.",
      min: 0,
      max: 1,
    },
  },
  ports: () => [{ id: "known", side: "in", relation: "knows", label: "known by" }],
  summarize: (dataset) =>
    dataset.dataset === ""
      ? "Choose a dataset"
      : `${dataset.dataset} · ${dataset.version ? `v${dataset.version}` : "newest"} · top ${dataset.passages}`,
  check: (dataset) => required("dataset", dataset.dataset, "Choose which dataset this is."),
  docs: "Before the agent's first turn the passages that match the question best (by words, and by meaning where the dataset has an embedding model) are put before it, numbered, so that its answer can cite them. Weak matches are left out, so that the agent can say it does not know.",
});
