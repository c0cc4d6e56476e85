"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import type { MemberCost } from "#lib/run-events/team-view.ts";

/** What each agent used, and below it each delegation with its budget. */
export function MemberTable({
  run,
  members,
  titleOf,
}: {
  run: RunState;
  members: MemberCost[];
  titleOf: (nodeId: string) => string;
}) {
  const t = useTranslations("team");
  const locale = useLocale();
  const delegations = run.steps.flatMap((step) => (step.kind === "delegation" ? [step] : []));
  const cell = "px-4 py-1.5 text-right tabular-nums";
  const head = "px-4 py-1.5 text-right font-medium";
  return (
    <div className="overflow-x-auto pb-2 text-sm">
      <table className="w-full">
        <caption className="sr-only">{t("whatEachAgentUsed")}</caption>
        <thead className="border-line border-b text-muted text-xs">
          <tr>
            <th scope="col" className="px-4 py-1.5 text-left font-medium">
              {t("agent")}
            </th>
            <th scope="col" className={head}>
              {t("turns")}
            </th>
            <th scope="col" className={head}>
              {t("tokensHead")}
            </th>
            <th scope="col" className={head}>
              {t("time")}
            </th>
            <th scope="col" className={head}>
              {t("cost")}
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ nodeId, turns, ms, usage }) => (
            <tr key={nodeId} className="border-line border-b">
              <th scope="row" className="px-4 py-1.5 text-left font-normal">
                {titleOf(nodeId)}
              </th>
              <td className={cell}>{turns}</td>
              <td className={cell}>{usage.inputTokens + usage.outputTokens}</td>
              <td className={cell}>{formatDuration(ms, locale)}</td>
              <td className={cell}>{formatCost(usage.costUsd, locale, t("unknown"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {delegations.length > 0 && (
        <table className="mt-3 w-full">
          <caption className="sr-only">{t("whatEachDelegationCostWith")}</caption>
          <thead className="border-line border-b text-muted text-xs">
            <tr>
              <th scope="col" className="px-4 py-1.5 text-left font-medium">
                {t("delegation")}
              </th>
              <th scope="col" className={head}>
                {t("ended")}
              </th>
              <th scope="col" className={head}>
                {t("time")}
              </th>
              <th scope="col" className={head}>
                {t("cost")}
              </th>
              <th scope="col" className={head}>
                {t("budget")}
              </th>
            </tr>
          </thead>
          <tbody>
            {delegations.map((step) => (
              <tr key={step.delegationId} className="border-line border-b last:border-b-0">
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  {titleOf(step.byNodeId)} → {titleOf(step.nodeId)}
                </th>
                <td className={cell}>{step.status}</td>
                <td className={cell}>{formatDuration(step.durationMs, locale)}</td>
                <td className={cell}>{formatCost(step.usage?.costUsd ?? 0, locale)}</td>
                <td className={cell}>
                  {step.limits.costUsd === null ? t("none") : formatCost(step.limits.costUsd, locale)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
