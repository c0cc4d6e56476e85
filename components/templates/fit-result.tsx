import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { templateContracts } from "#lib/api/contracts/templates.ts";
import type { FitVerdict } from "#lib/blueprint/fit/fit-answers.ts";

type Fit = CallOutput<typeof templateContracts.fit>;

const tones: Record<FitVerdict, Tone> = {
  "fixed-rule": "neutral",
  "too-small": "neutral",
  "write-it-down": "waiting",
  "small-trial": "waiting",
  "with-people": "ok",
  "good-fit": "ok",
};

/** The score with each of its reasons, and what to do next. */
export function FitResult({ fit }: { fit: Fit | undefined }) {
  const t = useTranslations("templates");
  const locale = useLocale();
  if (!fit)
    return (
      <Card title={t("theScore")}>
        <p className="text-muted">{t("answerTheQuestionsAndScore")}</p>
      </Card>
    );
  return (
    <div className="rounded-lg border border-line bg-panel">
      <div className="flex flex-col gap-2 border-line border-b p-4">
        <div className="flex items-center justify-between gap-3">
          <Badge tone={tones[fit.verdict]}>{t(`verdicts.${fit.verdict}`)}</Badge>
          <span className="text-muted text-xs tabular-nums">
            {t("aboutHoursAMonth", { hoursPerMonth: fit.hoursPerMonth.toLocaleString(locale) })}
          </span>
        </div>
        <h2 className="font-semibold text-lg">{fit.headline}</h2>
        <p className="text-muted">{fit.advice}</p>
        <p className="flex items-baseline gap-1.5 tabular-nums">
          <span className="font-semibold text-2xl">{fit.score}</span>
          <span className="text-muted">{t("of100Points")}</span>
        </p>
      </div>
      <dl className="divide-y divide-line">
        {fit.reasons.map(({ factor, points, of, text }) => (
          <div key={factor} className="px-4 py-2.5">
            <dt className="flex items-center justify-between gap-3">
              <span className="font-medium">{factor}</span>
              <span className="text-muted text-xs tabular-nums">{t("of", { points, of })}</span>
            </dt>
            <dd>
              <span aria-hidden className="my-1.5 block h-1.5 overflow-hidden rounded-full bg-ground">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(points / of) * 100}%` }}
                />
              </span>
              <span className="text-muted text-xs">{text}</span>
            </dd>
          </div>
        ))}
      </dl>
      {fit.templates.length > 0 && (
        <div className="border-line border-t p-4">
          <h3 className="mb-2 font-semibold">{t("beginWith")}</h3>
          <ul className="flex flex-col gap-2">
            {fit.templates.map(({ slug, name, why }) => (
              <li key={slug}>
                <Link href={`/templates/${slug}`} className="group flex items-start gap-2 rounded-sm">
                  <Icon name="workflow" size={16} className="mt-0.5 shrink-0 text-role-agent" />
                  <span className="min-w-0">
                    <span className="block font-medium text-accent group-hover:underline">{name}</span>
                    <span className="block text-muted text-xs">{why}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
