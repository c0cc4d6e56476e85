import { z } from "zod";
import { embedOriginPattern } from "#lib/foundation/content-security-policy.ts";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  greeting: z.string().max(2000).default(""),
  placeholder: z.string().max(200).default("Write a message"),
  suggestions: z.array(z.string().max(200)).max(6).default([]),
  hosted: z.boolean().default(true),
  embedOrigins: z.array(z.string().max(300)).max(50).default([]),
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
    embedOrigins: {
      control: "embed-origins",
      label: "May be embedded in",
      hint: "The sites that may show the hosted page in a frame. Nobody else can.",
      placeholder: "https://www.example.com",
    },
  },
  ports: () => [{ id: "starts", side: "out", relation: "starts", label: "starts" }],
  summarize: (chat) => (chat.hosted ? "Hosted page, API" : "API only"),
  check: (chat) =>
    chat.embedOrigins.flatMap((origin, index) =>
      embedOriginPattern.test(origin)
        ? []
        : [
            {
              severity: "error" as const,
              field: `embedOrigins.${index}`,
              message: `“${origin}” is no origin. Write the scheme and the host, such as https://www.example.com.`,
            },
          ],
    ),
  docs: "Each message starts a run. The same node serves the test chat beside the canvas, the hosted page of the published blueprint and the API. The hosted page can be shown in a frame on the sites named under *May be embedded in*, and nowhere else; the inspector has the snippet to copy.",
});
