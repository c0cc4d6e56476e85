import { z } from "zod";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  secret: z.string().max(120).default(""),
  text: z.string().max(2000).default(""),
});

/** Another system starts a run by calling an address. */
export const webhookDefinition = defineNode({
  kind: "webhook",
  role: "trigger",
  title: "Webhook",
  summary: "Start from another system",
  icon: "webhook",
  hue: "integration",
  group: "Integrations",
  config,
  form: {
    secret: {
      control: "secret",
      label: "Signing secret",
      hint: "When set, calls must carry a valid X-Aimwright-Signature.",
    },
    text: {
      control: "textarea",
      label: "What to tell the agent",
      hint: "{field} is replaced by that field of the event; empty gives the whole event.",
    },
  },
  ports: () => [{ id: "starts", side: "out", relation: "starts", label: "starts" }],
  summarize: (webhook) => (webhook.secret === "" ? "Secret address" : "Signed calls"),
  check: (webhook) =>
    webhook.secret === ""
      ? [
          {
            severity: "hint" as const,
            field: "secret",
            message: "Calls are not signed: whoever knows the address can start runs.",
            fix: "Choose a signing secret.",
          },
        ]
      : [],
  docs: "Publishing gives the node an address `/api/hooks/{token}`. A signed call carries `X-Aimwright-Timestamp` and `X-Aimwright-Signature: sha256=HMAC(secret, timestamp + '.' + body)` in hex; calls older than five minutes and calls seen before are refused.",
});
