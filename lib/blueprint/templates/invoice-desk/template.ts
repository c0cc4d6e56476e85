import {
  approval,
  can,
  criterion,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  isRequest,
  knows,
  soundAnswer,
  weighed,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You work in the accounts department of Brightwell. Be exact and brief.
Answer questions about approvals, payment terms, invoices, expenses and disputes only from the finance rules, and cite the passage. If they do not say, say that you do not know.
Look an invoice up with find_invoice before you say anything about it. Approve an invoice with approve_invoice, for exactly its amount; a person approves amounts above 1,000 EUR. Dispute one with dispute_invoice when something does not agree, and say what.
Never approve an invoice that is disputed or paid. Hand over to a person at signs of fraud: hurry, secrecy, a new account.`;

/** Looks invoices up, approves small ones, asks a person above an amount, and disputes what does not agree. */
export const invoiceDesk: Template = {
  slug: "invoice-desk",
  name: "Invoice desk",
  field: "finance",
  description:
    "Tells where an invoice stands, approves small ones, asks a person above 1,000 EUR, disputes what does not agree, and answers from the finance rules.",
  shows: [
    "Approval above an amount",
    "Every action can be undone",
    "Options are weighed",
    "Signs of fraud to a person",
  ],
  lessons: [
    "An approval above 1,000 EUR waits for a person; whoever decides sees the amount and may change it.",
    "Writing to the table can be undone from the run's page, unless somebody has changed the row since.",
    "The goal carries weights for options: before money moves, risk counts more than speed.",
  ],
  questions: ["Where is invoice INV-2041?", "Please approve invoice INV-2046", "When are suppliers paid?"],
  data,
  suite,
  document: drawStarter({
    name: "Invoice desk",
    description: "Answers, approves and disputes invoices.",
    chat: {
      title: "Accounts chat",
      greeting: "Hello! Name an invoice, or ask about the rules.",
      placeholder: "For example: where is invoice INV-2041?",
      suggestions: [
        "Where is invoice INV-2042?",
        "When are suppliers paid?",
        "What does a hotel cost at most?",
      ],
    },
    agent: { title: "Accounts agent", instructions, strategy: "verify" },
    guardrails: [
      guardrail("bank-data", "Mask bank data", {
        mode: "mask",
        checks: [{ check: "personal-data", kinds: ["iban", "card"] }],
      }),
    ],
    parts: [
      goal("Invoices settled by the rules", {
        statement: "Each invoice is approved, disputed or explained by the finance rules before it is due.",
        metric: "Share of invoices settled before their due date",
        priority: "high",
        criteria: [
          ...soundAnswer,
          criterion("within", "At most three actions for a request", 2, "run.actions <= 3", isRequest),
        ],
        passScore: 0.8,
        constraints: [
          "Never approve more than the invoice's amount.",
          "Never change a supplier's bank details.",
        ],
        deadlineMinutes: 2880,
        budgetUsd: 0.3,
        weighing: [
          { id: "risk", label: "Low risk", weight: 3 },
          { id: "speed", label: "Speed", weight: 1 },
        ],
      }),
      knows("Finance rules", "finance-rules"),
      finds("find-invoice", "Find invoice", "invoices", ["number"], "Look an invoice up by its number."),
      weighed(
        can(
          "approve-invoice",
          "Approve invoice",
          "table-write",
          "Approve an invoice for exactly its amount.",
          {
            table: "invoices",
            operation: "update",
            matchBy: "number",
            fields: [
              column("status", "The invoice's new status", { fixed: "approved" }),
              column("approved_amount", "The amount in EUR, as on the invoice", {
                type: "number",
                max: 25000,
              }),
            ],
          },
          approval("Above € 1,000", "arguments.approved_amount > 1000.0", "Invoices above € 1,000", 1440),
        ),
      ),
      can(
        "dispute-invoice",
        "Dispute invoice",
        "table-write",
        "Dispute an invoice that does not agree with its order.",
        {
          table: "invoices",
          operation: "update",
          matchBy: "number",
          fields: [
            column("status", "The invoice's new status", { fixed: "disputed" }),
            column("reason", "What does not agree"),
          ],
        },
      ),
      handsOver("At signs of fraud, and when somebody asks for a person.", 30),
    ],
  }),
};
