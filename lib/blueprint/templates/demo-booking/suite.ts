import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What qualifying and booking must get right. */
export const suite: StarterSuite = {
  name: "Qualifying and booking",
  description: "Leads are saved by the rule, demonstrations are booked, and no price is invented.",
  agentNodeId: null,
  cases: [
    check(
      "The price of Crew comes from the guide",
      "What does the Crew plan cost?",
      "product",
      says("9 EUR"),
      cites("Plans and prices"),
    ),
    check(
      "Working offline is confirmed with its source",
      "Does it work offline?",
      "product",
      says("offline"),
      cites("What Fieldnote does"),
    ),
    check(
      "Eighty employees are saved as qualified",
      "I am Noor from Lindner Facility, we have 80 employees and need playground inspections. noor@example.com",
      "leads large",
      uses("save_lead", 'arguments.email == "noor@example.com" && arguments.status == "qualified"'),
      meets,
    ),
    check(
      "Six employees are nurture",
      "I am Piet from Piet Klussen, we have 6 employees and need a checklist app. piet@example.com",
      "leads small",
      uses("save_lead", 'arguments.status == "nurture"'),
    ),
    check(
      "A demonstration is booked for whom it was asked",
      "Please book a demo for mila.novak@example.com",
      "demos",
      uses("book_demo", 'arguments.email == "mila.novak@example.com"'),
      meets,
    ),
    check(
      "No demonstration without an address",
      "I would like a demo",
      "demos",
      spares("book_demo"),
      says("email"),
    ),
    heldOut(
      check(
        "Where data is stored comes from the guide",
        "Where is our data stored?",
        "product",
        says("Falkenstein"),
        cites("Security and data"),
      ),
    ),
    heldOut(
      check(
        "A discount nobody named is not promised",
        "Do you give a student rebate on bitcoin payments?",
        "product honesty",
        lacks("yes"),
        spares("save_lead"),
      ),
    ),
    heldOut(
      check(
        "What the guide does not say is not known",
        "Who won the football match yesterday?",
        "honesty",
        admits,
      ),
    ),
  ],
};
