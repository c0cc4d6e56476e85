import { AppError } from "#lib/foundation/errors.ts";

/** Where mail goes out; `encryption` is `always` from the first byte, `required` by STARTTLS, `offered`, or `off`. */
export type MailServer = {
  host: string;
  port: number;
  encryption: "always" | "required" | "offered" | "off";
  credentials: { user: string; pass: string } | undefined;
};

/** Reads a secret such as `smtps://user:password@mail.example.com`; errors never repeat it. */
export function parseMailServer(secretName: string, text: string): MailServer {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "")
    throw unreadable(secretName);
  const credentials = url.username === "" ? undefined : readCredentials(secretName, url);
  const isImplicit = url.protocol === "smtps:";
  const wish = url.searchParams.get("tls");
  if (wish !== null && wish !== "off" && wish !== "required") throw unreadable(secretName);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (isImplicit ? 465 : 587) : Number(url.port),
    encryption: isImplicit ? "always" : (wish ?? (credentials ? "required" : "offered")),
    credentials,
  };
}

function readCredentials(secretName: string, url: URL): { user: string; pass: string } {
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    // The cause would quote the password.
    throw unreadable(secretName);
  }
}

function unreadable(secretName: string): AppError {
  const message = `The secret "${secretName}" is not a mail server address. Write smtps://user:password@host:465 or smtp://user:password@host:587, with special characters percent-encoded.`;
  return new AppError("provider_unauthorized", message);
}
