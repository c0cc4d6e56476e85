"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import { type RunHistory, runHistory } from "#lib/run-events/run-history.ts";

/** The log of a run to step through, read again when it has grown; `wanted` false reads nothing. */
export function useRunHistory(
  runId: string,
  lastSeq: number,
  wanted: boolean,
): { history: RunHistory | null; failure: unknown } {
  const found = useQuery({
    queryKey: ["run", runId, "log", lastSeq],
    queryFn: async ({ signal }) => {
      const events: StoredEvent[] = [];
      // A long log comes in pieces.
      for (let more = true; more; ) {
        const query = { after: events.at(-1)?.seq ?? 0 };
        const { items } = await callApi(runContracts.events, { params: { id: runId }, query, signal });
        events.push(...items);
        more = items.length > 0 && (events.at(-1)?.seq ?? 0) < lastSeq;
      }
      return events;
    },
    enabled: wanted && lastSeq > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
  const events = found.data;
  const history = useMemo(() => (events ? runHistory(runId, events) : null), [runId, events]);
  return { history, failure: found.error };
}
