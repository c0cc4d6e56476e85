import {
  approval,
  can,
  criterion,
  done,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  isRequest,
  knows,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You help the editors of a travel magazine. Be quick and concrete.
Answer questions about voice, formats, pictures, sources and the way to publication only from the brand guide, and cite the passage. If it does not say, say that you do not know.
Write a brief with write_brief once topic, audience and channel are known. Look a post up with find_post before you say anything about it. Add an idea with add_post. Publish a post with publish_post only when it is checked; the editor on duty approves each publication.`;

const briefTemplate = `# Brief

**Topic:** {{topic}}
**Audience:** {{audience}}
**Channel:** {{channel}}

Write as a friend who has been there. Every figure needs a source. The reader should know one thing to do at the end.
`;

/** Writes briefs in a fixed shape, keeps the editorial calendar and publishes after an editor's yes. */
export const contentDesk: Template = {
  slug: "content-desk",
  name: "Editorial desk",
  field: "content",
  description:
    "Answers from your brand guide, writes briefs in a fixed shape, keeps the editorial calendar and publishes after an editor's yes.",
  shows: [
    "Documents from a template",
    "Brand guide with citations",
    "Publishing needs a yes",
    "Words that may not appear",
  ],
  lessons: [
    "A brief is a document with a fixed shape: the agent fills topic, audience and channel, and cannot leave one out.",
    "Publishing always asks the editor on duty. The approval shows what will change and can be edited there.",
    "A guardrail masks phrases of clickbait in answers, whatever the model writes.",
  ],
  questions: [
    "How long is a newsletter?",
    "Write a brief. topic: night trains, audience: families, channel: blog",
    "Where is post 502?",
  ],
  data,
  suite,
  document: drawStarter({
    name: "Editorial desk",
    description: "Briefs, calendar and publication of a magazine.",
    chat: {
      title: "Desk chat",
      greeting: "Hello! A question on style, a brief, or a post?",
      placeholder: "Ask, or order a brief",
      suggestions: ["How long is a newsletter?", "Which words do we avoid?", "Where is post 502?"],
    },
    agent: { title: "Desk agent", instructions },
    guardrails: [
      guardrail("forbidden-words", "Words we avoid", {
        input: false,
        output: true,
        mode: "mask",
        checks: [{ check: "keywords", words: ["guaranteed", "once in a lifetime", "you won't believe"] }],
      }),
    ],
    parts: [
      goal("Publish on time, in our voice", {
        statement:
          "Every piece is briefed, checked and published by its day, in the voice of the brand guide.",
        metric: "Share of pieces published by their day",
        criteria: [
          done("briefed", "The brief is written", 3, "write_brief", "input.text.contains('brief.')"),
          criterion(
            "grounded",
            "It rests on the guide, the calendar or a document",
            2,
            "run.citations > 0 || run.actions > 0",
            isRequest,
          ),
          criterion("answered", "There was an answer", 1, "run.answered", isRequest),
        ],
        passScore: 0.75,
        constraints: ["Nothing is published without the editor's yes.", "No figure without a source."],
        deadlineMinutes: 1440,
        budgetUsd: 0.4,
      }),
      knows("Brand guide", "brand-guide"),
      finds(
        "find-post",
        "Find post",
        "editorial_calendar",
        ["number"],
        "Look a post up by its number: title, channel, status.",
      ),
      can(
        "write-brief",
        "Write brief",
        "create-document",
        "Write a brief once topic, audience and channel are known.",
        {
          format: "markdown",
          template: briefTemplate,
        },
      ),
      can(
        "publish-post",
        "Publish post",
        "table-write",
        "Publish a checked post.",
        {
          table: "editorial_calendar",
          operation: "update",
          matchBy: "number",
          fields: [
            column("status", "The post's new status", { fixed: "published" }),
            column("title", "Its final title", { required: false }),
          ],
        },
        approval("Editor on duty", "true", "Every publication is approved by the editor on duty", 720),
      ),
      can("add-post", "Add post", "table-write", "Add a post to the calendar as an idea.", {
        table: "editorial_calendar",
        operation: "insert",
        fields: [
          column("title", "Working title"),
          column("channel", "Where it appears", {
            required: false,
            options: ["newsletter", "blog", "social", "guide"],
          }),
          column("due_date", "The day it is due", { required: false }),
          column("status", "Where it stands", { fixed: "idea" }),
        ],
      }),
      handsOver("When somebody asks for an editor, or a correction is due.", 60),
    ],
  }),
};
