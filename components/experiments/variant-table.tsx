"use client";

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
  const { results } = experiment;
  const show = (value: number) => showValue(experiment, value);
  const columns: Column<VariantFigures>[] = [
    {
      id: "variant",
      header: "Variant",
      cell: (one) => (
        <span className="flex min-w-32 flex-wrap items-center gap-1.5">
          <span className="font-medium">{one.label}</span>
          {one.isControl && <Badge>Control</Badge>}
          {results.winner === one.id && (
            <Badge tone="ok" icon="check">
              Winner
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
      header: "Contacts",
      align: "end",
      cell: (one) => (
        <span title={`${one.counted} with an outcome`}>
          {one.contacts}
          {one.counted < one.contacts && <span className="text-muted"> ({one.counted})</span>}
        </span>
      ),
    },
    {
      id: "value",
      header: results.metric.isShare ? "Rate" : "Mean",
      align: "end",
      cell: (one) => (
        <span className="whitespace-nowrap">
          {one.value === null ? "none yet" : show(one.value)}
          {one.interval && (
            <span className="block text-muted text-xs">
              {show(one.interval.low)} to {show(one.interval.high)}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "lift",
      header: "Lift",
      align: "end",
      cell: (one) =>
        one.lift ? (
          <span className="whitespace-nowrap">
            {one.lift.difference > 0 ? "+" : ""}
            {show(one.lift.difference)}
            <span className="block text-muted text-xs">
              {show(one.lift.low)} to {show(one.lift.high)}
            </span>
          </span>
        ) : (
          <span className="text-muted">{one.isControl ? "" : "too early"}</span>
        ),
    },
    {
      id: "evidence",
      header: "Best with",
      align: "end",
      cell: (one) => (one.chanceToBeBest === null ? "" : `${(one.chanceToBeBest * 100).toFixed(0)} %`),
    },
    {
      id: "cost",
      header: "Cost a run",
      align: "end",
      wide: true,
      cell: (one) => formatCost(one.costUsd),
    },
    {
      id: "failed",
      header: "Failed",
      align: "end",
      wide: true,
      cell: (one) => <span className="whitespace-nowrap">{`${one.failed} of ${one.runs}`}</span>,
    },
    {
      id: "runs",
      header: <span className="sr-only">Runs</span>,
      align: "end",
      cell: (one) => (
        <Button
          size="sm"
          aria-expanded={looked === one.id}
          aria-label={`Runs of ${one.label}`}
          onClick={() => onLook(looked === one.id ? null : one.id)}
        >
          Runs
        </Button>
      ),
    },
  ];
  return <Table label="Variants" columns={columns} rows={results.variants} rowKey={({ id }) => id} />;
}

function showValue({ results, settings }: Experiment, value: number): string {
  if (results.metric.isShare) return `${(value * 100).toFixed(1)} %`;
  if (settings.metric === "cost") return formatCost(value);
  return settings.metric === "latency" ? `${value.toFixed(1)} s` : value.toFixed(2);
}
