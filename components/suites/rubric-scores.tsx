import { useTranslations } from "use-intl";
import type { SuiteResult } from "./suite-queries.ts";

/** How often each criterion of the rubrics held over the whole run; nothing where there is no rubric. */
export function RubricScores({ results }: { results: SuiteResult[] }) {
  const t = useTranslations("suites");
  const scores = new Map<string, { met: number; judged: number }>();
  for (const { met, label } of results.flatMap(({ checks }) =>
    checks.flatMap(({ criteria }) => criteria ?? []),
  )) {
    if (met === null) continue;
    const score = scores.get(label) ?? { met: 0, judged: 0 };
    scores.set(label, { met: score.met + (met ? 1 : 0), judged: score.judged + 1 });
  }
  if (scores.size === 0) return null;
  return (
    <section
      aria-label={t("criteria")}
      className="border-line border-b px-4 py-3"
      data-testid="rubric-scores"
    >
      <h3 className="mb-2 text-muted text-xs">{t("criteria")}</h3>
      <ul className="grid gap-x-8 gap-y-2 md:grid-cols-2">
        {[...scores].map(([label, { met, judged }]) => (
          <li key={label} className="flex items-baseline justify-between gap-3 text-sm">
            <span className="min-w-0 break-words">{label}</span>
            <span className="whitespace-nowrap tabular-nums">
              <span className="font-semibold">{Math.round((met / judged) * 100)} %</span>{" "}
              <span className="text-muted text-xs">{t("passedOf", { passed: met, total: judged })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
