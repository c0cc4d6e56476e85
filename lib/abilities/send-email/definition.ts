import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";
import { isMailAddress, isRecipientPattern } from "./addresses.ts";

const settings = z.strictObject({
  from: z.string().max(254).default(""),
  to: z.array(z.string().max(254)).max(20).default([]),
  allowedRecipients: z.array(z.string().max(254)).max(100).default([]),
  replyTo: z.string().max(254).default(""),
  secret: z.string().max(120).default("SMTP_URL"),
});

const address = z
  .string()
  .max(254)
  .refine(isMailAddress, { error: "Write one plain address such as name@example.com." });

const oneLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: "The subject is one line." });

/** Sends a plain text message through the workspace's mail server. */
export const sendEmailDefinition = defineAbility({
  kind: "send-email",
  title: "Send email",
  summary: "Write to somebody by email",
  icon: "mail",
  settings,
  form: {
    from: { control: "text", label: "From", placeholder: "support@example.com" },
    to: { control: "list", label: "To", hint: "Leave empty to let the agent fill in who is written to." },
    allowedRecipients: {
      control: "list",
      label: "Allowed recipients",
      hint: "Addresses, *@example.com or *@*.example.com; empty allows anybody.",
    },
    replyTo: { control: "text", label: "Reply to", placeholder: "desk@example.com" },
    secret: {
      control: "secret",
      label: "Mail server",
      hint: "A secret such as smtps://user:password@mail.example.com.",
    },
  },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: false,
  arguments: (given) => {
    const message = {
      subject: oneLine.describe("Subject, one line"),
      text: z.string().min(1).max(20_000).describe("The message in plain text"),
    };
    if (given.to.length > 0) return z.strictObject(message);
    return z.strictObject({ to: address.describe("Mail address of the recipient"), ...message });
  },
  describe: (given) =>
    given.to.length > 0 ? `Sends an email to ${given.to.join(", ")}.` : "Sends an email to one recipient.",
  summarize: (given) =>
    given.to.length > 0 ? `writes to ${given.to.join(", ")}` : "writes to whom the agent names",
  check: (given): ConfigProblem[] => [
    ...required("from", given.from, "Set the address messages come from."),
    ...required("secret", given.secret, "Choose the secret that holds the mail server."),
    ...[given.from, given.replyTo, ...given.to].flatMap((text, index): ConfigProblem[] => {
      const field = index === 0 ? "from" : index === 1 ? "replyTo" : `to.${index - 2}`;
      if (text === "" || isMailAddress(text)) return [];
      return [{ severity: "error", field, message: `“${text}” is not a plain mail address.` }];
    }),
    ...given.allowedRecipients.flatMap((text, index): ConfigProblem[] => {
      if (isRecipientPattern(text.trim())) return [];
      const message = `“${text}” is neither an address nor a pattern such as *@example.com.`;
      return [{ severity: "error", field: `allowedRecipients.${index}`, message }];
    }),
    ...(given.to.length === 0 && given.allowedRecipients.length === 0
      ? [
          {
            severity: "warning" as const,
            field: "allowedRecipients",
            message: "The agent may write to anybody.",
            fix: "List the allowed recipients, or put an approval on the wire.",
          },
        ]
      : []),
  ],
  asks: (given) => (given.secret === "" ? {} : { secrets: [given.secret] }),
  docs: "Sends plain text through the mail server named by a secret, `smtp://user:password@host:587` or `smtps://…:465`; add `?tls=off` only for a server on the same machine. With credentials the connection must be encrypted. The message id is made from the run's idempotency key. When the server breaks off after taking the message, the agent is told that delivery is unknown, and nothing is sent again.",
});
