"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { callApi } from "#lib/api/client.ts";
import { teamContracts } from "#lib/api/contracts/teams.ts";

/** Says that an agent has failed too often lately and is not asked by others; nothing while it is well. */
export function CircuitNote({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const t = useTranslations("inspector");
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ["agents", blueprintId],
    queryFn: ({ signal }) => callApi(teamContracts.agents, { params: { id: blueprintId }, signal }),
    refetchInterval: 15_000,
  });
  const agent = data?.items.find((one) => one.nodeId === nodeId);
  if (!agent || agent.circuit === "closed") return null;
  const at = agent.retryAt === null ? "none" : new Date(agent.retryAt).toLocaleTimeString(locale);
  return (
    <p
      role="status"
      className="flex gap-2 rounded-md bg-waiting-soft px-2.5 py-2 text-waiting text-xs tabular-nums"
    >
      <Icon name="triangle-alert" size={14} className="mt-px" />
      {agent.circuit === "open" ? t("circuitOpen", { failures: agent.failures, at }) : t("breakerCooled")}
    </p>
  );
}
