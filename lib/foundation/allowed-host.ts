import ipaddr from "ipaddr.js";
import { AppError } from "./errors.ts";

/** One parsed allow-list entry; without a port it covers every port, `wildcard` covers every name below `host`. */
export type AllowedHost = { host: string; port: number | undefined; wildcard: boolean };

const namePattern = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

/** Reads `host`, `host:port` or `*.suffix`; throws `invalid_input` naming the entry, so settings can refuse it on saving. */
export function parseAllowedHost(entry: string): AllowedHost {
  const text = entry.trim().toLowerCase();
  if (text.includes(":") && ipaddr.IPv6.isValid(text))
    return { host: canonical(`[${text}]`, entry), port: undefined, wildcard: false };
  const parts = /^(?<wildcard>\*\.)?(?<host>\[[0-9a-f:.]+\]|[^:[\]/@*\s]+)(?::(?<port>\d{1,5}))?$/.exec(
    text,
  )?.groups;
  if (!parts?.host) throw unreadable(entry);
  const host = canonical(parts.host, entry);
  const port = parts.port === undefined ? undefined : Number(parts.port);
  const wildcard = parts.wildcard !== undefined;
  if (port !== undefined && (port < 1 || port > 65_535)) throw unreadable(entry);
  if (wildcard && ipaddr.isValid(host)) throw unreadable(entry);
  return { host, port, wildcard };
}

/** Whether any entry covers this canonical host (as {@link EgressTarget} holds it) and port. */
export function isAllowedHost(entries: readonly AllowedHost[], host: string, port: number): boolean {
  return entries.some(
    (entry) =>
      (entry.port === undefined || entry.port === port) &&
      (entry.wildcard ? host.endsWith(`.${entry.host}`) : host === entry.host),
  );
}

function canonical(host: string, entry: string): string {
  const isBracketed = host.startsWith("[");
  if (!isBracketed && !namePattern.test(host)) throw unreadable(entry);
  const url = URL.parse(`http://${host}/`);
  if (!url) throw unreadable(entry);
  if (isBracketed) return url.hostname.slice(1, -1);
  // 0x7f.1 would silently become 127.0.0.1: an owner should see what they open.
  if (url.hostname !== host) throw unreadable(entry);
  return host;
}

function unreadable(entry: string): AppError {
  return new AppError(
    "invalid_input",
    `"${entry.slice(0, 120)}" is not an allowed-host entry. Write a host (db.internal), a host with a port (10.0.0.5:8080), or *.suffix (*.corp.example).`,
  );
}
