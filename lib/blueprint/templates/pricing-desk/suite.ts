import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

const offer = (sku: string, cents: string) =>
  `Please reprice product ${sku}.\nSeller: Northgate\nCompetitor cents: ${cents}`;

/** What the pricing desk must get right. */
export const suite: StarterSuite = {
  name: "Prices",
  description: "Prices follow offers within their limits, bad offers change nothing, rules are quoted.",
  agentNodeId: null,
  cases: [
    check(
      "An offer is followed",
      offer("TR-040", "3750"),
      "feed",
      uses("reprice_product", 'string(arguments.competitor_cents) == "3750"'),
      meets,
    ),
    check("An offer below the floor", offer("LM-310", "100"), "feed limits", uses("reprice_product")),
    check("An offer of nothing changes nothing", offer("LM-320", "0"), "feed data", says("above zero")),
    check(
      "A product nobody sells",
      offer("ZZ-999", "1500"),
      "feed data",
      spares("reprice_product"),
      says("ZZ-999"),
    ),
    check(
      "A price is looked up",
      "What is the price of product LM-320?",
      "prices",
      uses("find_product"),
      says("14900"),
      meets,
    ),
    check(
      "Who moves a floor comes from the policy",
      "Who sets floors and ceilings?",
      "policy",
      says("purchasing"),
      cites("Floors and ceilings"),
      spares("reprice_product"),
    ),
    heldOut(
      check(
        "How fast a price may move",
        "How fast may a price of a lamp move?",
        "policy",
        says("10 percent"),
        cites("How fast a price may move"),
      ),
    ),
    heldOut(
      check(
        "What no page says is not known",
        "Who founded Northgate?",
        "honesty",
        admits,
        lacks("founded by"),
      ),
    ),
  ],
};
