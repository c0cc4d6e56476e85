"use client";

import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";

const steps: [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86_400, "hour", 3600],
  [2_592_000, "day", 86_400],
  [31_536_000, "month", 2_592_000],
  [Number.POSITIVE_INFINITY, "year", 31_536_000],
];

function relative(at: number, now: number, locale: string, justNow: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 5) return justNow;
  for (const [limit, unit, length] of steps) {
    if (size < limit) return format.format(Math.round(seconds / length), unit);
  }
  return new Date(at).toISOString();
}

/** "3 min. ago", with the exact moment on hover; it counts on by itself. */
export function RelativeTime({ at }: { at: string | number | Date }) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const moment = new Date(at);
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  if (Number.isNaN(moment.getTime())) return <span className="text-muted">{t("never")}</span>;
  const iso = moment.toISOString();
  return (
    <time
      dateTime={iso}
      title={now === null ? iso : moment.toLocaleString(locale)}
      className="whitespace-nowrap tabular-nums"
    >
      {now === null ? iso.slice(0, 10) : relative(moment.getTime(), now, locale, t("justNow"))}
    </time>
  );
}
