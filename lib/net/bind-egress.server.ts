import "server-only";
import { isIP } from "node:net";
import type { Egress } from "./egress.server.ts";

/** The door an ability is given: plain values only, and every call ends with the run's own signal. */
export type BoundEgress = {
  fetch(request: {
    url: string;
    method: string;
    headers?: Record<string, string>;
    body?: string;
    timeoutMs?: number;
    maxBytes?: number;
  }): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array; url: string }>;
  resolve(host: string, port: number): Promise<{ address: string; family: 4 | 6 }>;
};

/** Fits the egress client to what abilities expect of `context.http`. */
export function bindEgress(egress: Egress, signal: AbortSignal): BoundEgress {
  return {
    fetch: async (request) => {
      const { status, headers, body, url } = await egress.fetch({ ...request, signal });
      return { status, headers: Object.fromEntries(headers), body, url };
    },
    resolve: async (host, port) => {
      const { address } = await egress.pinHost(host, port);
      return { address, family: isIP(address) === 6 ? 6 : 4 };
    },
  };
}
