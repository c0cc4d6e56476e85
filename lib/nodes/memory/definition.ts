import { z } from "zod";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  scope: z.enum(["conversation", "contact", "blueprint", "run", "team"]).default("contact"),
  historyRuns: z.number().int().min(0).max(100).default(10),
  facts: z.number().int().min(0).max(100).default(20),
  pastOutcomes: z.number().int().min(0).max(20).default(5),
});

/** What an agent keeps between talks. */
export const memoryDefinition = defineNode({
  kind: "memory",
  role: "resource",
  title: "Memory",
  summary: "What it keeps between talks",
  icon: "brain",
  hue: "knowledge",
  group: "Knowledge",
  config,
  form: {
    scope: {
      control: "select",
      label: "Kept per",
      options: [
        { value: "conversation", label: "Conversation" },
        { value: "contact", label: "Contact" },
        { value: "blueprint", label: "Blueprint" },
        {
          value: "run",
          label: "Run",
          hint: "Shared by the agents of one run wired to a memory of this scope.",
        },
        { value: "team", label: "Team", hint: "Shared by the agents wired to this memory, run after run." },
      ],
    },
    historyRuns: { control: "number", label: "Earlier messages shown", min: 0, max: 100 },
    facts: { control: "number", label: "Facts shown at most", min: 0, max: 100 },
    pastOutcomes: {
      control: "number",
      label: "Past outcomes shown",
      hint: "How earlier runs of the same contact ended.",
      min: 0,
      max: 20,
    },
  },
  ports: () => [{ id: "kept", side: "in", relation: "remembers", label: "kept for" }],
  summarize: (memory) => `per ${memory.scope}`,
  check: () => [],
  docs: "Gives the agent the abilities to remember and to recall, and shows it what was remembered in its scope before the first turn. Scope: one conversation, one contact, the whole blueprint, one run, or the team of agents wired to this memory. Every write keeps its version, the agent and the run it came from; see [Teams of agents](../teams.md).",
});
