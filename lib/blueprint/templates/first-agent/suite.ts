import { admits, check, cites, heldOut, meets, says } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the library helper must get right, from its guide alone. */
export const suite: StarterSuite = {
  name: "Library basics",
  description: "Hours, fees and rules come from the guide, and what it does not say is not invented.",
  agentNodeId: null,
  cases: [
    check(
      "Laptops for an afternoon",
      "Can I borrow a laptop?",
      "loans",
      says("3 hours"),
      cites("Computers, printing and Wi-Fi"),
      meets,
    ),
    check(
      "Saturday",
      "When are you open on Saturday?",
      "hours",
      says("15:00"),
      cites("Opening hours"),
      meets,
    ),
    check("What a card costs", "What does a card cost?", "fees", says("12 EUR"), meets),
    check("A lost card", "i lost my card what now", "fees", says("A new card costs 3 EUR")),
    check("Late books", "what if I return it late", "fees", says("0.20 EUR"), meets),
    heldOut(
      check("A step-free way in", "can my grandma in a wheelchair get in", "access", says("no steps"), meets),
    ),
    heldOut(
      check("What the guide does not say is not known", "What is the capital of France?", "honesty", admits),
    ),
  ],
};
