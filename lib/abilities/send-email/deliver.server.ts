import "server-only";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { AppError } from "#lib/foundation/errors.ts";
import type { MailServer } from "./mail-server.ts";

/** One plain text message, its addresses already judged. */
export type OutgoingMail = {
  from: string;
  to: string[];
  replyTo: string;
  subject: string;
  text: string;
  messageId: string;
};

/** How it ended when the server had a say; `unknown` means that sending again could deliver twice. */
export type Delivery =
  | { kind: "sent"; accepted: string[]; rejected: string[] }
  | { kind: "refused"; response: string }
  | { kind: "unknown" };

/**
 * Speaks SMTP to an address that was checked before, one stage at a time: only a failure before the message was
 * handed over is thrown, because whatever is thrown may be tried again.
 */
export async function deliver(
  server: MailServer,
  address: string,
  mail: OutgoingMail,
  signal: AbortSignal,
): Promise<Delivery> {
  const raw = await compose(mail);
  const connection = openConnection(server, address);
  const broken = Promise.withResolvers<never>();
  // Raced below; alone it must not count as unhandled.
  broken.promise.catch(() => undefined);
  connection.on("error", (error) => broken.reject(error));
  connection.on("end", () => broken.reject(new Error("The connection was closed.")));
  const cancel = () => broken.reject(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  let isHandingOver = false;
  try {
    signal.throwIfAborted();
    await Promise.race([
      broken.promise,
      settle<void>((done) => connection.connect((error) => done(error ?? null))),
    ]);
    const { credentials } = server;
    if (credentials)
      await Promise.race([
        broken.promise,
        settle<void>((done) => connection.login({ credentials }, (error) => done(error))),
      ]);
    isHandingOver = true;
    const envelope = { from: mail.from, to: mail.to };
    const info = await Promise.race([
      broken.promise,
      settle<SMTPConnection.SentMessageInfo>((done) => connection.send(envelope, raw, done)),
    ]);
    connection.quit();
    return { kind: "sent", accepted: info.accepted, rejected: info.rejected };
  } catch (caught) {
    return explain(caught, server.host, signal, isHandingOver);
  } finally {
    signal.removeEventListener("abort", cancel);
    connection.close();
  }
}

function compose(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo === "" ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function openConnection(server: MailServer, address: string): SMTPConnection {
  return new SMTPConnection({
    host: address,
    port: server.port,
    secure: server.encryption === "always",
    requireTLS: server.encryption === "required",
    ignoreTLS: server.encryption === "off",
    ...(server.host === address ? {} : { tls: { servername: server.host } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
}

function settle<Value>(
  start: (done: (error: Error | null | undefined, value: Value) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

function explain(caught: unknown, host: string, signal: AbortSignal, isHandingOver: boolean): Delivery {
  const { code, responseCode, response } = readFailure(caught);
  if (isHandingOver && responseCode === undefined) return { kind: "unknown" };
  if (signal.aborted)
    throw new AppError("cancelled", `Sending through "${host}" was cancelled.`, { cause: caught });
  if (isHandingOver && (responseCode ?? 0) >= 500) return { kind: "refused", response: response ?? "" };
  if (isHandingOver) {
    const message = `The mail server "${host}" cannot take the message now: ${response}`;
    throw new AppError("ability_failed", message, { cause: caught });
  }
  if (code === "EAUTH" || code === "ENOAUTH") {
    const message = `The mail server "${host}" refused the user name or password. An owner can correct the secret.`;
    throw new AppError("provider_unauthorized", message, { cause: caught });
  }
  if (code === "ETIMEDOUT")
    throw new AppError("ability_timeout", `The mail server "${host}" did not answer in time.`, {
      cause: caught,
    });
  const why =
    code === "ETLS"
      ? "it does not offer an encrypted connection that can be trusted"
      : "the connection failed";
  throw new AppError("ability_failed", `The mail server "${host}" could not be used: ${why}.`, {
    cause: caught,
  });
}

type Failure = { code?: string; responseCode?: number; response?: string };

function readFailure(caught: unknown): Failure {
  const failure: Failure = {};
  if (!(caught instanceof Error)) return failure;
  if ("code" in caught && typeof caught.code === "string") failure.code = caught.code;
  if ("responseCode" in caught && typeof caught.responseCode === "number")
    failure.responseCode = caught.responseCode;
  if ("response" in caught && typeof caught.response === "string")
    failure.response = caught.response.slice(0, 300);
  return failure;
}
