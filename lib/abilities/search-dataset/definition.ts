import { z } from "zod";
import { required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

/** Looks something up in a dataset when the agent asks for it. */
export const searchDatasetDefinition = defineAbility({
  kind: "search-dataset",
  title: "Search dataset",
  summary: "Look up passages on demand",
  icon: "search",
  settings: z.strictObject({
    dataset: z.string().max(120).default(""),
    limit: z.number().int().min(1).max(20).default(4),
  }),
  form: {
    dataset: { control: "dataset", label: "Dataset" },
    limit: { control: "number", label: "Passages at most", min: 1, max: 20 },
  },
  effect: "read",
  reversibility: "reversible",
  honoursKey: true,
  arguments: () =>
    z.strictObject({ query: z.string().min(1).max(1000).describe("What to look for, in a few words") }),
  describe: (settings) => `Searches the dataset ${settings.dataset} and gives passages to cite.`,
  summarize: (settings) => (settings.dataset === "" ? "Choose a dataset" : `searches ${settings.dataset}`),
  check: (settings) => required("dataset", settings.dataset, "Choose the dataset to search."),
  asks: (settings) => ({ datasets: [settings.dataset] }),
  docs: "Ranks passages by words (BM25), and by meaning where the dataset has an embedding model, and numbers them for citation.",
});
