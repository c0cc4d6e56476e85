import { readBlueprint } from "../../upgrade.ts";
import type { Template } from "../template.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You answer visitors of the Harbour Street Library, a small town library. Be kind and brief: one to three sentences.
Answer only from the library guide and cite the passage. When the guide does not say, say that you do not know; never invent an hour, a fee or a rule.
When a question could mean several things, ask which one is meant. Reply to a greeting or thanks in one sentence.`;

const wire = (id: string, from: string, fromPort: string, to: string, toPort: string) => ({
  id,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
});

/** The smallest whole blueprint: a chat, one agent, one goal, one dataset. The first run begins with it. */
export const firstAgent: Template = {
  slug: "first-agent",
  name: "One agent, one goal",
  field: "support",
  description:
    "Answers visitors of a small library from one guide. Four nodes: the best place to begin, and to change into your own.",
  shows: ["Answers with citations", "One measured goal", "Ready at once"],
  lessons: [
    "A chat starts the agent, the agent pursues the goal and knows one dataset. Everything larger is more of the same.",
    "The goal misses a run that claims something without citing the guide, whatever model answered.",
  ],
  questions: ["Can I borrow a laptop?", "When are you open on Saturday?", "What does a card cost?"],
  data,
  suite,
  document: readBlueprint({
    format: 1,
    name: "Library helper",
    description: "Answers visitors of a small library from its guide.",
    settings: { language: "en" },
    nodes: [
      {
        id: "chat",
        kind: "chat",
        title: "Visitor chat",
        position: { x: 0, y: 96 },
        config: {
          greeting: "Hello! Ask me anything about the Harbour Street Library.",
          placeholder: "Ask about hours, cards or loans",
          suggestions: ["Can I borrow a laptop?", "When are you open on Saturday?", "What does a card cost?"],
        },
      },
      {
        id: "agent",
        kind: "agent",
        title: "Library helper",
        position: { x: 304, y: 96 },
        config: { instructions, maxTurns: 6, maxActions: 5, maxSeconds: 60 },
      },
      {
        id: "goal",
        kind: "goal",
        title: "Help library visitors",
        position: { x: 608, y: 0 },
        config: {
          statement:
            "The visitor's question is answered from the guide, or the visitor is told plainly that the guide does not say.",
          metric: "Share of questions answered from the guide",
          criteria: [
            { id: "answered", label: "The visitor got a reply", kind: "condition", when: "run.answered" },
            {
              id: "grounded",
              label: "It cites the guide, or claims nothing",
              kind: "condition",
              when: "run.citations > 0 || run.claimsNothing",
            },
          ],
          constraints: ["Never name an hour, a fee or a rule that the guide does not name."],
        },
      },
      {
        id: "guide",
        kind: "dataset",
        title: "Library guide",
        position: { x: 608, y: 192 },
        config: { dataset: "library-guide" },
      },
    ],
    wires: [
      wire("chat-agent", "chat", "starts", "agent", "start"),
      wire("agent-goal", "agent", "pursues", "goal", "pursued"),
      wire("agent-guide", "agent", "knows", "guide", "known"),
    ],
  }),
};
