"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { z } from "zod";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Select } from "#components/ui/select.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { callApi } from "#lib/api/client.ts";
import { type listedRunSchema, runContracts, runStatuses } from "#lib/api/contracts/runs.ts";
import { localeParameter } from "#lib/translations/locales.ts";
import { BlueprintFilter } from "./blueprint-filter.tsx";
import { RunStatus, Verdict } from "./run-status.tsx";

type Run = z.output<typeof listedRunSchema>;
type Filter = "any" | (typeof runStatuses)[number];

/** The columns, headed in the language of the reader. */
function useColumns(): Column<Run>[] {
  const t = useTranslations("runList");
  const locale = useLocale();
  return [
    {
      id: "blueprint",
      header: t("run"),
      cell: (run) => (
        <Link href={`/runs/${run.id}`} className="flex min-w-40 flex-col rounded-sm hover:underline">
          <span className="font-medium">{run.blueprintName}</span>
          <span className="line-clamp-1 max-w-[420px] text-muted text-xs">
            {run.input.text ?? t("startedByAnEvent")}
          </span>
        </Link>
      ),
    },
    { id: "status", header: t("status"), cell: (run) => <RunStatus status={run.status} /> },
    { id: "outcome", header: t("goal"), cell: (run) => <Verdict verdict={run.outcome?.verdict ?? null} /> },
    {
      id: "assignee",
      header: t("assignedTo"),
      wide: true,
      cell: (run) => <span className="text-muted">{run.assignee?.name ?? "–"}</span>,
    },
    {
      id: "version",
      header: t("version"),
      wide: true,
      cell: (run) => (
        <span className="text-muted">{run.version === null ? t("draft") : `v${run.version}`}</span>
      ),
    },
    {
      id: "cost",
      header: t("cost"),
      align: "end",
      wide: true,
      cell: (run) => formatCost(run.usage.costUsd, locale, t("unknown")),
    },
    {
      id: "duration",
      header: t("duration"),
      align: "end",
      wide: true,
      cell: (run) => formatDuration(run.durationMs, locale),
    },
    {
      id: "when",
      header: t("started"),
      align: "end",
      cell: (run) => (
        <span className="text-muted">
          <RelativeTime at={run.createdAt} />
        </span>
      ),
    },
  ];
}

/** Every run of the workspace or of one blueprint, newest first. */
export function RunListScreen() {
  const t = useTranslations("runList");
  const filters: { value: Filter; label: string }[] = [
    { value: "any", label: t("anyStatus") },
    ...runStatuses.map((status) => ({ value: status, label: t(`statuses.${status}`) })),
  ];
  const columns = useColumns();
  const router = useRouter();
  const search = useSearchParams();
  const blueprintId = search.get("blueprint");
  // What a number of analytics stands for comes by link; the server refuses what it does not know.
  const narrowed = Object.fromEntries(
    [...search].filter(([key]) => key !== "blueprint" && key !== "assignee" && key !== localeParameter),
  );
  const isMine = search.get("assignee") === "me";
  const isNarrowed = Object.keys(narrowed).length > 0;
  const show = (blueprint: string | null, mine: boolean) => {
    const wanted = new URLSearchParams({
      ...(blueprint === null ? {} : { blueprint }),
      ...(mine ? { assignee: "me" } : {}),
    });
    router.replace(wanted.size > 0 ? `/runs?${wanted}` : "/runs");
  };
  const [filter, setFilter] = useState<Filter>("any");
  const query = useInfiniteQuery({
    queryKey: ["runs", filter, blueprintId, isMine, narrowed],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callApi(runContracts.list, {
        query: {
          ...narrowed,
          limit: 50,
          cursor: pageParam,
          status: filter === "any" ? undefined : filter,
          blueprintId: blueprintId ?? undefined,
          assignee: isMine ? "me" : undefined,
        },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 5_000,
  });
  const runs = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <TopBar
        crumbs={[{ label: t("runs") }]}
        actions={
          <>
            {blueprintId !== null && (
              <Link href={`/blueprints/${blueprintId}/what-if`} className={`${buttonClass()} max-md:hidden`}>
                {t("tryAChange")}
              </Link>
            )}
            <Button
              aria-pressed={isMine}
              aria-label={t("assignedToMe")}
              title={t("assignedToMe")}
              icon="user"
              onClick={() => show(blueprintId, !isMine)}
            >
              <span className="hidden sm:inline">{t("assignedToMe")}</span>
            </Button>
            <BlueprintFilter chosen={blueprintId} onChoose={(id) => show(id, isMine)} />
            <Select
              className="w-36"
              aria-label={t("status")}
              options={filters}
              value={filter}
              onChange={setFilter}
            />
          </>
        }
      />
      <PageBody>
        {isNarrowed && (
          <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
            {narrowed.from
              ? t("behindAFigureFrom", { from: narrowed.from, to: narrowed.to ?? "" })
              : t("behindAFigure")}
            <Link href="/runs" className="underline">
              {t("showAllRuns")}
            </Link>
          </p>
        )}
        {query.isError && !runs && (
          <ErrorNotice
            title={t("theRunsCouldNotBe")}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {!query.isError || runs ? (
          <Card flush>
            {runs === undefined && <TableSkeleton rows={8} columns={6} />}
            {runs?.length === 0 && filter === "any" && blueprintId === null && !isMine && !isNarrowed && (
              <EmptyState
                icon="play"
                title={t("noRunsYet")}
                action={
                  <Link href="/blueprints" className={buttonClass("secondary")}>
                    {t("openABlueprint")}
                  </Link>
                }
              >
                {t("testABlueprintInIts")}
              </EmptyState>
            )}
            {runs?.length === 0 && (filter !== "any" || blueprintId !== null || isMine || isNarrowed) && (
              <EmptyState
                icon="funnel"
                title={
                  isNarrowed
                    ? t("noRunFits")
                    : isMine
                      ? t("noRunIsYours")
                      : filter === "any"
                        ? t("thisBlueprintHasNotRun")
                        : t("noRunIs", { status: t(`statusWords.${filter}`) })
                }
                action={
                  <Button
                    onClick={() => {
                      setFilter("any");
                      show(null, false);
                    }}
                  >
                    {t("showAllRuns")}
                  </Button>
                }
              />
            )}
            {runs !== undefined && runs.length > 0 && (
              <Table label={t("runs")} columns={columns} rows={runs} rowKey={(run) => run.id} />
            )}
          </Card>
        ) : null}
        {query.hasNextPage && (
          <Button
            className="self-center"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("showOlderRuns")}
          </Button>
        )}
      </PageBody>
    </>
  );
}
