import { z } from "zod";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  greeting: z.string().max(2000).default(""),
  placeholder: z.string().max(200).default("Write a message"),
  suggestions: z.array(z.string().max(200)).max(6).default([]),
  hosted: z.boolean().default(true),
});

/** People talk to the blueprint: test chat, hosted page, API. */
export const chatDefinition = defineNode({
  kind: "chat",
  role: "trigger",
  title: "Chat",
  summary: "Test chat, hosted page, API",
  icon: "message-circle",
  hue: "integration",
  group: "Integrations",
  config,
  form: {
    greeting: { control: "textarea", label: "Greeting", placeholder: "Hello, how can we help?" },
    placeholder: { control: "text", label: "Placeholder of the input" },
    suggestions: { control: "list", label: "Suggested questions" },
    hosted: {
      control: "switch",
      label: "Hosted page",
      hint: "Anyone with the link may write once it is published.",
    },
  },
  ports: () => [{ id: "starts", side: "out", relation: "starts", label: "starts" }],
  summarize: (chat) => (chat.hosted ? "Hosted page, API" : "API only"),
  check: () => [],
  docs: "Each message starts a run. The same node serves the test chat beside the canvas, the hosted page of the published blueprint and the API.",
});
