import {
  approval,
  can,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  knows,
  remembers,
  soundAnswer,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You are the IT help desk of Atlas, a company of two hundred. Be calm and brief.
Answer questions about passwords, VPN, devices, software and security only from the IT handbook, and cite the passage. If it does not say, say that you do not know.
Look a device up with find_device before you say anything about it. Ask for access with submit_access; access to production and payroll is approved by a person. Log what is broken with log_incident.
Never ask for a password. Hand over to a person when data may have left the company, or when somebody asks for one.`;

/** Answers from the IT handbook, grants ordinary access at once and critical access after a person's yes. */
export const itHelpDesk: Template = {
  slug: "it-help-desk",
  name: "IT help desk",
  field: "it",
  description:
    "Answers colleagues from your IT handbook, looks devices up, grants access with approval where it is critical, and logs incidents.",
  shows: ["Approval by system, not by mood", "Three tables", "Blocks secrets", "Incidents with a priority"],
  lessons: [
    "Access to production and payroll waits for a person; the condition is one line on the approval's card.",
    "A guardrail masks what looks like a card, account or social security number before the agent reads it, and in its answers.",
    "The agent may log incidents by itself: the action can be undone, so nobody has to be asked.",
  ],
  questions: [
    "How do I reset my password?",
    "Who uses LT-204?",
    "I need access to payroll, iris.blom@example.com",
  ],
  data,
  suite,
  document: drawStarter({
    name: "IT help desk",
    description: "Helps colleagues with devices, access and incidents.",
    chat: {
      title: "IT chat",
      greeting: "Hello! What is not working?",
      placeholder: "Describe the problem, or name a device",
      suggestions: ["How do I reset my password?", "The VPN does not connect", "My laptop was stolen"],
    },
    agent: { title: "IT desk", instructions },
    guardrails: [
      guardrail("personal-numbers", "Mask personal numbers", {
        mode: "mask",
        checks: [{ check: "personal-data", kinds: ["card", "iban", "ssn"] }],
      }),
    ],
    parts: [
      goal("Colleagues can work again", {
        statement: "The colleague can work again, or the right queue has it, within one hour.",
        metric: "Share of requests solved without a person",
        criteria: soundAnswer,
        passScore: 0.75,
        constraints: [
          "Never ask for a password.",
          "Never give access to production or payroll without a yes.",
        ],
        deadlineMinutes: 60,
        budgetUsd: 0.2,
      }),
      knows("IT handbook", "it-handbook"),
      finds(
        "find-device",
        "Find device",
        "devices",
        ["number", "email"],
        "Look a device up by its number or its user's e-mail address.",
      ),
      can(
        "submit-access",
        "Request access",
        "table-write",
        "Give a colleague access to a system.",
        {
          table: "access_requests",
          operation: "insert",
          fields: [
            column("email", "E-mail address of the colleague"),
            column("system", "The system", {
              options: ["crm", "wiki", "analytics", "payroll", "production"],
            }),
            column("reason", "What it is needed for", { required: false }),
            column("status", "What came of it", { fixed: "granted" }),
          ],
        },
        approval(
          "Critical systems",
          "arguments.system == 'payroll' || arguments.system == 'production'",
          "Access to payroll and production is given by a person",
          480,
        ),
      ),
      can(
        "log-incident",
        "Log incident",
        "table-write",
        "Log an incident: something that is broken, lost or suspicious.",
        {
          table: "incidents",
          operation: "insert",
          fields: [
            column("subject", "What happened, in one line"),
            column("email", "Who reports it", { required: false }),
            column("priority", "How urgent it is", {
              required: false,
              options: ["normal", "high", "critical"],
            }),
            column("status", "Its first status", { fixed: "open" }),
          ],
        },
      ),
      handsOver("When data may have left the company, or a colleague asks for a person.", 15),
      remembers("What we know of the colleague"),
    ],
  }),
};
