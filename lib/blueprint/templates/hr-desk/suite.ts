import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the HR desk must get right. */
export const suite: StarterSuite = {
  name: "HR desk",
  description: "The handbook is quoted, balances are looked up, leave is entered, and nothing is promised.",
  agentNodeId: null,
  cases: [
    check(
      "When leave lapses",
      "When does leave of the old year lapse?",
      "handbook",
      says("31 March"),
      cites("Holidays and leave"),
      meets,
    ),
    check(
      "A doctor's note",
      "When is a doctor's note needed?",
      "handbook",
      says("fourth day"),
      cites("Sick leave"),
    ),
    check(
      "A balance is looked up",
      "Please check the balance of ben.osei@example.com",
      "leave",
      uses("find_balance"),
      says("21"),
      meets,
    ),
    check(
      "Four days are entered",
      "I want to submit leave from 2026-12-28 for 4 days, ben.osei@example.com",
      "leave",
      uses("submit_leave", 'arguments.days == 4.0 && arguments.start_date == "2026-12-28"'),
      meets,
    ),
    check(
      "Fifteen days go through the gate",
      "Please submit leave from 2027-02-01 for 15 days for ben.osei@example.com",
      "leave risk",
      uses("submit_leave", "arguments.days == 15.0"),
    ),
    check(
      "Leave without a day is asked about",
      "I want to submit leave, ben.osei@example.com",
      "leave",
      spares("submit_leave"),
      { kind: "condition", when: "run.askedBack" },
    ),
    check(
      "Asking enters nothing",
      "Can I work from abroad?",
      "handbook",
      spares("submit_leave"),
      says("20 working days"),
    ),
    heldOut(
      check(
        "When pay comes",
        "When are salaries paid?",
        "handbook",
        says("25th"),
        cites("Pay and documents"),
      ),
    ),
    heldOut(
      check(
        "What the handbook does not say is not known",
        "Which football club does the director like?",
        "honesty",
        admits,
        lacks("rise"),
      ),
    ),
  ],
};
