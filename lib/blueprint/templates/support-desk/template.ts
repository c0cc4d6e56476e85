import { readBlueprint } from "../../upgrade.ts";
import type { Template } from "../template.ts";
import { column, contactMemory, handOver, wire } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You are the support agent of a small kitchenware shop. Be kind and brief: two or three sentences are usually enough.
Answer questions about returns, refunds, warranty, shipping and payment only from the policies, and cite the passage. If they do not say, say that you do not know and offer to hand over to a person. Never invent a rule, a date or an amount.
Look an order up with find_order before you say anything about it. If you have neither an order number nor an e-mail address, ask for one.
Refund an order only when it was delivered, or arrived damaged or faulty, and never more than its total. Do not refund an order twice. Use refund_order; a person approves amounts above 100 EUR.
Open a ticket for what a colleague must follow up later. Hand over to a person when the customer asks for one or is upset.`;

// A greeting, and a question the agent had to ask back, are neither resolved nor missed.
const isRequest = "!run.smallTalk && !run.askedBack";

/** Answers from the shop's policies, looks orders up, refunds with approval, opens tickets, hands over. */
export const supportDesk: Template = {
  slug: "support-desk",
  name: "Support desk",
  field: "support",
  description:
    "Answers customers from your policies, looks up orders, refunds with approval and opens tickets.",
  shows: [
    "Answers with citations",
    "Acts on tables",
    "Approval above an amount",
    "Measured goal",
    "Fixed rule at no cost",
  ],
  lessons: [
    "A rule answers the opening hours without a model: it costs nothing and cannot go wrong.",
    "Refunds up to 100 EUR are paid at once; above it the run waits until somebody has approved it in the inbox.",
    "The goal has a deadline and a budget, and counts a run only when a policy, a record or a fixed answer stands behind it.",
  ],
  questions: [
    "Where is order 1042?",
    "My kettle arrived broken. Can I get a refund?",
    "How long is the warranty?",
    "What are your opening hours?",
  ],
  data,
  suite,
  document: readBlueprint({
    format: 1,
    name: "Support desk",
    description: "Answers customers from the store policies and resolves their requests.",
    settings: { language: "en" },
    // Steps come down like stairs: side by side they would be too wide to be read beside the panel.
    nodes: [
      {
        id: "chat",
        kind: "chat",
        title: "Customer chat",
        position: { x: 0, y: 180 },
        config: {
          greeting: "Hello! Ask me about an order, a return or our policies.",
          placeholder: "Ask about an order or a return",
          suggestions: ["Where is order 1042?", "How long is the warranty?", "My kettle arrived broken"],
        },
      },
      {
        id: "opening-hours",
        kind: "rule",
        title: "Opening hours",
        position: { x: 205, y: 300 },
        config: {
          branches: [
            {
              id: "hours",
              label: "Asks for the hours",
              when: "size(input.text) < 60 && input.text.matches('[Oo]pening (hours|times)')",
              answer:
                "Our support desk is open Monday to Friday from 9:00 to 18:00 and Saturday from 10:00 to 14:00, Central European Time.",
            },
          ],
        },
      },
      {
        id: "agent",
        kind: "agent",
        title: "Support agent",
        position: { x: 410, y: 420 },
        config: { instructions },
      },
      {
        id: "goal",
        kind: "goal",
        title: "Resolve the request",
        position: { x: 700, y: -12 },
        config: {
          statement: "The customer's request is resolved: answered from a policy or a record, or acted on.",
          metric: "Share of requests resolved without a person",
          priority: "high",
          criteria: [
            {
              id: "answered",
              label: "The customer got an answer",
              kind: "condition",
              when: "run.answered",
              appliesWhen: isRequest,
            },
            {
              id: "grounded",
              label: "It rests on a policy, a record or a fixed answer",
              kind: "condition",
              when: "run.citations > 0 || run.actions > 0 || run.turns == 0",
              appliesWhen: isRequest,
            },
            {
              id: "clean",
              label: "No action failed",
              kind: "condition",
              when: "run.failedActions == 0",
              appliesWhen: isRequest,
            },
          ],
          constraints: [
            "Never promise what the policies do not say.",
            "Never show one customer's order to another.",
          ],
          deadlineMinutes: 120,
          budgetUsd: 0.25,
        },
      },
      {
        id: "guardrail",
        kind: "guardrail",
        title: "Mask card numbers",
        position: { x: 20, y: 440 },
        config: {
          input: false,
          output: true,
          mode: "mask",
          checks: [{ check: "personal-data", kinds: ["card", "iban"] }],
        },
      },
      {
        id: "policies",
        kind: "dataset",
        title: "Store policies",
        position: { x: 700, y: 116 },
        config: { dataset: "store-policies" },
      },
      {
        id: "find-order",
        kind: "ability",
        title: "Find order",
        position: { x: 700, y: 232 },
        config: {
          ability: "table-find",
          name: "find_order",
          purpose: "Look an order up by its number or by the customer's e-mail address.",
          settings: { table: "orders", matchBy: ["number", "email"], limit: 5 },
        },
      },
      {
        id: "approval",
        kind: "approval",
        title: "Above € 100",
        position: { x: 470, y: 700 },
        config: {
          when: "arguments.refund_amount > 100.0",
          reason: "Refunds above € 100",
          timeoutMinutes: 240,
        },
      },
      {
        id: "refund-order",
        kind: "ability",
        title: "Refund order",
        position: { x: 700, y: 810 },
        config: {
          ability: "table-write",
          name: "refund_order",
          purpose: "Refund an order that was delivered or arrived damaged, at most its total.",
          settings: {
            table: "orders",
            operation: "update",
            matchBy: "number",
            fields: [
              column("status", "The order's new status", { fixed: "refunded" }),
              column("refund_amount", "Amount to pay back in EUR, at most the order's total", {
                type: "number",
                max: 500,
              }),
              column("refund_reason", "Why the money is paid back, in the customer's words"),
            ],
          },
        },
      },
      {
        id: "create-ticket",
        kind: "ability",
        title: "Create ticket",
        position: { x: 700, y: 348 },
        config: {
          ability: "table-write",
          name: "create_ticket",
          purpose: "Open a ticket for what a colleague must follow up later.",
          settings: {
            table: "tickets",
            operation: "insert",
            fields: [
              column("subject", "What it is about, in one line"),
              column("customer", "The customer's name", { required: false }),
              column("email", "The customer's e-mail address", { required: false }),
              column("priority", "How urgent it is", { required: false, options: ["low", "normal", "high"] }),
              column("status", "The ticket's first status", { fixed: "open" }),
            ],
          },
        },
      },
      handOver("When the customer asks for a person, is upset, or nothing else helps.", { x: 700, y: 464 }),
      contactMemory("What we know of the customer", { x: 700, y: 580 }),
    ],
    wires: [
      wire("chat-rule", "chat", "starts", "opening-hours", "start"),
      wire("rule-agent", "opening-hours", "else", "agent", "start"),
      wire("agent-goal", "agent", "pursues", "goal", "pursued"),
      wire("guardrail-agent", "guardrail", "guards", "agent", "guarded"),
      wire("agent-policies", "agent", "knows", "policies", "known"),
      wire("agent-find-order", "agent", "can", "find-order", "used"),
      wire("agent-approval", "agent", "can", "approval", "asked"),
      wire("approval-refund", "approval", "allows", "refund-order", "used"),
      wire("agent-ticket", "agent", "can", "create-ticket", "used"),
      wire("agent-hand-over", "agent", "can", "hand-over", "used"),
      wire("agent-memory", "agent", "remembers", "memory", "kept"),
    ],
  }),
};
