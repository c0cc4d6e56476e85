"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";

/** How many approvals and handoffs wait for a person. */
export function useWaitingCount(): number {
  const { data } = useQuery({
    queryKey: ["inbox", "count"],
    queryFn: async () => {
      const [approvals, handoffs] = await Promise.all([
        callApi(runContracts.approvals, { query: { status: "pending", limit: 100 } }),
        callApi(handoffContracts.list, { query: { status: "pending", limit: 100 } }),
      ]);
      return approvals.items.length + handoffs.items.length;
    },
    refetchInterval: 10_000,
  });
  return data ?? 0;
}
