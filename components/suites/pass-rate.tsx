import { useTranslations } from "use-intl";
import type { Translate } from "#lib/translations/translate.ts";
import type { PassRate } from "./suite-queries.ts";

/** "5 of 6" with the share, and a bar with a mark at the share whose pale part is the range the true one lies in. */
export function PassRateBar({ score, label }: { score: PassRate; label?: string }) {
  const t = useTranslations("suites");
  const total = score.passed + score.failed;
  if (score.rate === null) return <span className="text-muted text-sm">{t("notScoredYet")}</span>;
  const { share, low, high } = score.rate;
  const colour = share === 1 ? "bg-ok" : "bg-accent";
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-baseline gap-2 tabular-nums">
        {label && <span className="text-muted text-xs">{label}</span>}
        <span className="font-semibold">{percent(share)}</span>
        <span className="whitespace-nowrap text-muted text-xs">
          {t("passedOf", { passed: score.passed, total })}
        </span>
      </span>
      <span
        role="img"
        aria-label={rangeWords(score, t)}
        title={rangeWords(score, t)}
        className="relative block h-1.5 w-full min-w-24 overflow-hidden rounded-full bg-pressed"
      >
        <span className={`absolute inset-y-0 left-0 ${colour}`} style={{ width: `${low * 100}%` }} />
        <span
          className={`absolute inset-y-0 opacity-40 ${colour}`}
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <span
          className={`absolute inset-y-0 w-0.5 ${colour}`}
          style={{ left: `max(0px, ${share * 100}% - 2px)` }}
        />
      </span>
    </span>
  );
}

/** A pass rate as one cell of a table: the share over the range. */
export function PassRateCell({ score }: { score: PassRate }) {
  const t = useTranslations("suites");
  if (score.rate === null) return <span className="text-muted">–</span>;
  return (
    <span className="flex flex-col items-end leading-tight" title={rangeWords(score, t)}>
      <span className="font-medium">{percent(score.rate.share)}</span>
      <span className="whitespace-nowrap text-muted text-xs">
        {t("passedOf", { passed: score.passed, total: score.passed + score.failed })}
      </span>
    </span>
  );
}

/** A share in whole percent; only all is 100 and only none is 0. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return "99 %";
  return rounded === 0 && share > 0 ? "1 %" : `${rounded} %`;
}

function rangeWords({ passed, failed, rate }: PassRate, t: Translate<"suites">): string {
  if (rate === null) return t("notScoredYet");
  return t("ofPassedWithConfidence", {
    passed,
    total: passed + failed,
    low: percent(rate.low),
    high: percent(rate.high),
  });
}
