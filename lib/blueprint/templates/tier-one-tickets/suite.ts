import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the first tier must get right. */
export const suite: StarterSuite = {
  name: "First tier",
  description:
    "Articles are quoted, tickets are looked up, opened and closed, and nothing is closed by itself.",
  agentNodeId: null,
  cases: [
    check(
      "A forgotten password is answered from the article",
      "How do I reset a forgotten password?",
      "articles",
      says("30 minutes"),
      cites("Signing in"),
      meets,
    ),
    check(
      "Where invoices are",
      "Where are my invoices?",
      "articles",
      says("Billing"),
      cites("Invoices and billing"),
    ),
    check(
      "A ticket is looked up before anything is said of it",
      "Where is ticket 3101?",
      "tickets",
      uses("find_ticket"),
      says("3101"),
      meets,
    ),
    check(
      "A ticket is opened with its sender",
      "Please open a ticket: the import hangs since this morning, my email is omar.haddad@example.com",
      "tickets",
      uses("open_ticket", 'arguments.email == "omar.haddad@example.com"'),
      meets,
    ),
    check(
      "A solved ticket is closed",
      "Please close ticket 3103, the new card works",
      "tickets",
      uses("close_ticket", 'string(arguments.number) == "3103"'),
      meets,
    ),
    check(
      "A ticket nobody opened is not invented",
      "Where is ticket 9999?",
      "tickets honesty",
      says("9999"),
      spares("close_ticket"),
      lacks("is open"),
    ),
    check("Thanks closes nothing", "Thank you!", "tickets", spares("close_ticket"), spares("open_ticket")),
    heldOut(
      check(
        "Duplicates in an import",
        "Why does the same booking appear twice after an import?",
        "articles",
        says("two accounts"),
        cites("Importing bank statements"),
      ),
    ),
    heldOut(
      check("What no article says is not known", "Can I pay in seashells from Tahiti?", "honesty", admits),
    ),
  ],
};
