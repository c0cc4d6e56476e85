"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { callApi } from "#lib/api/client.ts";
import { teamContracts } from "#lib/api/contracts/teams.ts";

/** Says that an agent has failed too often lately and is not asked by others; nothing while it is well. */
export function CircuitNote({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const t = useTranslations("inspector");
  const { data } = useQuery({
    queryKey: ["agents", blueprintId],
    queryFn: ({ signal }) => callApi(teamContracts.agents, { params: { id: blueprintId }, signal }),
    refetchInterval: 15_000,
  });
  const agent = data?.items.find((one) => one.nodeId === nodeId);
  if (!agent || agent.circuit === "closed") return null;
  const retry = agent.retryAt === null ? "" : ` after ${new Date(agent.retryAt).toLocaleTimeString()}`;
  return (
    <p
      role="status"
      className="flex gap-2 rounded-md bg-waiting-soft px-2.5 py-2 text-waiting text-xs tabular-nums"
    >
      <Icon name="triangle-alert" size={14} className="mt-px" />
      {agent.circuit === "open"
        ? `Its circuit breaker is open after ${agent.failures} failures: work goes to its stand-in, and it is tried again${retry}.`
        : t("breakerCooled")}
    </p>
  );
}
