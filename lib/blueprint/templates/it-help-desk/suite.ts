import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the IT desk must get right. */
export const suite: StarterSuite = {
  name: "IT desk",
  description: "The handbook is quoted, devices are looked up, access and incidents are written down.",
  agentNodeId: null,
  cases: [
    check(
      "A password reset comes from the handbook",
      "How do I reset my password?",
      "handbook",
      says("reset.example.com"),
      cites("Passwords and sign-in"),
      meets,
    ),
    check(
      "Guests on the Wi-Fi",
      "How do guests get Wi-Fi?",
      "handbook",
      says("Atlas Guest"),
      cites("VPN and Wi-Fi"),
    ),
    check(
      "A device is looked up",
      "Who uses device LT-204?",
      "devices",
      uses("find_device", 'arguments.number == "LT-204"'),
      meets,
    ),
    check(
      "Ordinary access is given at once",
      "I need access to the wiki, iris.blom@example.com",
      "access",
      uses("submit_access", 'arguments.system == "wiki" && arguments.email == "iris.blom@example.com"'),
      meets,
    ),
    check(
      "Access to payroll goes through the gate",
      "Please add access to payroll for dev.patel@example.com",
      "access risk",
      uses("submit_access", 'arguments.system == "payroll"'),
    ),
    check(
      "An incident is logged",
      "Please log an incident: the projector in room 4 stays dark",
      "incidents",
      uses("log_incident"),
      meets,
    ),
    check(
      "A question gives no access",
      "How long does access to production last?",
      "access",
      spares("submit_access"),
      says("90 days"),
    ),
    heldOut(
      check(
        "A stolen laptop",
        "What do I do when my laptop was stolen?",
        "handbook",
        says("15 minutes"),
        cites("Laptops and phones"),
      ),
    ),
    heldOut(
      check(
        "What the handbook does not say is not known",
        "Who cleans the coffee machine on Fridays?",
        "honesty",
        admits,
        lacks("floor"),
      ),
    ),
  ],
};
