import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import type { MetricPoint, ShownMetric } from "#lib/api/contracts/analytics.ts";

/** A metric's value in its unit; an unknown cost says so, a number of nothing is a dash. */
export function formatMetric(unit: ShownMetric["unit"], value: number | null): string {
  if (unit === "usd") return formatCost(value);
  if (value === null) return "–";
  if (unit === "rate") return `${(value * 100).toFixed(1)} %`;
  if (unit === "ms") return formatDuration(value);
  return value.toLocaleString("en-US");
}

/** The bounds of a rate, or nothing. */
export function formatInterval({ low, high }: MetricPoint): string {
  if (low === null || high === null) return "";
  return `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} %`;
}

/** How a number changed against the period before, in points for a rate; nothing where either is unknown. */
export function formatChange(unit: ShownMetric["unit"], now: number | null, before: number | null): string {
  if (now === null || before === null) return "";
  const sign = now > before ? "+" : now < before ? "−" : "±";
  if (unit === "rate") return `${sign} ${(Math.abs(now - before) * 100).toFixed(1)} pts`;
  return before === 0 ? "" : `${sign} ${((Math.abs(now - before) / before) * 100).toFixed(0)} %`;
}
