import "server-only";
import { isIP } from "node:net";
import { Agent, buildConnector } from "undici";
import { AppError } from "#lib/foundation/errors.ts";
import type { EgressGuard } from "./egress-guard.server.ts";

const connectTimeoutMs = 10_000;

/**
 * A connection pool whose every new socket goes to an address the guard has just checked. The name is never resolved a
 * second time, so a name server that changes its mind gains nothing; TLS still verifies the name itself.
 */
export function createEgressAgent(guard: EgressGuard): Agent {
  const open = buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  const connect: buildConnector.connector = (options, callback) => {
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    guard({ host: options.hostname, port }).then(
      (addresses) => tryAddresses(addresses, 0),
      (caught: unknown) => callback(caught instanceof Error ? caught : new Error(String(caught)), null),
    );

    function tryAddresses(addresses: [string, ...string[]], index: number): void {
      const address = addresses[index];
      if (address === undefined || isIP(address) === 0) {
        callback(
          new AppError("ability_failed", `The host "${options.hostname}" could not be reached.`),
          null,
        );
        return;
      }
      open({ ...options, hostname: address }, (...outcome) => {
        const [error] = outcome;
        const isLast = index === addresses.length - 1;
        if (error && !isLast && isUnreachable(error)) tryAddresses(addresses, index + 1);
        else callback(...outcome);
      });
    }
  };
  return new Agent({ connect, connections: 256, keepAliveTimeout: 4_000, bodyTimeout: 0, headersTimeout: 0 });
}

function isUnreachable(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return (
    typeof code === "string" &&
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
  );
}
