"use client";

import { useLocale, useTranslations } from "use-intl";
import type { MetricPoint, ShownMetric } from "#lib/api/contracts/analytics.ts";
import type en from "#messages/en.json";
import { formatMetric, formatPoints } from "./format-metric.ts";

type KnownMetric = keyof typeof en.analytics.metrics;

/** How figures and what they are called are written in the reader's language. */
export function useFigures() {
  const t = useTranslations("analytics");
  const locale = useLocale();
  return {
    /** A metric newer than the catalogue keeps the title the server gives it. */
    titleOf: ({ id, title }: Pick<ShownMetric, "id" | "title">): string =>
      t.has(`metrics.${id as KnownMetric}`) ? t(`metrics.${id as KnownMetric}`) : title,
    /** The same for what it counts and how. */
    definitionOf: ({ id, definition }: Pick<ShownMetric, "id" | "definition">): string =>
      t.has(`definitions.${id as KnownMetric}`) ? t(`definitions.${id as KnownMetric}`) : definition,
    show: (unit: ShownMetric["unit"], value: number | null): string =>
      formatMetric(unit, value, locale, t("unknown")),
    /** The bounds of a rate, or nothing. */
    showInterval: ({ low, high }: Pick<MetricPoint, "low" | "high">): string =>
      low === null || high === null
        ? ""
        : t("interval", { low: formatPoints(low, locale), high: formatPoints(high, locale) }),
    /** How a number changed against the period before, in points for a rate; nothing where either is unknown. */
    showChange: (unit: ShownMetric["unit"], now: number | null, before: number | null): string => {
      if (now === null || before === null) return "";
      const sign = now > before ? "+" : now < before ? "−" : "±";
      if (unit === "rate") return t("points", { sign, value: formatPoints(Math.abs(now - before), locale) });
      return before === 0 ? "" : `${sign} ${((Math.abs(now - before) / before) * 100).toFixed(0)} %`;
    },
  };
}
