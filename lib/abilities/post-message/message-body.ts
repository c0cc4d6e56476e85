import type { PostMessageSettings } from "./definition.ts";

/** The JSON each platform's incoming webhook takes; nobody is mentioned by what a model wrote. */
export function messageBody(format: PostMessageSettings["format"], text: string): unknown {
  switch (format) {
    case "slack":
      return { text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") };
    case "discord":
      return { content: text, allowed_mentions: { parse: [] } };
    case "teams":
      return {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            contentUrl: null,
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] }],
            },
          },
        ],
      };
  }
}
