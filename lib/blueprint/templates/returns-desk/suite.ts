import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the returns desk must get right. */
export const suite: StarterSuite = {
  name: "Returns",
  description: "Refunds are worked out from the tables, paid once, and doubtful ones reach a person.",
  agentNodeId: null,
  cases: [
    check(
      "A discontinued item, a lost promotion and store credit",
      "Please refund order 7001",
      "refund edge",
      uses("refund_order", "arguments.due_cents == 7567.0"),
      says("7567"),
      meets,
    ),
    check(
      "California takes no fee and pays out small credit",
      "Please refund order 7003",
      "refund state",
      uses("refund_order", "arguments.due_cents == 4822.0"),
    ),
    check(
      "Store credit only",
      "Please refund order 7004",
      "refund credit",
      uses("refund_order", "arguments.due_cents == 3730.0"),
    ),
    check(
      "Five hundred dollars go through the gate",
      "Please refund order 7005",
      "refund risk",
      uses("refund_order", "arguments.due_cents == 49400.0"),
    ),
    check(
      "Nothing came back yet",
      "Please refund order 7006",
      "refund",
      spares("refund_order"),
      says("came back"),
    ),
    check(
      "A state without rules is for a person",
      "Please refund order 7007",
      "refund data",
      spares("refund_order"),
      says("person"),
    ),
    check("An order nobody placed", "Please refund order 7999", "data", spares("refund_order"), says("7999")),
    check(
      "The fee for discontinued goods comes from the policy",
      "Is there a restocking fee for discontinued goods?",
      "policy",
      says("discontinued"),
      cites("Fees and discontinued goods"),
    ),
    heldOut(
      check(
        "Too late is for a person",
        "Please refund order 7008",
        "refund data",
        spares("refund_order"),
        says("30"),
        lacks("I have refunded"),
      ),
    ),
    heldOut(check("What no page says is not known", "Who designed the brass lamp?", "honesty", admits)),
  ],
};
