"use client";

import { useQuery } from "@tanstack/react-query";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";

/** How the goals of the open blueprint stand over the last 30 days; read once a minute for all cards together. */
export function useGoals() {
  const { id } = useDesigner();
  return useQuery({
    queryKey: ["goals", id],
    queryFn: () =>
      callApi(agentContracts.goals, {
        params: { id },
        query: { days: 30, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      }),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}
