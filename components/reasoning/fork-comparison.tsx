"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { RunStatus, Verdict } from "#components/run-list/run-status.tsx";
import { Card } from "#components/ui/card.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { QueryView } from "#components/ui/query-view.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";

type StoredRun = CallOutput<typeof runContracts.get>;

/** A fork beside its parent: outcome, cost, time and answer. */
export function ForkComparison({
  forkId,
  parentId,
  over,
}: {
  forkId: string;
  parentId: string;
  /** Read again when the fork has ended. */
  over: boolean;
}) {
  const t = useTranslations("reasoning");
  const query = useQuery({
    queryKey: ["fork", forkId, over],
    queryFn: async ({ signal }) => {
      const read = (id: string) => callApi(runContracts.get, { params: { id }, signal });
      const [parent, fork] = await Promise.all([read(parentId), read(forkId)]);
      return { parent, fork };
    },
  });
  return (
    <Card title={t("forkBesideItsParent")} flush>
      <QueryView query={query} failed={t("theParentOfThisFork")}>
        {(both) => <Comparison {...both} />}
      </QueryView>
    </Card>
  );
}

function Comparison({ parent, fork }: { parent: StoredRun; fork: StoredRun }) {
  const t = useTranslations("reasoning");
  const locale = useLocale();
  const reused = fork.fork?.reused.costUsd ?? null;
  const own = fork.usage.costUsd === null || reused === null ? null : fork.usage.costUsd - reused;
  const rows = [
    [t("status"), <RunStatus key="p" status={parent.status} />, <RunStatus key="f" status={fork.status} />],
    [
      t("outcome"),
      <Verdict key="p" verdict={parent.outcome?.verdict ?? null} />,
      <Verdict key="f" verdict={fork.outcome?.verdict ?? null} />,
    ],
    [
      t("cost"),
      formatCost(parent.usage.costUsd, locale, t("unknown")),
      formatCost(own, locale, t("unknown")),
    ],
    [t("duration"), formatDuration(parent.durationMs, locale), formatDuration(fork.durationMs, locale)],
    [t("answer"), parent.answer ?? t("none"), fork.answer ?? t("none")],
  ] as const;
  const changes = Object.keys(fork.fork?.changes ?? {});
  const real = fork.fork?.effects === "real";
  const turns = fork.fork?.reused.turns ?? 0;
  return (
    <>
      <p className="px-4 pt-3 text-muted text-sm">
        {changes.length === 0 ? t("nothingChanged") : t("changed", { changes: changes.join(", ") })}{" "}
        {real ? t("itsActionsWereReal") : t("itsActionsWereSimulated")}
        {turns > 0 && ` ${t("takenOver", { turns })}`}
      </p>
      <table data-testid="fork-comparison" aria-label={t("parentAndFork")} className="w-full text-sm">
        <thead>
          <tr className="border-line border-b text-left text-muted text-xs">
            <th scope="col" className="w-24 px-4 py-2 font-normal">
              <span className="sr-only">{t("figure")}</span>
            </th>
            <th scope="col" className="px-2 py-2 font-normal">
              <Link href={`/runs/${parent.id}`} className="text-accent hover:underline">
                {t("parent")}
              </Link>
            </th>
            <th scope="col" className="px-2 py-2 font-normal">
              {t("thisFork")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after]) => (
            <tr key={label} className="border-line border-b align-top last:border-b-0">
              <th scope="row" className="px-4 py-1.5 text-left font-normal text-muted text-xs">
                {label}
              </th>
              <td className="break-words px-2 py-1.5 tabular-nums">{before}</td>
              <td className="break-words px-2 py-1.5 tabular-nums">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
