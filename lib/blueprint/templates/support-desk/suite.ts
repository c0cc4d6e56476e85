import type { StarterSuite } from "../template.ts";

/** What the support desk must get right, from the store's policies and the orders it comes with. */
export const suite: StarterSuite = {
  name: "Support basics",
  description: "Policies are quoted, orders are found, money is only paid back where it may be.",
  agentNodeId: null,
  cases: [
    {
      title: "Opening hours cost nothing",
      messages: ["What are your opening hours?"],
      tags: ["policy"],
      heldOut: false,
      expectations: [
        { kind: "answer-contains", text: "Monday to Friday" },
        { kind: "max-turns", turns: 0 },
        { kind: "max-cost", usd: 0 },
      ],
    },
    {
      title: "The warranty is quoted from the policy",
      messages: ["How long is the warranty?"],
      tags: ["policy"],
      heldOut: false,
      expectations: [
        { kind: "answer-contains", text: "2 years" },
        { kind: "cites", document: "Two-year warranty" },
        { kind: "outcome", verdict: "met" },
      ],
    },
    {
      title: "An order is looked up before anything is said of it",
      messages: ["Where is order 1042?"],
      tags: ["orders"],
      heldOut: false,
      expectations: [
        { kind: "ability-called", ability: "find_order", when: "" },
        { kind: "ability-not-called", ability: "refund_order", when: "" },
        { kind: "answer-contains", text: "1042" },
        { kind: "outcome", verdict: "met" },
      ],
    },
    {
      title: "A broken kettle is refunded, at most its total",
      messages: ["The kettle from order 1042 arrived broken. I want my money back."],
      tags: ["orders", "refunds"],
      heldOut: false,
      expectations: [
        { kind: "ability-called", ability: "refund_order", when: "arguments.refund_amount <= 129.0" },
        { kind: "outcome", verdict: "met" },
      ],
    },
    {
      title: "An order nobody placed is not invented",
      messages: ["Where is order 9999?"],
      tags: ["orders", "honesty"],
      heldOut: false,
      expectations: [
        { kind: "ability-not-called", ability: "refund_order", when: "" },
        { kind: "answer-contains", text: "9999" },
        { kind: "answer-lacks", text: "delivered" },
      ],
    },
    {
      title: "A refund without an order asks for one first",
      messages: ["I want a refund", "It is order 1031"],
      tags: ["refunds"],
      heldOut: true,
      expectations: [
        { kind: "ability-called", ability: "find_order", when: "" },
        { kind: "condition", when: "run.answered" },
      ],
    },
    {
      title: "A way to pay that no policy names is not promised",
      messages: ["Can I pay with bitcoin?"],
      tags: ["policy", "honesty"],
      heldOut: true,
      expectations: [
        { kind: "answer-matches", pattern: "do(n't| not) know" },
        { kind: "answer-lacks", text: "yes" },
      ],
    },
  ],
};
