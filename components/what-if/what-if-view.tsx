"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { RunStatus, Verdict } from "#components/run-list/run-status.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { QueryView } from "#components/ui/query-view.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { whatIfContracts } from "#lib/api/contracts/what-ifs.ts";

type Shown = CallOutput<typeof whatIfContracts.get>;
type Row = Shown["rows"][number];
type Side = Row["before"];

/** What came of one change: the totals, and each past run beside what it would have been. */
export function WhatIfView({ id }: { id: string }) {
  const t = useTranslations("whatIf");
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["what-if", id],
    queryFn: ({ signal }) => callApi(whatIfContracts.get, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 1_500 : false),
  });
  const cancel = useMutation({
    mutationFn: () => callApi(whatIfContracts.cancel, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["what-if", id] }),
    onError: showFailure,
  });
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4">
      <QueryView query={query} failed={t("itCouldNotBeLoaded")}>
        {(shown) => (
          <>
            <Card
              title={shown.name || t("unnamed")}
              description={t("changedThus", { changes: wordsOf(t, shown) })}
              action={
                shown.status === "running" ? (
                  <Button
                    size="sm"
                    icon="circle-slash"
                    busy={cancel.isPending}
                    onClick={() => cancel.mutate()}
                  >
                    {t("stop")}
                  </Button>
                ) : (
                  <a
                    href={`/api/v1/what-ifs/${id}?format=csv`}
                    className={buttonClass("secondary", "sm")}
                    download
                  >
                    CSV
                  </a>
                )
              }
            >
              {shown.status === "running" && (
                <div className="mb-3 flex items-center gap-3 text-sm" role="status">
                  <progress className="h-1.5 flex-1" value={shown.done} max={shown.total} />
                  <span className="whitespace-nowrap tabular-nums">
                    {t("doneOf", { done: shown.done, total: shown.total })}
                  </span>
                </div>
              )}
              <Totals shown={shown} />
            </Card>
            <Card title={t("runByRun")} flush>
              <Rows rows={shown.rows} />
            </Card>
          </>
        )}
      </QueryView>
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"whatIf">>;

function wordsOf(t: Words, { against, changes }: Shown): string {
  const base =
    against === "same" ? [] : [against === "draft" ? t("theDraft") : t("version", { number: against })];
  const named = Object.keys(changes).map((key) => {
    if (key === "instructions") return t("otherInstructions");
    if (key === "model") return t("otherModel");
    return key === "nodes" ? t("otherSettings") : t("otherPolicies");
  });
  return [...base, ...named].join(", ") || t("nothing");
}

function Totals({ shown: { totals } }: { shown: Shown }) {
  const t = useTranslations("whatIf");
  const locale = useLocale();
  if (totals.compared === 0) return <p className="text-muted text-sm">{t("nothingToCompareYet")}</p>;
  const percent = (share: number) => new Intl.NumberFormat(locale, { style: "percent" }).format(share);
  const points = (share: number) =>
    new Intl.NumberFormat(locale, { signDisplay: "exceptZero", maximumFractionDigits: 0 }).format(
      share * 100,
    );
  const { difference, compared } = totals;
  const cost = (usd: number | null) => formatCost(usd, locale, t("unknown"));
  const figures = [
    {
      label: t("goalMet"),
      value: `${percent(totals.metBefore / compared)} → ${percent(totals.metAfter / compared)}`,
      note: difference
        ? t("differencePoints", {
            share: points(difference.share),
            low: points(difference.low),
            high: points(difference.high),
          })
        : "",
    },
    {
      label: t("betterAndWorse"),
      value: `${totals.better} / ${totals.worse}`,
      note: t("ofPairs", { count: compared }),
    },
    {
      label: t("cost"),
      value: `${cost(totals.costBefore)} → ${cost(totals.costAfter)}`,
      note: t("whatWasTakenOver"),
    },
    {
      label: t("medianDuration"),
      value: `${formatDuration(totals.durationBefore, locale)} → ${formatDuration(totals.durationAfter, locale)}`,
      note: "",
    },
    {
      label: t("changedAnswers"),
      value: String(totals.changedAnswers),
      note: t("ofPairs", { count: compared }),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 xl:grid-cols-3" data-testid="what-if-totals">
      {figures.map(({ label, value, note }) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="font-semibold text-base tabular-nums">{value}</dd>
          {note && <dd className="text-muted text-xs tabular-nums">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows }: { rows: Row[] }) {
  const t = useTranslations("whatIf");
  const locale = useLocale();
  const [open, setOpen] = useState<string | null>(null);
  const outcome = (side: Side) =>
    side.verdict ? <Verdict verdict={side.verdict} /> : <RunStatus status={side.status} />;
  const columns: Column<Row>[] = [
    {
      id: "run",
      header: t("run"),
      cell: (row) => (
        <div className="flex min-w-40 flex-col gap-1">
          <Link href={`/runs/${row.parentId}`} className="line-clamp-2 hover:underline">
            {row.text || t("startedByAnEvent")}
          </Link>
          {row.error && <span className="text-failed text-xs">{row.error}</span>}
          {open === row.parentId && <Answers row={row} />}
        </div>
      ),
    },
    { id: "before", header: t("before"), cell: (row) => outcome(row.before) },
    {
      id: "after",
      header: t("after"),
      cell: (row) =>
        row.after && row.forkId ? (
          <Link href={`/runs/${row.forkId}`} className="hover:underline">
            {outcome(row.after)}
          </Link>
        ) : (
          <Badge tone="neutral">{t(`states.${row.state}`)}</Badge>
        ),
    },
    {
      id: "cost",
      header: t("cost"),
      wide: true,
      align: "end",
      cell: ({ before, after }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formatCost(before.costUsd, locale, t("unknown"))}
          {after && ` → ${formatCost(after.costUsd, locale, t("unknown"))}`}
        </span>
      ),
    },
    {
      id: "duration",
      header: t("duration"),
      wide: true,
      align: "end",
      cell: ({ before, after }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formatDuration(before.durationMs, locale)}
          {after && ` → ${formatDuration(after.durationMs, locale)}`}
        </span>
      ),
    },
    {
      id: "answer",
      header: t("answer"),
      align: "end",
      cell: (row) =>
        row.changed === null ? null : (
          <Button
            size="sm"
            look="quiet"
            aria-expanded={open === row.parentId}
            onClick={() => setOpen(open === row.parentId ? null : row.parentId)}
          >
            {row.changed ? t("another") : t("theSame")}
          </Button>
        ),
    },
  ];
  return <Table label={t("runByRun")} columns={columns} rows={rows} rowKey={(row) => row.parentId} />;
}

function Answers({ row }: { row: Row }) {
  const t = useTranslations("whatIf");
  return (
    <dl className="grid gap-2 text-sm md:grid-cols-2">
      {[
        { label: t("before"), answer: row.before.answer },
        { label: t("after"), answer: row.after?.answer ?? null },
      ].map(({ label, answer }) => (
        <div key={label} className="rounded-md border border-line bg-ground p-2">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="whitespace-pre-wrap break-words">{answer ?? t("none")}</dd>
        </div>
      ))}
    </dl>
  );
}
