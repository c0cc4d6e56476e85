import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { isAllowedRecipient, isMailAddress } from "./addresses.ts";
import type { sendEmailDefinition } from "./definition.ts";
import { type Delivery, deliver, type OutgoingMail } from "./deliver.server.ts";
import { parseMailServer } from "./mail-server.ts";

/** Hands one message to the mail server; whom it may reach is the author's choice, not the agent's. */
export const sendEmailExecutor: AbilityExecutor<typeof sendEmailDefinition> = {
  act: async (context, settings, args) => {
    const { mail, refusal } = makeMail(context, settings, args);
    if (refusal) return { result: { error: refusal }, isError: true };
    const secret = await context.secret(settings.secret);
    if (!secret) {
      const message = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
      throw new AppError("provider_unauthorized", message);
    }
    const server = parseMailServer(settings.secret, secret);
    const { address } = await context.http.resolve(server.host, server.port);
    return present(await deliver(server, address, mail, context.signal), mail, server.host);
  },
  preview: async (context, settings, args) => {
    const { mail, refusal } = makeMail(context, settings, args);
    if (refusal) throw new AppError("invalid_input", refusal);
    return { ...mail, mailServer: (await context.secret(settings.secret)) ?? "not set" };
  },
};

function makeMail(
  context: AbilityContext,
  settings: z.output<typeof sendEmailDefinition.settings>,
  args: Record<string, unknown>,
): { mail: OutgoingMail; refusal: string | undefined } {
  const isFixed = settings.to.length > 0;
  const mail: OutgoingMail = {
    from: settings.from,
    to: isFixed ? settings.to : [String(args.to ?? "")],
    replyTo: settings.replyTo,
    subject: String(args.subject ?? ""),
    text: String(args.text ?? "").replaceAll("\u0000", ""),
    messageId: makeMessageId(context.idempotencyKey, settings.from),
  };
  return { mail, refusal: refuse(mail, isFixed ? [] : settings.allowedRecipients) };
}

function refuse(mail: OutgoingMail, allowed: readonly string[]): string | undefined {
  const { from, to, replyTo, subject } = mail;
  const odd = [from, ...to, ...(replyTo === "" ? [] : [replyTo])].find((address) => !isMailAddress(address));
  if (odd !== undefined) return "One of the addresses is not a plain mail address such as name@example.com.";
  if (subject === "" || /[\p{Cc}\u2028\u2029]/u.test(subject)) return "The subject must be one line of text.";
  const stranger = to.find((address) => !isAllowedRecipient(address, allowed));
  return stranger === undefined
    ? undefined
    : `The author of this blueprint does not allow messages to ${stranger}.`;
}

function present(delivery: Delivery, mail: OutgoingMail, host: string): AbilityResult {
  if (delivery.kind === "sent") {
    const { accepted, rejected } = delivery;
    return { result: { messageId: mail.messageId, accepted, rejected } };
  }
  if (delivery.kind === "refused") {
    const error = `The mail server refused the message: ${delivery.response}`;
    return { result: { error, delivery: "refused" }, isError: true };
  }
  const error = `"${host}" broke off before confirming. The message may or may not have been delivered; do not send it again.`;
  return { result: { error, delivery: "unknown", messageId: mail.messageId }, isError: true };
}

/** The same key gives the same id, so that mail programs and archives fold a repeated message into one. */
function makeMessageId(idempotencyKey: string, from: string): string {
  const digest = createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 40);
  return `<${digest}@${from.split("@")[1] ?? "localhost"}>`;
}
