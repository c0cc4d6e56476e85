import {
  approval,
  can,
  drawStarter,
  finds,
  goal,
  handsOver,
  knows,
  remembers,
  soundAnswer,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You help the people of one household. Be friendly and very brief.
Answer questions about the flat, heating, rubbish, appliances and emergencies only from the house manual, and cite the passage. If it does not say, say that you do not know.
Add a task with add_task. Look a contract up with find_contract before you say anything about it. Cancel a contract with cancel_contract only when asked to; somebody of the household confirms it first.
Remember what you are asked to remember.`;

/** Knows the flat, keeps tasks and contracts, remembers what it is told. */
export const household: Template = {
  slug: "household",
  name: "Household helper",
  field: "personal",
  description:
    "Knows how your flat works, keeps the list of tasks, watches contracts that cost money, and remembers what it is told.",
  shows: ["A memory across talks", "Cancels only after a yes", "Your own manual", "Tasks and contracts"],
  lessons: [
    "What you ask it to remember comes back in later talks with the same person; the memory has a page of its own.",
    "Cancelling costs or saves money, so it waits in the inbox until somebody of the household says yes.",
    "Replace the manual's pages with your own: each is a document of one dataset.",
  ],
  questions: [
    "What do I do when the heating stays cold?",
    "Please add a task: clean the sieve by 2026-12-05",
    "When is paper collected?",
  ],
  data,
  suite,
  document: drawStarter({
    name: "Household helper",
    description: "Answers from the house manual and keeps tasks and contracts.",
    chat: {
      title: "Home chat",
      greeting: "Hello! What about the house?",
      placeholder: "Ask, or add a task",
      suggestions: ["When is paper collected?", "The heating stays cold", "What does error E24 mean?"],
    },
    agent: { title: "House helper", instructions },
    parts: [
      goal("The house runs", {
        statement:
          "Each question about the house is answered from the manual, and each wish ends as a task or a change.",
        metric: "Share of questions and wishes settled at once",
        criteria: soundAnswer,
        passScore: 0.75,
        constraints: ["Never cancel a contract nobody asked to cancel."],
        budgetUsd: 0.05,
      }),
      knows("House manual", "house-manual"),
      can("add-task", "Add task", "table-write", "Add a task to the household's list.", {
        table: "household_tasks",
        operation: "insert",
        fields: [
          column("title", "What is to do, in one line"),
          column("due_date", "By when", { required: false }),
          column("status", "Where it stands", { fixed: "open" }),
        ],
      }),
      finds(
        "find-contract",
        "Find contract",
        "household_contracts",
        ["code"],
        "Look a contract up by its code.",
      ),
      can(
        "cancel-contract",
        "Cancel contract",
        "table-write",
        "Cancel a contract that was named by its code.",
        {
          table: "household_contracts",
          operation: "update",
          matchBy: "code",
          fields: [
            column("status", "The contract's new status", { fixed: "cancelled" }),
            column("reason", "Why it is cancelled", { required: false }),
          ],
        },
        approval("Somebody says yes", "true", "Cancelling a contract", 2880),
      ),
      handsOver("When somebody should be called.", 120),
      remembers("What the household told"),
    ],
  }),
};
