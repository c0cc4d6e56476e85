import { readBlueprint } from "../../upgrade.ts";
import type { Template } from "../template.ts";
import { column, contactMemory, handOver, wire } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You talk to companies that are interested in Rosterly. Be friendly and brief, and ask one thing at a time.
Answer questions about plans, prices, integrations and security only from the product guide, and cite the passage. If it does not say, say that you do not know.
Find out the company, its number of employees, what they need, and an e-mail address. Do not ask again for what was already said.
A company with 20 or more employees is qualified. A company with fewer than 20 employees is nurture.
Look a lead up with find_lead when you have an e-mail address, then save it with save_lead. Hand over to a person when the lead asks for a demonstration or an offer.`;

/** Answers product questions, finds out what a lead needs, and saves it with a status and a score. */
export const leadQualifier: Template = {
  slug: "lead-qualifier",
  name: "Lead qualifier",
  field: "sales",
  description: "Answers questions about your product, finds out what a lead needs and saves it with a score.",
  shows: [
    "Asks when something is missing",
    "Answers with citations",
    "Writes to the CRM",
    "Remembers the contact",
  ],
  lessons: [
    "The agent asks for what is missing, one thing at a time, and saves the lead once it can be written to.",
    "What a lead said is kept per contact: when the same person writes again, nobody asks for the company a second time.",
  ],
  questions: [
    "What does the Team plan cost?",
    "Hi, I am Paula from Hotel Aurora, we have 60 employees and need shift planning. paula@example.com",
    "Do you integrate with DATEV?",
  ],
  data,
  suite,
  document: readBlueprint({
    format: 1,
    name: "Lead qualifier",
    description: "Qualifies leads from the product guide and saves them.",
    settings: { language: "en" },
    nodes: [
      {
        id: "chat",
        kind: "chat",
        title: "Website chat",
        position: { x: 0, y: 275 },
        config: {
          greeting: "Hello! What would you like to know about Rosterly?",
          suggestions: ["What does the Team plan cost?", "Do you integrate with DATEV?"],
        },
      },
      {
        id: "agent",
        kind: "agent",
        title: "Sales agent",
        position: { x: 272, y: 275 },
        config: { instructions },
      },
      {
        id: "goal",
        kind: "goal",
        title: "Qualify the lead",
        position: { x: 544, y: 0 },
        config: {
          statement:
            "The lead is saved with company, size and need, and its questions are answered from the guide.",
          metric: "Share of conversations that end with a saved lead",
          criteria: [
            {
              id: "saved",
              label: "The lead was saved",
              kind: "ability-succeeded",
              ability: "save_lead",
              // Nobody can be saved before they have said how to reach them.
              appliesWhen: "input.text.contains('@')",
            },
            {
              id: "answered",
              label: "The lead got an answer",
              kind: "condition",
              when: "run.answered",
              appliesWhen: "!run.smallTalk && !run.askedBack",
            },
          ],
          constraints: ["Never promise a price or a discount that the guide does not name."],
          budgetUsd: 0.25,
        },
      },
      {
        id: "guide",
        kind: "dataset",
        title: "Product guide",
        position: { x: 544, y: 110 },
        config: { dataset: "product-guide" },
      },
      {
        id: "find-lead",
        kind: "ability",
        title: "Find lead",
        position: { x: 544, y: 220 },
        config: {
          ability: "table-find",
          name: "find_lead",
          purpose: "See whether a lead is known already, by e-mail address.",
          settings: { table: "contacts", matchBy: ["email"], limit: 3 },
        },
      },
      {
        id: "save-lead",
        kind: "ability",
        title: "Save lead",
        position: { x: 544, y: 330 },
        config: {
          ability: "table-write",
          name: "save_lead",
          purpose: "Save a new lead once the e-mail address is known.",
          settings: {
            table: "contacts",
            operation: "insert",
            fields: [
              column("email", "E-mail address of the lead"),
              column("name", "Name of the person", { required: false }),
              column("company", "Name of the company", { required: false }),
              column("employees", "Number of employees", { type: "number", required: false }),
              column("need", "What they need, in their words", { required: false }),
              column("score", "How promising it is, 0 to 100", { type: "number", max: 100, required: false }),
              column("status", "Where the lead stands", {
                options: ["new", "qualified", "nurture", "disqualified"],
              }),
              column("next_step", "What should happen next", { required: false }),
            ],
          },
        },
      },
      handOver("When the lead asks for a demonstration, an offer or a person.", { x: 544, y: 440 }),
      contactMemory("What we know of the lead", { x: 544, y: 550 }),
    ],
    wires: [
      wire("chat-agent", "chat", "starts", "agent", "start"),
      wire("agent-goal", "agent", "pursues", "goal", "pursued"),
      wire("agent-guide", "agent", "knows", "guide", "known"),
      wire("agent-find-lead", "agent", "can", "find-lead", "used"),
      wire("agent-save-lead", "agent", "can", "save-lead", "used"),
      wire("agent-hand-over", "agent", "can", "hand-over", "used"),
      wire("agent-memory", "agent", "remembers", "memory", "kept"),
    ],
  }),
};
