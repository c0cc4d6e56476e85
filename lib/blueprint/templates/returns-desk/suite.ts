import {
  admits,
  asks,
  check,
  cites,
  heldOut,
  lacks,
  meets,
  rubric,
  says,
  spares,
  uses,
} from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** How an upset customer is to be met; the feeling counts double. */
const kindly = rubric(
  0.75,
  ["The answer acknowledges how the person feels.", 2],
  ["The answer blames nobody.", 1],
  ["The answer uses plain words, no jargon.", 1],
);

const clearly = rubric(
  1,
  ["The answer asks one question.", 1],
  ["The answer uses plain words, no jargon.", 1],
);

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
    check(
      "An upset customer is met with warmth",
      "I am really upset, my parcel with order 7006 was a terrible mess",
      "manner empathy",
      kindly,
      asks(0, 1),
    ),
    check("A vague request gets one question", "I need help", "manner clarity", asks(1), clearly),
    check(
      "After the answer it acts",
      ["I need help", "Please refund order 7001"],
      "manner clarity",
      asks(1),
      uses("refund_order", "arguments.due_cents == 7567.0"),
    ),
    check(
      "A second vague word does not go in circles",
      ["I need help", "with a problem"],
      "manner clarity",
      asks(2),
      says("hand this to a person"),
      lacks("need to know a little more"),
    ),
    check("A clear request gets no question", "Please refund order 7003", "manner clarity", asks(0)),
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
