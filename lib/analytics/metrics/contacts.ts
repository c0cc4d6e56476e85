import type { Metric } from "../define-metric.ts";

/** How many different people were served. */
export const contactsMetric: Metric = {
  id: "contacts",
  title: "Contacts",
  unit: "count",
  definition:
    "Different contacts and anonymous conversations of the runs started in the period. One who comes on two days counts on each, and once in total.",
  better: "up",
  aggregate: { type: "distinct", of: "contact" },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "any",
};
