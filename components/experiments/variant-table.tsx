"use client";

import { useLocale, useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatCost } from "#components/ui/format-number.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { Experiment, VariantFigures } from "./experiment-queries.ts";

/** Each variant with its figures; a press shows the runs behind them. */
export function VariantTable({
  experiment,
  looked,
  onLook,
}: {
  experiment: Experiment;
  looked: string | null;
  onLook: (id: string | null) => void;
}) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const { results } = experiment;
  const show = (value: number) => showValue(experiment, value, locale);
  const columns: Column<VariantFigures>[] = [
    {
      id: "variant",
      header: t("variant"),
      cell: (one) => (
        <span className="flex min-w-32 flex-wrap items-center gap-1.5">
          <span className="font-medium">{one.label}</span>
          {one.isControl && <Badge>{t("control")}</Badge>}
          {results.winner === one.id && (
            <Badge tone="ok" icon="check">
              {t("winner")}
            </Badge>
          )}
          {one.breaks.map((text) => (
            <Badge key={text} tone="failed" icon="triangle-alert">
              {text}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "contacts",
      header: t("contacts"),
      align: "end",
      cell: (one) => (
        <span title={t("withAnOutcome", { counted: one.counted })}>
          {one.contacts}
          {one.counted < one.contacts && <span className="text-muted"> ({one.counted})</span>}
        </span>
      ),
    },
    {
      id: "value",
      header: results.metric.isShare ? t("rate") : t("mean"),
      align: "end",
      cell: (one) => (
        <span className="whitespace-nowrap">
          {one.value === null ? t("noneYet") : show(one.value)}
          {one.interval && (
            <span className="block text-muted text-xs">
              {t("to", { low: show(one.interval.low), high: show(one.interval.high) })}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "lift",
      header: t("lift"),
      align: "end",
      cell: (one) =>
        one.lift ? (
          <span className="whitespace-nowrap">
            {one.lift.difference > 0 ? "+" : ""}
            {show(one.lift.difference)}
            <span className="block text-muted text-xs">
              {t("to", { low: show(one.lift.low), high: show(one.lift.high) })}
            </span>
          </span>
        ) : (
          <span className="text-muted">{one.isControl ? "" : t("tooEarly")}</span>
        ),
    },
    {
      id: "evidence",
      header: t("bestWith"),
      align: "end",
      cell: (one) => (one.chanceToBeBest === null ? "" : `${(one.chanceToBeBest * 100).toFixed(0)} %`),
    },
    {
      id: "cost",
      header: t("costARun"),
      align: "end",
      wide: true,
      cell: (one) => formatCost(one.costUsd, locale, t("unknownCost")),
    },
    {
      id: "failed",
      header: t("failed"),
      align: "end",
      wide: true,
      cell: (one) => (
        <span className="whitespace-nowrap">{t("of", { failed: one.failed, runs: one.runs })}</span>
      ),
    },
    {
      id: "runs",
      header: <span className="sr-only">{t("runs")}</span>,
      align: "end",
      cell: (one) => (
        <Button
          size="sm"
          aria-expanded={looked === one.id}
          aria-label={t("runsOf", { label: one.label })}
          onClick={() => onLook(looked === one.id ? null : one.id)}
        >
          {t("runs")}
        </Button>
      ),
    },
  ];
  return <Table label={t("variants")} columns={columns} rows={results.variants} rowKey={({ id }) => id} />;
}

function showValue({ results, settings }: Experiment, value: number, locale: string): string {
  const decimal = (number: number, digits: number) =>
    number.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (results.metric.isShare) return `${decimal(value * 100, 1)} %`;
  if (settings.metric === "cost") return formatCost(value, locale);
  return settings.metric === "latency" ? `${decimal(value, 1)} s` : decimal(value, 2);
}
