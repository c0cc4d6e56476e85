import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import type { ShownMetric } from "#lib/api/contracts/analytics.ts";

/** A metric's value in its unit; an unknown cost says so, a number of nothing is a dash. */
export function formatMetric(
  unit: ShownMetric["unit"],
  value: number | null,
  locale = "en",
  unknown?: string,
): string {
  if (unit === "usd") return formatCost(value, locale, unknown);
  if (value === null) return "–";
  if (unit === "rate") return `${formatPoints(value, locale)} %`;
  if (unit === "ms") return formatDuration(value, locale);
  return value.toLocaleString(locale);
}

/** A share in hundredths with one digit after the point. */
export function formatPoints(share: number, locale: string): string {
  return (share * 100).toLocaleString(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });
}
