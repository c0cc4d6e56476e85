import "server-only";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isAllowedHost, parseAllowedHost } from "#lib/foundation/allowed-host.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { classifyAddress } from "./classify-address.ts";
import { type EgressTarget, refuseTarget } from "./egress-target.ts";

/**
 * Which machines may be reached. Public hosts are open unless `localOnly`, which leaves this machine and listed internal
 * hosts: a name that is not listed is not even looked up, for the question would leave the network too.
 * `allowHosts` takes `host`, `host:port` or `*.suffix`; `allowLoopback` is the operator's switch for development.
 */
export type EgressPolicy = { allowHosts: string[]; localOnly?: boolean; allowLoopback?: boolean };

/** Turns a name into addresses; injectable so that tests can play a hostile name server. */
export type ResolveHost = (host: string) => Promise<string[]>;

/** Answers the addresses that were checked: connect to one of these, never to the name again. */
export type EgressGuard = (target: Pick<EgressTarget, "host" | "port">) => Promise<[string, ...string[]]>;

/** Asks the operating system, so that /etc/hosts and search domains behave as they do for every other program. */
export const resolveWithSystem: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map((entry) => entry.address);
};

/** Builds the check that every connection passes, whichever protocol speaks over it. */
export function createEgressGuard(
  policy: EgressPolicy,
  resolve: ResolveHost = resolveWithSystem,
): EgressGuard {
  const allowed = policy.allowHosts.map(parseAllowedHost);
  return async ({ host, port }) => {
    const isListed = isAllowedHost(allowed, host, port);
    const isName = isIP(host) === 0;
    if (policy.localOnly && isName && !isListed && host !== "localhost") throw refuseAway(host);
    const addresses = isName ? await resolveName(host, resolve) : [host];
    for (const address of addresses) {
      const kind = classifyAddress(address);
      if (policy.localOnly && kind === "public") throw refuseAway(host);
      if (kind === "public" || (kind !== "forbidden" && isListed)) continue;
      if (kind === "loopback" && policy.allowLoopback) continue;
      throw kind === "forbidden" ? refuseForbidden(host) : refusePrivate(host, port);
    }
    const [first, ...rest] = addresses;
    if (first === undefined) throw unknownName(host);
    return [first, ...rest];
  };
}

function refuseAway(host: string): AppError {
  return refuseTarget(
    host,
    "this workspace is set to local only",
    "An owner can switch that off in the settings, or list the host when it is an internal one.",
  );
}

async function resolveName(host: string, resolve: ResolveHost): Promise<string[]> {
  try {
    return await resolve(host);
  } catch (caught) {
    throw unknownName(host, caught);
  }
}

function unknownName(host: string, cause?: unknown): AppError {
  return new AppError(
    "ability_failed",
    `The host "${host}" could not be found. Check its name and try again.`,
    { cause },
  );
}

function refusePrivate(host: string, port: number): AppError {
  const remedy = `An owner can allow it by adding ${isIP(host) === 6 ? `[${host}]` : host}:${port} to the allowed hosts in the workspace settings.`;
  return refuseTarget(host, "it is a private address", remedy);
}

function refuseForbidden(host: string): AppError {
  const remedy = "This cannot be allowed; an owner can use the public name of the service instead.";
  return refuseTarget(host, "it is a metadata, link-local, multicast, reserved or disguised address", remedy);
}
