import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

const settings = z.strictObject({
  format: z.enum(["slack", "teams", "discord"]).default("slack"),
  secret: z.string().max(120).default("CHAT_WEBHOOK_URL"),
  host: z.string().max(253).default(""),
  channel: z.string().max(120).default(""),
});

const platforms = { slack: "Slack", teams: "Microsoft Teams", discord: "Discord" } as const;

/** Posts into one channel of a chat platform. */
export const postMessageDefinition = defineAbility({
  kind: "post-message",
  title: "Post message",
  summary: "Write into a chat channel",
  icon: "send",
  settings,
  form: {
    format: {
      control: "select",
      label: "Platform",
      options: [
        { value: "slack", label: "Slack or compatible" },
        { value: "teams", label: "Microsoft Teams" },
        { value: "discord", label: "Discord" },
      ],
    },
    secret: {
      control: "secret",
      label: "Webhook address",
      hint: "The secret that holds the channel's incoming webhook address.",
    },
    host: {
      control: "text",
      label: "Allowed host",
      hint: "The address in the secret must be on this host; empty allows any the workspace may call.",
      placeholder: "hooks.slack.com",
    },
    channel: { control: "text", label: "Channel, for people to read", placeholder: "#support" },
  },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: false,
  arguments: () =>
    z.strictObject({ text: z.string().trim().min(1).max(2000).describe("The message in plain text") }),
  describe: (given) =>
    `Posts a message in ${given.channel === "" ? `a ${platforms[given.format]} channel` : given.channel}.`,
  summarize: (given) => `posts in ${given.channel || platforms[given.format]}`,
  check: (given): ConfigProblem[] => [
    ...required("secret", given.secret, "Choose the secret that holds the webhook address."),
    ...(given.host === "" || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(given.host)
      ? []
      : [
          {
            severity: "error" as const,
            field: "host",
            message: "Write only the host, such as hooks.slack.com.",
          },
        ]),
  ],
  asks: (given) => ({
    ...(given.host === "" ? {} : { hosts: [given.host] }),
    ...(given.secret === "" ? {} : { secrets: [given.secret] }),
  }),
  docs: "Posts plain text to an incoming webhook of Slack (and what is compatible with it, such as Mattermost), Microsoft Teams or Discord. The address is itself a secret and never appears in a run. Mentions of everybody and markup are not interpreted. A message cannot be taken back and is never sent twice: when no answer comes in time, the agent is told that delivery is unknown.",
});

/** What an author fixes about a channel. */
export type PostMessageSettings = z.output<typeof settings>;
