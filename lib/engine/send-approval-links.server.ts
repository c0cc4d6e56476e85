import "server-only";
import { database } from "#db/client.server.ts";
import type { DeliveryReason, findApproval } from "#db/queries/approval-deliveries.server.ts";
import { signWebhook } from "#lib/abilities/call-webhook/sign-webhook.server.ts";
import { deliver } from "#lib/abilities/send-email/deliver.server.ts";
import { parseMailServer } from "#lib/abilities/send-email/mail-server.ts";
import { signApprovalLink } from "#lib/access/approval-links.server.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import { workspaceEgress } from "#lib/access/workspace-models.server.ts";
import type { WorkspaceSettings } from "#lib/access/workspace-settings.ts";
import { env } from "#lib/foundation/env.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Reader = { userId: string; name: string; email: string; role: string };

/** An approval as others are told of it; `key` makes repeated attempts one message to whoever receives them. */
export type ApprovalMessage = NonNullable<Awaited<ReturnType<typeof findApproval>>> & {
  what: DeliveryReason;
  expiresAt: Date;
  settings: WorkspaceSettings;
  key: string;
};

const leads = {
  requested: "An agent asks for a decision",
  reminder: "Still waiting for a decision",
  escalation: "Nobody has decided, so you are asked",
} as const;

/** Tells the workspace's webhook of an approval, with one link for each who may decide. */
export async function postLinks(
  message: ApprovalMessage,
  readers: readonly Reader[],
  signal: AbortSignal,
): Promise<void> {
  const { approval, settings, expiresAt } = message;
  const { webhook } = settings.approvalNotices;
  if (!webhook) return;
  const secret = await requireSecret(approval.workspaceId, webhook.secret);
  const asked = askedOf(message);
  const at = new Date();
  const body = JSON.stringify({
    type: `approval.${message.what}`,
    timestamp: at.toISOString(),
    data: {
      approvalId: approval.id,
      runId: approval.runId,
      workspace: message.workspaceName,
      blueprint: message.blueprintName,
      title: asked.title,
      reason: asked.reason,
      arguments: asked.arguments,
      ...(asked.form ? { form: asked.form } : {}),
      expiresAt: expiresAt.toISOString(),
      approvers: readers.map((reader) => ({
        userId: reader.userId,
        name: reader.name,
        email: reader.email,
        role: reader.role,
        link: linkFor(message, reader),
      })),
    },
  });
  const signed = signWebhook({ key: message.key, at, body }, { name: webhook.secret, secret });
  const { status } = await workspaceEgress(settings).fetch({
    url: webhook.url,
    method: "POST",
    headers: { "content-type": "application/json", ...signed },
    body,
    maxBytes: 100_000,
    // A link in the body must not travel on to whom a redirect names.
    maxRedirects: 0,
    timeoutMs: 15_000,
    signal,
  });
  if (status >= 300)
    throw new AppError(
      "ability_failed",
      `The webhook for approvals answered ${status}. It should answer 2xx.`,
    );
}

/** Writes to one of those who may decide; a message that may have arrived is not sent twice. */
export async function mailLink(message: ApprovalMessage, reader: Reader, signal: AbortSignal): Promise<void> {
  const { approval, settings } = message;
  const { mail } = settings.approvalNotices;
  if (!mail) return;
  const server = parseMailServer(mail.secret, await requireSecret(approval.workspaceId, mail.secret));
  const { address } = await workspaceEgress(settings).pinHost(server.host, server.port);
  const asked = askedOf(message);
  const delivery = await deliver(
    server,
    address,
    {
      from: mail.from,
      to: [reader.email],
      replyTo: "",
      subject: oneLine(`${leads[message.what]}: ${asked.title}`),
      text: letter(message, reader),
      messageId: `<${message.key}@${mail.from.split("@")[1] ?? "localhost"}>`,
    },
    signal,
  );
  if (delivery.kind === "refused")
    throw new AppError("ability_failed", `The mail server refused the message: ${delivery.response}`);
}

function letter(message: ApprovalMessage, reader: Reader): string {
  const { title, reason } = askedOf(message);
  return [
    `Hello ${reader.name || reader.email},`,
    `${leads[message.what]}: ${oneLine(title)}`,
    ...(reason === "" ? [] : [`Reason: ${oneLine(reason)}`]),
    `Blueprint: ${oneLine(message.blueprintName)}, workspace: ${oneLine(message.workspaceName)}`,
    `Decide before ${message.expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC:`,
    linkFor(message, reader),
    "What exactly would be done stands on that page; nothing is decided by opening it. The link is yours alone: whoever has it decides in your name, so do not pass this message on.",
  ].join("\n\n");
}

function linkFor({ approval, expiresAt }: ApprovalMessage, reader: Reader): string {
  const token = signApprovalLink({ approvalId: approval.id, userId: reader.userId, expiresAt });
  const base = env().AIMWRIGHT_PUBLIC_URL ?? `http://localhost:${env().PORT}`;
  return `${base.replace(/\/+$/, "")}/approve/${token}`;
}

function askedOf({ approval }: ApprovalMessage) {
  const { title, reason, arguments: args, form } = approval.request as Record<string, unknown>;
  return { title: String(title ?? ""), reason: String(reason ?? ""), arguments: args, form };
}

// What an agent wrote must not become a line of the mail that looks like ours.
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line.length > 180 ? `${line.slice(0, 179)}…` : line;
}

async function requireSecret(workspaceId: string, name: string): Promise<string> {
  const secret = await readSecret(database(), workspaceId, name);
  if (secret) return secret;
  throw new AppError(
    "provider_unauthorized",
    `The secret "${name}" that approvals are sent with is not set. An owner can add it in the settings.`,
  );
}
