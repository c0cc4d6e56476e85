import { approval, can, done, drawStarter, goal, handsOver, knows, soundAnswer } from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { data } from "./data.ts";
import { refundLookups, refundSplit } from "./refund-split.ts";
import { suite } from "./suite.ts";

const instructions = `You run the returns desk of a furnishing shop. Be kind, plain and exact.
Look an order up with check_order before you say anything about it: it tells what is due and how it is paid, in cents. Never work out an amount yourself and never promise one that check_order did not give.
Pay with refund_order, with the same amount due. A person approves more than 200 USD.
Answer questions about fees, promotions, time limits and payment only from the returns policy, and cite the passage. If it does not say, say that you do not know.
When check_order or refund_order says that a person has to look at it, say why and offer to hand over.`;

const orderNumber = { name: "order_number", value: "Number of the order" };

/** Refunds orders that came back: what is due and how it is paid comes from tables and one rule, never from the model. */
export const returnsDesk: Template = {
  slug: "returns-desk",
  name: "Returns desk",
  field: "support",
  description:
    "Works out the refund of an order from its lines, promotion, store credit and the rules of the state, pays it split to the cent, and asks a person where the rule ends.",
  shows: [
    "Amounts from tables and one rule, not from the model",
    "Card and store credit in one step, undone in one step",
    "Approval above 200 USD on an amount that cannot be misstated",
    "Bad data goes to a person",
  ],
  lessons: [
    "The rule is code in a sealed sandbox. The agent only names the order; the server looks up lines, promotion, store credit and the state's rules.",
    "What the agent says is due must agree with what the rule comes to, or nothing is written. So the approval looks at a number that is right.",
    "Refund, order and store credit are written together or not at all. Each write names what must still be so, and two runs cannot pay twice.",
    "Rates stand in tables: another fee or another state is a row, not a new version.",
  ],
  questions: [
    "Please refund order 7002",
    "Is there a restocking fee for discontinued goods?",
    "What happens to a promotion when part of an order comes back?",
  ],
  data,
  suite,
  document: drawStarter({
    name: "Returns desk",
    description: "Refunds what came back, to the cent.",
    chat: {
      title: "Returns chat",
      greeting: "Hello! Which order came back?",
      placeholder: "For example: please refund order 7002",
      suggestions: ["Please refund order 7002", "How is a refund paid?", "Do discontinued goods cost a fee?"],
    },
    agent: { title: "Returns agent", instructions },
    parts: [
      goal("The right refund, once", {
        statement:
          "Everyone whose goods came back gets exactly what is due, once, the way it was paid; what the rules do not settle reaches a person.",
        metric: "Share of returns settled to the cent without a correction",
        criteria: [
          ...soundAnswer,
          done(
            "refunded",
            "The refund is written",
            3,
            "refund_order",
            "input.text.contains('efund order') && run.failedActions == 0",
          ),
        ],
        passScore: 0.75,
        constraints: [
          "Never refund an order twice.",
          "Never promise an amount that was not worked out from the order.",
        ],
        deadlineMinutes: 240,
        budgetUsd: 0.2,
      }),
      knows("Returns policy", "returns-policy"),
      can(
        "check-order",
        "Work out the refund",
        "run-code",
        "Looks an order up by its number: whether a refund is due, how much, and how it is paid.",
        { inputs: [orderNumber], lookups: refundLookups, code: refundSplit },
      ),
      can(
        "refund-order",
        "Pay the refund",
        "run-code",
        "Refund an order that came back, once check_order has told what is due.",
        {
          inputs: [orderNumber, { name: "due_cents", value: "What is due in cents, as check_order gave it" }],
          lookups: refundLookups,
          code: refundSplit,
          writes: ["return_orders", "refunds", "store_credits"],
          agree: ["due_cents"],
        },
        approval("Above 200 USD", "arguments.due_cents > 20000.0", "Refunds above 200 USD", 1440),
      ),
      handsOver("When a person has to look at an order, or the customer asks for one.", 60),
    ],
  }),
};
