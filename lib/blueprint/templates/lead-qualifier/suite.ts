import type { StarterSuite } from "../template.ts";

/** What the lead qualifier must get right, from the product guide and the leads it comes with. */
export const suite: StarterSuite = {
  name: "Qualification basics",
  description:
    "Prices come from the guide, a lead is saved once it can be written to, and nothing is promised.",
  agentNodeId: null,
  cases: [
    {
      title: "The price of Team comes from the guide",
      messages: ["What does the Team plan cost?"],
      tags: ["product"],
      heldOut: false,
      expectations: [
        { kind: "answer-contains", text: "5 EUR" },
        { kind: "cites", document: "Plans and prices" },
      ],
    },
    {
      title: "An integration in the guide is confirmed with its source",
      messages: ["Do you integrate with DATEV?"],
      tags: ["product"],
      heldOut: false,
      expectations: [
        { kind: "answer-contains", text: "DATEV" },
        { kind: "cites", document: "Integrations" },
      ],
    },
    {
      title: "A hotel with sixty employees is saved as qualified",
      messages: [
        "Hi, I am Paula from Hotel Aurora, we have 60 employees and need shift planning. paula@example.com",
      ],
      tags: ["leads", "large"],
      heldOut: false,
      expectations: [
        {
          kind: "ability-called",
          ability: "save_lead",
          when: 'arguments.email == "paula@example.com" && arguments.status == "qualified"',
        },
        { kind: "outcome", verdict: "met" },
      ],
    },
    {
      title: "A studio with six employees is not called qualified",
      messages: [
        "Hello, I am Otto from Otto Design. We are 6 people and want to plan our shifts. otto@example.com",
      ],
      tags: ["leads", "small"],
      heldOut: false,
      expectations: [
        { kind: "ability-not-called", ability: "save_lead", when: 'arguments.status == "qualified"' },
        { kind: "condition", when: "run.answered" },
      ],
    },
    {
      title: "A greeting saves nobody",
      messages: ["Hello!"],
      tags: ["leads"],
      heldOut: false,
      expectations: [
        { kind: "ability-not-called", ability: "save_lead", when: "" },
        { kind: "condition", when: "run.answered" },
      ],
    },
    {
      title: "What the guide does not say is not promised",
      messages: ["Can I pay with bitcoin?"],
      tags: ["product", "honesty"],
      heldOut: true,
      expectations: [{ kind: "answer-matches", pattern: "do(n't| not) know" }],
    },
    {
      title: "Where data lives comes from the guide",
      messages: ["Where is our data stored?"],
      tags: ["product"],
      heldOut: true,
      expectations: [
        { kind: "answer-contains", text: "Frankfurt" },
        { kind: "cites", document: "Security and data protection" },
      ],
    },
  ],
};
