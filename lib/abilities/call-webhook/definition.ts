import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

const settings = z.strictObject({
  url: z.string().max(4000).default(""),
  type: z.string().max(120).default("agent.event"),
  fields: z
    .array(z.strictObject({ name: z.string().max(64), value: z.string().max(400).default("") }))
    .max(40)
    .default([]),
  secret: z.string().max(120).default("WEBHOOK_SECRET"),
});

const reserved = new Set(["__proto__", "constructor", "prototype"]);

/** Sends a signed event to another system. */
export const callWebhookDefinition = defineAbility({
  kind: "call-webhook",
  title: "Call webhook",
  summary: "Send a signed event to another system",
  icon: "webhook",
  settings,
  form: {
    url: { control: "text", label: "Address", placeholder: "https://example.com/hooks/aimwright" },
    type: { control: "text", label: "Type of event", placeholder: "order.refunded" },
    fields: {
      control: "pairs",
      label: "What the agent fills",
      hint: "A name and a few words for the agent; without any it writes one summary.",
    },
    secret: {
      control: "secret",
      label: "Signing secret",
      hint: "As whsec_ and base64, the same as the receiver has.",
    },
  },
  effect: "write",
  reversibility: "irreversible",
  // A receiver of signed webhooks tells a repeat by its webhook-id, which is the same on every attempt.
  honoursKey: true,
  arguments: (given) => {
    const names = given.fields.filter(({ name }) => name !== "" && !reserved.has(name));
    const value = z.union([z.string().min(1).max(20_000), z.number(), z.boolean()]);
    if (names.length === 0)
      return z.strictObject({ summary: z.string().min(1).max(20_000).describe("What happened") });
    return z.strictObject(
      Object.fromEntries(
        names.map(({ name, value: words }) => [name, value.describe(words || name.replaceAll("_", " "))]),
      ),
    );
  },
  describe: (given) => `Sends the event ${given.type} to ${hostOf(given.url) ?? "another system"}.`,
  summarize: (given) => (given.url === "" ? "Set an address" : `${given.type} → ${hostOf(given.url) ?? "?"}`),
  check: (given): ConfigProblem[] => [
    ...required("url", given.url, "Set the address to send to."),
    ...required("secret", given.secret, "Choose the secret to sign with."),
    ...(given.url === "" || hostOf(given.url) !== undefined
      ? []
      : [{ severity: "error" as const, field: "url", message: "Write a whole address with https://." }]),
    ...(/^[\w.-]+$/.test(given.type)
      ? []
      : [{ severity: "error" as const, field: "type", message: "Use letters, digits, dots and _ only." }]),
    ...given.fields.flatMap(({ name }, index): ConfigProblem[] =>
      /^[a-z_]\w*$/i.test(name) && !reserved.has(name)
        ? []
        : [
            {
              severity: "error",
              field: `fields.${index}.name`,
              message: "Use a name such as order_id: letters, digits and _.",
            },
          ],
    ),
  ],
  asks: (given) => {
    const host = hostOf(given.url);
    return {
      ...(host === undefined ? {} : { hosts: [host] }),
      ...(given.secret === "" ? {} : { secrets: [given.secret] }),
    };
  },
  docs: 'Posts `{"type", "timestamp", "data"}` to a fixed address, signed as the Standard Webhooks specification says: `webhook-id`, `webhook-timestamp` and `webhook-signature` (`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`). The id is the same on every attempt, so a receiver can tell a repeat. Statuses 408, 409, 425, 429 and 500 and above, and no answer, are tried again after growing pauses, as often as the ability\'s retries say; each failed attempt is kept with the run. Any other status from 300 is the receiver\'s refusal and goes to the agent.',
});

function hostOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) && parsed.hostname !== "" && parsed.username === ""
    ? parsed.host
    : undefined;
}
