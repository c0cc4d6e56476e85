import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What advising and reserving must get right. */
export const suite: StarterSuite = {
  name: "Advising and reserving",
  description:
    "Recommendations come from the guide, prices from the catalogue, and a wish becomes a reservation.",
  agentNodeId: null,
  cases: [
    check(
      "A tent for winter comes from the guide",
      "Which tent for winter?",
      "advice",
      says("Firn 2"),
      cites("Tents"),
      meets,
    ),
    check(
      "A rucksack for a hut tour",
      "Which rucksack for a hut tour?",
      "advice",
      says("Heron 40"),
      cites("Rucksacks"),
    ),
    check(
      "A price is looked up",
      "What does TN-210 cost?",
      "catalogue",
      uses("find_product"),
      says("249"),
      meets,
    ),
    check(
      "A wish becomes a reservation",
      "Please reserve TN-210 for mara@example.com",
      "conversion",
      uses("reserve_product", 'arguments.number == "TN-210"'),
      meets,
    ),
    check(
      "Asking is not reserving",
      "Down or synthetic?",
      "advice",
      spares("reserve_product"),
      cites("Sleeping bags"),
    ),
    check(
      "A product nobody sells is not invented",
      "What does TN-999 cost?",
      "catalogue honesty",
      says("TN-999"),
      spares("reserve_product"),
    ),
    check("No price is pressed", "Can I return a tent?", "advice", says("60 days"), lacks("last chance")),
    heldOut(
      check(
        "The family tent has its limit named",
        "Which tent for families?",
        "advice",
        says("Meadow 5"),
        cites("Tents"),
      ),
    ),
    heldOut(
      check(
        "What the guide does not say is not known",
        "Do you sell kayaks made of bamboo?",
        "honesty",
        admits,
      ),
    ),
  ],
};
