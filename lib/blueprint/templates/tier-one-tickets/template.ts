import {
  can,
  criterion,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  isRequest,
  knows,
  remembers,
  soundAnswer,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You are the first tier of the support of Ledgerly, a bookkeeping service. Be kind, exact and brief.
Answer questions about sign-in, billing, imports and sharing only from the help articles, and cite the passage. If they do not say, say that you do not know and open a ticket.
Look a ticket up with find_ticket before you say anything about it. Open a ticket with open_ticket for what an article cannot solve. Close a ticket with close_ticket only when the customer says that it is solved.
Never ask for a password or a card number. Hand over to a person for lost data, wrong sums, and whenever the customer asks for one.`;

/** Resolves first-tier tickets within two hours, or hands them on in time. */
export const tierOneTickets: Template = {
  slug: "tier-one-tickets",
  name: "Tier-1 tickets in 2 hours",
  field: "support",
  description:
    "Resolves tickets of the first tier from your help articles, opens and closes tickets, and hands on what needs a person, under a deadline of two hours.",
  shows: ["Goal with a deadline", "Service levels", "Opens and closes tickets", "Hand-over with a promise"],
  lessons: [
    "The goal has a deadline of two hours and a weighted list of criteria; its card on the canvas shows both.",
    "What counts as tier 1 stands in the document “Service levels”, where the people who answer for it can read and change it.",
    "A ticket is only closed when the customer says so: the instructions say it, and a case of the suite checks it.",
  ],
  questions: [
    "How do I reset my password?",
    "Where is ticket 3101?",
    "Please open a ticket: the import hangs, omar.haddad@example.com",
  ],
  data,
  suite,
  document: drawStarter({
    name: "Tier-1 support",
    description: "Resolves first-tier tickets within two hours.",
    chat: {
      title: "Help chat",
      greeting: "Hello! What is not working?",
      placeholder: "Describe the problem, or name a ticket",
      suggestions: ["How do I reset my password?", "Where are my invoices?", "Where is ticket 3101?"],
    },
    agent: { title: "First tier", instructions },
    guardrails: [
      guardrail("secrets", "Mask card numbers", {
        input: true,
        output: true,
        mode: "mask",
        checks: [{ check: "personal-data", kinds: ["card", "iban", "ssn"] }],
      }),
    ],
    parts: [
      goal("Tier-1 tickets in 2 hours", {
        statement:
          "Resolve every tier-1 ticket within 2 hours: answered from an article, acted on, or handed on.",
        metric: "Share of tier-1 tickets resolved within 2 hours",
        priority: "high",
        criteria: [
          ...soundAnswer,
          criterion("quick", "Answered in at most six turns", 1, "run.turns <= 6", isRequest),
        ],
        passScore: 0.8,
        constraints: [
          "Never ask for a password or a card number.",
          "Never close a ticket the customer did not call solved.",
        ],
        deadlineMinutes: 120,
        budgetUsd: 0.2,
      }),
      knows("Help articles", "help-articles"),
      finds(
        "find-ticket",
        "Find ticket",
        "service_tickets",
        ["number", "email"],
        "Look a ticket up by its number or the customer's e-mail address.",
      ),
      can("close-ticket", "Close ticket", "table-write", "Close a ticket the customer calls solved.", {
        table: "service_tickets",
        operation: "update",
        matchBy: "number",
        fields: [
          column("status", "The ticket's new status", { fixed: "closed" }),
          column("resolution", "What solved it, in the customer's words", { required: false }),
        ],
      }),
      can("open-ticket", "Open ticket", "table-write", "Open a ticket for what no article solves.", {
        table: "service_tickets",
        operation: "insert",
        fields: [
          column("subject", "What it is about, in one line"),
          column("email", "The customer's e-mail address", { required: false }),
          column("priority", "How urgent it is", { required: false, options: ["normal", "high", "urgent"] }),
          column("status", "The ticket's first status", { fixed: "open" }),
        ],
      }),
      handsOver("For lost data, wrong sums, and when the customer asks for a person.", 30),
      remembers("What we know of the customer"),
    ],
  }),
};
