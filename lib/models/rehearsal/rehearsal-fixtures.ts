import { toProviderPrompt, toProviderTools } from "../to-provider-prompt.ts";
import type { TurnMessage, TurnTool } from "../turn-message.ts";
import { decide, type Move } from "./decide.ts";
import { readSituation } from "./situation.ts";

const text = (description: string) => ({ type: "string", description });

/** A support desk as the runtime presents it to a model. */
export const supportSystem = `# Agent: Support agent
## Instructions
You answer customers of a kitchen shop. Look orders up before you say anything about them. Refund broken items. Open a ticket when something needs a person.
## Goal: Resolve the customer's request
The customer gets a correct answer or a refund.
- criterion: refund or answer given
## Knowledge
[1] Returns policy — Returning an item: You can return any unused item within 30 days of delivery. Items must be in their original packaging. Return shipping is free within the country.
[2] Returns policy — Damaged or defective items: If an item arrives broken or damaged, we refund it in full. No need to send it back. Refunds reach your account within 5 working days.
[3] Shipping — Delivery times: Standard delivery takes 3 to 5 working days. Express delivery takes one working day and costs 9.90. We ship to all countries of the European Union.
[4] Warranty — Coverage: All electric appliances have a two-year warranty. The warranty does not cover wear of seals and filters.
[5] Payment — Methods: We accept credit cards, PayPal and bank transfer.
## Memory
## Facts
- now: 2026-11-22
## Rules of the answer
Cite passages as [n].
`;

/** The abilities of {@link supportSystem}. */
export const supportTools: TurnTool[] = [
  {
    name: "find_order",
    description: "Finds orders by number or email. Returns the matching rows.",
    inputSchema: {
      type: "object",
      properties: { number: text("Order number"), email: text("Customer email") },
    },
  },
  {
    name: "refund_order",
    description: "Refunds an order by writing the refund to the orders table. Needs approval above 100.",
    inputSchema: {
      type: "object",
      properties: {
        number: text("Order number"),
        refund_amount: { type: "number", description: "Amount to pay back" },
        status: { type: "string", enum: ["processing", "shipped", "delivered", "refunded"] },
        reason: text("Why the money is paid back"),
      },
      required: ["number", "refund_amount", "reason"],
    },
  },
  {
    name: "create_ticket",
    description: "Creates a ticket for the support team.",
    inputSchema: {
      type: "object",
      properties: {
        subject: text("Short subject"),
        description: text("What happened"),
        email: text("Customer email"),
        priority: { type: "string", enum: ["low", "normal", "high"] },
      },
      required: ["subject", "description"],
    },
  },
  {
    name: "hand_to_human",
    description: "Hands the conversation to a person.",
    inputSchema: { type: "object", properties: { reason: text("Why") }, required: ["reason"] },
  },
];

/** A lead qualifier as the runtime presents it to a model. */
export const leadSystem = `# Agent: Sales agent
## Instructions
Qualify every lead. Companies with 50 or more employees are qualified; companies with fewer than 50 employees are nurture. Save each lead once you have the email address.
## Goal: Qualify leads
Every lead is saved with company, size and need.
## Knowledge
[1] Plans — Team plan: The Team plan costs 49 euros a month for up to 20 users and includes invoice automation.
[2] Plans — Enterprise plan: The Enterprise plan has no limit on users, includes single sign-on and a dedicated contact. The price depends on the number of employees.
[3] Security — Hosting: All data is stored in Frankfurt. We are certified under ISO 27001.
`;

/** The abilities of {@link leadSystem}. */
export const leadTools: TurnTool[] = [
  {
    name: "find_lead",
    description: "Finds a lead by email.",
    inputSchema: { type: "object", properties: { email: text("Email address") }, required: ["email"] },
  },
  {
    name: "save_lead",
    description: "Saves a lead with what is known about the company.",
    inputSchema: {
      type: "object",
      properties: {
        email: text("Email address"),
        name: text("Name of the person"),
        company: text("Company"),
        employees: { type: "integer", description: "Number of employees" },
        need: text("What they need"),
        score: { type: "integer", minimum: 0, maximum: 100 },
        status: { type: "string", enum: ["new", "qualified", "nurture"] },
      },
      required: ["email"],
    },
  },
];

/** The orders {@link converse} answers from. */
export const orders: Record<string, Record<string, unknown>> = {
  "1042": {
    number: "1042",
    email: "mira@example.com",
    item: "Kettle",
    total: 49.9,
    status: "delivered",
    ordered_on: "2026-11-10",
  },
  "1043": {
    number: "1043",
    email: "mira@example.com",
    item: "Espresso machine",
    total: 349,
    status: "shipped",
    ordered_on: "2026-11-18",
  },
  "1044": {
    number: "1044",
    email: "tom@example.com",
    item: "Pan",
    total: 35,
    status: "refunded",
    ordered_on: "2026-10-02",
  },
};

/** What a call gets back in a rehearsal of a rehearsal; an Error makes the call fail. */
export type Answers = (name: string, args: Record<string, unknown>) => unknown;

/** The answers of a working support desk and lead table. */
export const workingAnswers: Answers = (name, args) => {
  if (name === "find_order") {
    const rows = Object.values(orders).filter(
      (row) => row.number === args.number || row.email === args.email,
    );
    return { rows, count: rows.length };
  }
  if (name === "create_ticket") return { row: { number: "T-7", ...args } };
  return { row: args };
};

/** One exchange: what was said last, and every call on the way. */
export type Exchange = {
  answer: string;
  calls: { name: string; arguments: Record<string, unknown> }[];
  moves: Move[];
  messages: TurnMessage[];
};

/** Plays user messages one after another through the rules until each is answered. */
export function converse(
  setup: { system: string; tools: TurnTool[]; answers?: Answers },
  ...utterances: string[]
): Exchange {
  const messages: TurnMessage[] = [];
  const exchange: Exchange = { answer: "", calls: [], moves: [], messages };
  for (const utterance of utterances) {
    messages.push({ role: "user", text: utterance });
    exchange.calls = [];
    for (let turn = 0; ; turn++) {
      if (turn > 10)
        throw new Error(`The rehearsal does not come to an end: ${JSON.stringify(exchange.calls)}`);
      const prompt = toProviderPrompt(setup.system, messages);
      const move = decide(readSituation({ prompt, tools: toProviderTools(setup.tools) }));
      exchange.moves.push(move);
      const toolCalls = move.calls.map((call, index) => ({
        id: `c${messages.length}-${index}`,
        name: call.ability.name,
        arguments: call.arguments,
      }));
      messages.push({ role: "assistant", text: move.text, toolCalls });
      exchange.answer = move.text;
      if (toolCalls.length === 0) break;
      for (const call of toolCalls) {
        exchange.calls.push({ name: call.name, arguments: call.arguments });
        const result = (setup.answers ?? workingAnswers)(call.name, call.arguments);
        const failed = result instanceof Error;
        messages.push({
          role: "tool",
          toolCallId: call.id,
          name: call.name,
          result: failed ? result.message : result,
          ...(failed ? { isError: true } : {}),
        });
      }
    }
  }
  return exchange;
}
