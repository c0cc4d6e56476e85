import { z } from "zod";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({ text: z.string().max(10000).default("") });

/** A remark on the canvas; nothing runs. */
export const noteDefinition = defineNode({
  kind: "note",
  role: "note",
  title: "Note",
  summary: "A remark on the canvas",
  icon: "sticky-note",
  hue: "note",
  group: "Control",
  config,
  form: { text: { control: "textarea", label: "Text" } },
  ports: () => [],
  summarize: (note) => note.text.split("\n")[0]?.slice(0, 60) ?? "",
  check: () => [],
  docs: "Text for whoever reads the blueprint. It has no ports and no effect.",
});
