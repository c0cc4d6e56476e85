import { isIP } from "node:net";
import { AppError } from "#lib/foundation/errors.ts";

/** Where a request goes: `host` is canonical (lower case, IPv6 without brackets), `port` is always filled in. */
export type EgressTarget = { url: URL; host: string; port: number };

const hostPattern = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;

/**
 * Reads an address the way it will be called and refuses every spelling that tries to look like something else:
 * other schemes, credentials, number games in IPv4, trailing dots, letters outside ASCII. Ranges are judged later.
 */
export function parseEgressTarget(text: string, base?: URL): EgressTarget {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: URL parsers drop them silently, which hides the real host
  if (text.length > 16_384 || /[\u0000-\u0020\u007f\\]/.test(text)) {
    throw refuseTarget(
      shorten(text),
      "its address contains spaces, control characters or backslashes, or is too long",
    );
  }
  const url = URL.parse(text, base);
  if (!url)
    throw refuseTarget(
      shorten(text),
      "it is not a complete web address such as https://api.example.com/path",
    );
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refuseTarget(shorten(text), "only http and https addresses may be called");
  }
  if (url.username !== "" || url.password !== "") {
    throw refuseTarget(
      url.host,
      "its address carries a user name or password; keep those in a secret instead",
    );
  }
  const host = readHost(url.hostname);
  const written = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(text)?.[1];
  if (written !== undefined) checkSpelling(written, host);
  return { url, host, port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port) };
}

/** The same reading for a bare host name, as mail servers are given. */
export function parseEgressHost(text: string, port: number): EgressTarget {
  if (!/^[^/?#@\\\s]+$/.test(text) || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw refuseTarget(shorten(text), "it is not a host name with a port");
  }
  const bare = isIP(text) === 6 ? `[${text}]` : text;
  return parseEgressTarget(`http://${bare}:${port}/`);
}

/** The one wording of a refusal: who was to be called, why not, and what an owner can do about it. */
export function refuseTarget(
  host: string,
  why: string,
  remedy = "Correct the address and try again.",
): AppError {
  return new AppError("egress_denied", `The call to "${host}" was refused: ${why}. ${remedy}`);
}

function readHost(hostname: string): string {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  if (hostname.endsWith(".")) throw refuseTarget(hostname, "its host name ends with a dot");
  if (hostname.length > 253 || !hostPattern.test(hostname)) {
    throw refuseTarget(shorten(hostname), "its host name contains characters that no host name has");
  }
  return hostname;
}

function checkSpelling(written: string, host: string): void {
  const name = written
    .slice(written.lastIndexOf("@") + 1)
    .replace(/:\d*$/, "")
    .toLowerCase();
  if (isIP(host) === 6) return;
  if (/[^a-z0-9._-]/.test(name)) {
    throw refuseTarget(shorten(name), "its host name is not plain ASCII; write it in its xn-- form");
  }
  if (name !== host) {
    throw refuseTarget(
      shorten(name),
      `it is another spelling of ${host}; write addresses in plain dotted form`,
    );
  }
}

function shorten(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a message must not carry them on
  const clean = text.replace(/[\u0000-\u001f\u007f]/g, " ").replace(/\/\/[^/?#]*@/, "//");
  return clean.length > 120 ? `${clean.slice(0, 119)}…` : clean;
}
