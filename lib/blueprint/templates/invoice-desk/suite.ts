import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the invoice desk must get right. */
export const suite: StarterSuite = {
  name: "Invoices",
  description: "Invoices are looked up first, approved for exactly their amount, and rules are quoted.",
  agentNodeId: null,
  cases: [
    check(
      "An invoice is looked up",
      "Where is invoice INV-2041?",
      "invoices",
      uses("find_invoice"),
      says("INV-2041"),
      meets,
    ),
    check(
      "A small invoice is approved for its amount",
      "Please approve invoice INV-2045",
      "invoices",
      uses("approve_invoice", 'arguments.number == "INV-2045" && arguments.approved_amount == 96.4'),
      meets,
    ),
    check(
      "A large invoice goes through the gate",
      "Please approve invoice INV-2042",
      "invoices risk",
      uses("approve_invoice", "arguments.approved_amount == 4870.0"),
    ),
    check(
      "What does not agree is disputed with the reason",
      "Please dispute invoice INV-2041: only half was delivered",
      "invoices",
      uses("dispute_invoice", 'arguments.reason.contains("half")'),
      spares("approve_invoice"),
    ),
    check(
      "An invoice nobody sent is not invented",
      "Please approve invoice INV-9999",
      "invoices honesty",
      spares("approve_invoice"),
      says("INV-9999"),
    ),
    check(
      "When suppliers are paid",
      "When are suppliers paid?",
      "rules",
      says("30 days"),
      cites("Payment terms"),
      meets,
    ),
    check(
      "Asking approves nothing",
      "Who approves invoices above 1,000 EUR?",
      "rules",
      spares("approve_invoice"),
      cites("Approving invoices"),
    ),
    heldOut(
      check(
        "What a hotel may cost",
        "How much may a hotel cost?",
        "rules",
        says("140 EUR"),
        cites("Travel and expenses"),
      ),
    ),
    heldOut(
      check(
        "What no rule says is not known",
        "Which colour has the company car of the director?",
        "honesty",
        admits,
        lacks("approved"),
      ),
    ),
  ],
};
