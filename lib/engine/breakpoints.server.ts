import "server-only";
import type { Pool } from "pg";
import { expirePause, openPause } from "#db/queries/breakpoints.server.ts";
import type { RunHost, RunInput } from "#lib/runtime/host.ts";
import { stopsWhere } from "#lib/runtime/stop-at-breakpoint.ts";
import type { Fork } from "./fork-of.server.ts";

/** Where a run pauses: a test run where its author said, a fork where its parent did, everything else nowhere. */
export function openBreakpoints(
  pool: Pool,
  run: { workspaceId: string; runId: string },
  input: Pick<RunInput, "version" | "breakpoints"> | undefined,
  fork: Fork | undefined,
): Pick<RunHost, "breakpoints"> {
  const wanted = input?.version === null ? input.breakpoints : undefined;
  if (!wanted && !fork) return {};
  return {
    breakpoints: {
      stopsAt: fork
        ? stopsWhere(fork.taken.map((step) => step.name))
        : (moment, nodeId) => {
            const nodes = wanted?.[moment] ?? [];
            return nodes === "all" || nodes.includes(nodeId);
          },
      open: ({ timeoutMs, ...pause }) =>
        openPause(pool, { ...run, ...pause, expiresAt: new Date(Date.now() + timeoutMs) }),
      expire: (id) => expirePause(pool, id),
    },
  };
}
