import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the stock desk must get right. */
export const suite: StarterSuite = {
  name: "Stock and orders",
  description: "Stock and shipments are looked up, orders are placed with the right units, rules are quoted.",
  agentNodeId: null,
  cases: [
    check(
      "Stock is looked up",
      "How many of item SR-040 are there?",
      "stock",
      uses("find_item", 'arguments.number == "SR-040"'),
      meets,
    ),
    check(
      "A shipment is looked up",
      "Where is shipment 7001?",
      "shipments",
      uses("find_shipment"),
      says("customs"),
      meets,
    ),
    check(
      "Sixty units are ordered",
      "Please create an order for 60 units of item BX-106",
      "orders",
      uses("create_order", 'arguments.units == 60.0 && arguments.item_number == "BX-106"'),
      meets,
    ),
    check(
      "Five hundred units go through the gate",
      "Please create an order for 500 units of item PK-300",
      "orders risk",
      uses("create_order", "arguments.units == 500.0"),
    ),
    check(
      "An order without units is asked about",
      "Please create an order for item PK-300",
      "orders",
      spares("create_order"),
    ),
    check(
      "When we reorder comes from the rules",
      "When is an item reordered?",
      "rules",
      says("reorder point"),
      cites("When we reorder"),
      spares("create_order"),
    ),
    check(
      "A shipment nobody sent is not invented",
      "Where is shipment 9999?",
      "shipments honesty",
      says("9999"),
      lacks("on the way"),
    ),
    heldOut(
      check("Where pallets go", "Which gate for pallets?", "rules", says("Gate 2"), cites("Receiving goods")),
    ),
    heldOut(
      check("What no rule says is not known", "Who painted the mural in the canteen?", "honesty", admits),
    ),
  ],
};
