import { z } from "zod";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  tasks: z.array(z.string().min(1).max(2000)).max(100).default([]),
  leaseSeconds: z.number().int().min(5).max(86400).default(300),
  mostTries: z.number().int().min(1).max(10).default(2),
});

/** Tasks that agents take and finish by themselves, with nobody who hands them out. */
export const boardDefinition = defineNode({
  kind: "board",
  role: "step",
  title: "Board",
  summary: "Tasks agents share without a coordinator",
  icon: "list-checks",
  hue: "control",
  group: "Agents",
  config,
  form: {
    tasks: {
      control: "list",
      label: "Tasks",
      hint: "Empty: every line of the message is a task.",
      placeholder: "Check the stock of kettles",
    },
    leaseSeconds: {
      control: "number",
      label: "A task is taken for",
      hint: "After that another agent may take it.",
      unit: "seconds",
      min: 5,
    },
    mostTries: {
      control: "number",
      label: "Tries at most",
      hint: "By all agents together.",
      min: 1,
      max: 10,
    },
  },
  ports: () => [
    { id: "start", side: "in", relation: "starts", label: "started by" },
    { id: "members", side: "out", relation: "delegates", label: "worked on by" },
  ],
  summarize: (board) =>
    board.tasks.length === 0
      ? "one task a line of the message"
      : `${board.tasks.length} ${board.tasks.length === 1 ? "task" : "tasks"}`,
  check: () => [],
  docs: "The tasks stand on the board; every agent wired to it takes a free one, does it, and takes the next, all at the same time and with nobody handing them out. Taking is atomic and holds for the lease, so no task is done twice; one that fails goes back until it has been tried often enough. The run is done when nothing is open any more, and its answer lists every task with its result. Budget, deadline and result schema of a member are on its wire.",
});
