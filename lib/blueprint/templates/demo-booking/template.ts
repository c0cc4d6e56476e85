import {
  approval,
  can,
  criterion,
  done,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  isRequest,
  knows,
  remembers,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You talk to companies that are interested in Fieldnote, software for inspections. Be friendly and brief, and ask one thing at a time.
Answer questions about the product, plans, demonstrations and security only from the sales guide, and cite the passage. If it does not say, say that you do not know. Never promise a discount the guide does not name.
Find out the company, its number of employees, what they inspect, and an e-mail address. Do not ask again for what was already said.
A company with 15 or more employees is qualified. A company with fewer than 15 employees is nurture.
Save each lead with save_lead once the e-mail address is known. When a lead asks for a demonstration, book it with book_demo; large accounts are looked at by a person first.`;

const questions = [
  "What does the Crew plan cost?",
  "I am Noor from Lindner Facility, we have 80 employees and need playground inspections. noor@example.com",
  "Please book a demo for noor@example.com",
];

/** Qualifies leads by a written rule and books demonstrations with those that fit. */
export const demoBooking: Template = {
  slug: "demo-booking",
  name: "Qualify leads, book demos",
  field: "sales",
  description:
    "Answers questions about your product, qualifies each lead by your rule and books demonstrations; large accounts wait for a person.",
  shows: ["Weighted goal", "Rule in plain words", "Saves leads, books demos", "Approval for large accounts"],
  lessons: [
    "The goal weighs: a booked demonstration counts three times as much as a polite answer, so a run that only chats does not pass.",
    "Who is qualified stands in one sentence of the instructions and in the guide. Change the number, and the agent follows.",
    "A demonstration for 500 employees or more waits in the inbox until somebody from sales has looked at it.",
  ],
  questions,
  data,
  suite,
  document: drawStarter({
    name: "Lead qualification and demos",
    description: "Qualifies leads and schedules demonstrations.",
    chat: {
      title: "Website chat",
      greeting: "Hello! What would you like to know about Fieldnote?",
      placeholder: "Ask about plans, or ask for a demo",
      suggestions: ["What does the Crew plan cost?", "Does it work offline?", "How long is the trial?"],
    },
    agent: { title: "Sales agent", instructions },
    guardrails: [
      guardrail("injection", "Foreign orders", {
        output: false,
        mode: "block",
        checks: [{ check: "injection" }],
        reply: "I can only talk about Fieldnote here. What would you like to know?",
      }),
    ],
    parts: [
      goal("Qualify leads, schedule demos", {
        statement: "Qualify inbound leads and schedule a demonstration with those that fit, within one day.",
        metric: "Share of qualified leads with a demonstration booked",
        priority: "high",
        criteria: [
          done(
            "booked",
            "A demonstration is booked",
            3,
            "book_demo",
            "input.text.contains('demo') && input.text.contains('@')",
          ),
          done(
            "saved",
            "The lead is saved",
            2,
            "save_lead",
            "input.text.contains('employees') && input.text.contains('@')",
          ),
          criterion("answered", "The lead got an answer", 1, "run.answered", isRequest),
        ],
        passScore: 0.8,
        constraints: [
          "Never promise a price or a discount that the guide does not name.",
          "Never book for a company without an e-mail address.",
        ],
        deadlineMinutes: 1440,
        budgetUsd: 0.25,
      }),
      knows("Sales guide", "sales-guide"),
      finds(
        "find-lead",
        "Find lead",
        "prospects",
        ["email"],
        "See whether a lead is known already, by e-mail address.",
      ),
      can("save-lead", "Save lead", "table-write", "Save a new lead once the e-mail address is known.", {
        table: "prospects",
        operation: "insert",
        fields: [
          column("email", "E-mail address of the lead"),
          column("name", "Name of the person", { required: false }),
          column("company", "Name of the company", { required: false }),
          column("employees", "Number of employees", { type: "number", required: false }),
          column("need", "What they inspect, in their words", { required: false }),
          column("status", "Where the lead stands", { options: ["qualified", "nurture", "new"] }),
        ],
      }),
      can(
        "book-demo",
        "Book demo",
        "table-write",
        "Book a demo for a lead whose e-mail address is known.",
        {
          table: "demos",
          operation: "insert",
          fields: [
            column("email", "E-mail address of the lead"),
            column("company", "Name of the company", { required: false }),
            column("employees", "Number of employees", { type: "number", required: false }),
            column("wished_date", "The day the lead would like", { required: false }),
            column("status", "Where it stands", { fixed: "requested" }),
          ],
        },
        approval(
          "Large accounts",
          "has(arguments.employees) && arguments.employees >= 500.0",
          "A specialist should look at accounts of 500 and more first",
          480,
        ),
      ),
      handsOver("When the lead asks for an offer, a contract or a person.", 60),
      remembers("What we know of the lead"),
    ],
  }),
};
