import "server-only";
import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { AppError } from "#lib/foundation/errors.ts";
import type { AbilityContext, AbilityExecutor, AbilityResult } from "../execute-ability.ts";
import { isAllowedRecipient, isMailAddress } from "./addresses.ts";
import type { sendEmailDefinition } from "./definition.ts";
import { type MailServer, parseMailServer } from "./mail-server.ts";

type Message = {
  from: string;
  to: string[];
  replyTo: string;
  subject: string;
  text: string;
  messageId: string;
};

/** Hands one message to the mail server; whom it may reach is the author's choice, not the agent's. */
export const sendEmailExecutor: AbilityExecutor<typeof sendEmailDefinition> = {
  act: async (context, settings, args) => {
    const to = settings.to.length > 0 ? settings.to : [String(args.to ?? "")];
    const message: Message = {
      from: settings.from,
      to,
      replyTo: settings.replyTo,
      subject: String(args.subject ?? ""),
      text: String(args.text ?? "").replaceAll("\u0000", ""),
      messageId: makeMessageId(context.idempotencyKey, settings.from),
    };
    const refusal = refuse(message, settings.to.length > 0 ? [] : settings.allowedRecipients);
    if (refusal) return { result: { error: refusal }, isError: true };
    const secret = await context.secret(settings.secret);
    if (!secret) {
      const text = `The secret "${settings.secret}" is not set in this workspace. An owner can add it in the settings.`;
      throw new AppError("provider_unauthorized", text);
    }
    const server = parseMailServer(settings.secret, secret);
    const { address } = await context.http.resolve(server.host, server.port);
    return deliver(context, server, address, message);
  },
};

function refuse(message: Message, allowed: readonly string[]): string | undefined {
  const { from, to, replyTo, subject } = message;
  const odd = [from, ...to, ...(replyTo === "" ? [] : [replyTo])].find((address) => !isMailAddress(address));
  if (odd !== undefined) return "One of the addresses is not a plain mail address such as name@example.com.";
  if (subject === "" || /[\p{Cc}\u2028\u2029]/u.test(subject)) return "The subject must be one line of text.";
  const stranger = to.find((address) => !isAllowedRecipient(address, allowed));
  return stranger === undefined
    ? undefined
    : `The author of this blueprint does not allow messages to ${stranger}.`;
}

async function deliver(
  context: AbilityContext,
  server: MailServer,
  address: string,
  message: Message,
): Promise<AbilityResult> {
  const transport = createTransport({
    host: address,
    port: server.port,
    secure: server.encryption === "always",
    requireTLS: server.encryption === "required",
    ignoreTLS: server.encryption === "off",
    ...(server.host === address ? {} : { tls: { servername: server.host } }),
    ...(server.credentials ? { auth: server.credentials } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const cancel = () => transport.close();
  context.signal.addEventListener("abort", cancel, { once: true });
  try {
    context.signal.throwIfAborted();
    const sent = await transport.sendMail({
      from: message.from,
      to: message.to,
      ...(message.replyTo === "" ? {} : { replyTo: message.replyTo }),
      subject: message.subject,
      text: message.text,
      messageId: message.messageId,
      envelope: { from: message.from, to: message.to },
      headers: { "Auto-Submitted": "auto-generated" },
    });
    const rejected = sent.rejected.map(String);
    return { result: { messageId: message.messageId, accepted: sent.accepted.map(String), rejected } };
  } catch (caught) {
    return explain(caught, server.host, context.signal);
  } finally {
    context.signal.removeEventListener("abort", cancel);
    transport.close();
  }
}

function explain(caught: unknown, host: string, signal: AbortSignal): AbilityResult {
  const { code, command, responseCode, response } = readFailure(caught);
  if (command === "DATA" && responseCode === undefined) {
    // Sending again could deliver twice, so this is told, not thrown: a thrown failure would be retried.
    const error = `"${host}" broke off before confirming. The message may or may not have been delivered; do not send it again.`;
    return { result: { error, delivery: "unknown" }, isError: true };
  }
  if (signal.aborted)
    throw new AppError("cancelled", `Sending through "${host}" was cancelled.`, { cause: caught });
  if (code === "EAUTH" || code === "ENOAUTH") {
    const message = `The mail server "${host}" refused the user name or password. An owner can correct the secret.`;
    throw new AppError("provider_unauthorized", message, { cause: caught });
  }
  if (responseCode !== undefined && responseCode >= 500)
    return {
      result: { error: `The mail server refused the message: ${response}`, delivery: "refused" },
      isError: true,
    };
  if (code === "ETIMEDOUT")
    throw new AppError("ability_timeout", `The mail server "${host}" did not answer in time.`, {
      cause: caught,
    });
  const why = code === "ETLS" ? "it does not offer an encrypted connection" : "the connection failed";
  throw new AppError("ability_failed", `The mail server "${host}" could not be used: ${why}.`, {
    cause: caught,
  });
}

type Failure = { code?: string; command?: string; responseCode?: number; response?: string };

function readFailure(caught: unknown): Failure {
  const failure: Failure = {};
  if (!(caught instanceof Error)) return failure;
  if ("code" in caught && typeof caught.code === "string") failure.code = caught.code;
  if ("command" in caught && typeof caught.command === "string") failure.command = caught.command;
  if ("responseCode" in caught && typeof caught.responseCode === "number")
    failure.responseCode = caught.responseCode;
  if ("response" in caught && typeof caught.response === "string")
    failure.response = caught.response.slice(0, 300);
  return failure;
}

/** The same key gives the same id, so that mail programs and archives fold a repeated message into one. */
function makeMessageId(idempotencyKey: string, from: string): string {
  const digest = createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 40);
  return `<${digest}@${from.split("@")[1] ?? "localhost"}>`;
}
