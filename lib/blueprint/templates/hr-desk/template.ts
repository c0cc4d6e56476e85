import {
  approval,
  can,
  done,
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

const instructions = `You are the HR desk of Brightwell. Be kind, discreet and brief.
Answer questions about leave, sickness, parental leave, working from home and pay only from the employee handbook, and cite the passage. If it does not say, say that you do not know.
Look a balance up with find_balance, by the e-mail address of the person who asks. Enter leave with submit_leave once the first day and the number of days are known; more than 10 days are approved by a person. Enter a wish for a letter with write_letter.
Never speak about another person's pay, health or leave. Hand over to a person when somebody asks for one, or writes about a conflict, harassment or an illness.`;

/** Answers from the employee handbook and enters leave; long leave waits for a yes. */
export const hrDesk: Template = {
  slug: "hr-desk",
  name: "HR desk",
  field: "hr",
  description:
    "Answers colleagues from the employee handbook, tells leave balances, enters leave and passes what is delicate to a person.",
  shows: [
    "Handbook with citations",
    "Approval above 10 days",
    "Masks personal data",
    "Delicate matters to a person",
  ],
  lessons: [
    "Up to ten days are confirmed at once, more wait for a person: the handbook says so, and so does the approval's condition.",
    "Bank account and card numbers are masked on the way in and out, whatever a colleague pastes.",
    "The goal gives most weight to a request that was really entered, and constrains what may never be told.",
  ],
  questions: [
    "How many days of leave do I have a year?",
    "What is my balance? ben.osei@example.com",
    "I want to submit leave from 2026-12-28 for 4 days, ben.osei@example.com",
  ],
  data,
  suite,
  document: drawStarter({
    name: "HR desk",
    description: "Answers colleagues and enters leave.",
    chat: {
      title: "HR chat",
      greeting: "Hello! Ask me about leave, sickness or working from home.",
      placeholder: "Ask, or enter leave",
      suggestions: ["When does leave lapse?", "Can I work from abroad?", "When is the salary paid?"],
    },
    agent: { title: "HR desk", instructions },
    guardrails: [
      guardrail("personal-data", "Mask accounts and cards", {
        mode: "mask",
        checks: [{ check: "personal-data", kinds: ["card", "iban", "ssn"] }],
      }),
    ],
    parts: [
      goal("Settle HR questions the same day", {
        statement:
          "The colleague's question is answered from the handbook, or the request is entered, the same day.",
        metric: "Share of questions settled without HR staff",
        criteria: [
          ...soundAnswer,
          done(
            "entered",
            "The leave is entered",
            3,
            "submit_leave",
            "input.text.contains('submit leave') && input.text.contains('@')",
          ),
        ],
        passScore: 0.75,
        constraints: [
          "Never speak about another person's pay, health or leave.",
          "Never promise a pay rise.",
        ],
        deadlineMinutes: 480,
        budgetUsd: 0.15,
      }),
      knows("Employee handbook", "employee-handbook"),
      finds(
        "find-balance",
        "Find balance",
        "leave_balances",
        ["email"],
        "Look a leave balance up by the e-mail address of the person who asks.",
      ),
      can(
        "submit-leave",
        "Submit leave",
        "table-write",
        "Enter leave once the first day and the number of days are known.",
        {
          table: "leave_requests",
          operation: "insert",
          fields: [
            column("email", "E-mail address of the colleague"),
            column("start_date", "The first day, such as 2026-12-28"),
            column("days", "Number of working days", { type: "number", max: 60 }),
            column("status", "Where it stands", { fixed: "confirmed" }),
          ],
        },
        approval("Above 10 days", "arguments.days > 10.0", "Leave of more than 10 days", 1440),
      ),
      can("write-letter", "Write letter", "table-write", "Adds a wish for a letter of employment.", {
        table: "hr_letters",
        operation: "insert",
        fields: [
          column("email", "E-mail address of the colleague"),
          column("reason", "What the letter is for"),
          column("status", "Where it stands", { fixed: "open" }),
        ],
      }),
      handsOver("When somebody asks for a person, or writes about a conflict, harassment or an illness.", 60),
      remembers("What we know of the colleague"),
    ],
  }),
};
