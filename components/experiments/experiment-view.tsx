"use client";

import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { ExperimentActions } from "./experiment-actions.tsx";
import { type Experiment, useExperiment } from "./experiment-queries.ts";
import { VariantRuns } from "./variant-runs.tsx";
import { VariantTable } from "./variant-table.tsx";

const tones: Record<Experiment["results"]["verdict"], "neutral" | "ok" | "failed" | "accent"> = {
  collecting: "neutral",
  open: "accent",
  winner: "ok",
  control: "neutral",
  mismatch: "failed",
};

/** One experiment: what the evidence allows to say, its variants, and the runs behind them. */
export function ExperimentView({ id }: { id: string }) {
  const t = useTranslations("experiments");
  const query = useExperiment(id);
  return (
    <div className="min-w-0 flex-1">
      <QueryView query={query} failed={t("theExperimentCouldNotBe")}>
        {(experiment) => <Loaded experiment={experiment} />}
      </QueryView>
    </div>
  );
}

function Loaded({ experiment }: { experiment: Experiment }) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const [looked, setLooked] = useState<string | null>(null);
  const { results, settings, decision, problem } = experiment;
  const metric = t(`metrics.${settings.metric}`);
  const looking = results.variants.find((variant) => variant.id === looked);
  return (
    <div className="flex flex-col gap-4">
      <Card
        title={experiment.title}
        description={t("decidedBy", {
          metric: settings.metric === "event" ? t("eventNamed", { metric, event: settings.event }) : metric,
          allocation:
            settings.allocation === "adaptive" ? t("moreContactsToWhatWorks") : t("contactsByWeight"),
          version: experiment.version,
        })}
        action={<ExperimentActions experiment={experiment} />}
      >
        <div className="flex flex-col gap-2 text-sm" role="status">
          {decision ? (
            <p>
              {t("wasPublished", {
                label: decision.label,
                version: decision.version,
                by: decision.by,
                automatic: decision.automatic ? "yes" : "no",
                evidence: decision.evidence,
              })}
            </p>
          ) : (
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={tones[results.verdict]}>{t(`verdicts.${results.verdict}`)}</Badge>
              <span>{results.why}</span>
            </p>
          )}
          {experiment.needed !== null && !decision && (
            <p className="text-muted text-xs">
              {t("toFindADifferenceOf", {
                smallestEffect: settings.smallestEffect,
                baselinePercent: settings.baselinePercent,
                needed: experiment.needed,
              })}
            </p>
          )}
        </div>
      </Card>
      {problem && !decision && (
        <Warning>
          {t("theWinnerCouldNotBePublished", {
            reason: problem.message,
            tries: problem.tries,
            time: new Date(problem.againAt).toLocaleTimeString(locale),
          })}
        </Warning>
      )}
      {results.sampleRatio?.mismatch && (
        <Warning>
          {t("soUnevenAnAssignmentHappens", {
            times: Math.round(1 / Math.max(results.sampleRatio.p, 1e-9)).toLocaleString(locale),
          })}
        </Warning>
      )}
      <Card
        flush
        title={t("variants")}
        description={
          settings.allocation === "adaptive"
            ? t("theAssignmentFollowsTheResults")
            : t("intervalsOfTheLiftHold")
        }
      >
        <VariantTable experiment={experiment} looked={looked} onLook={setLooked} />
      </Card>
      {looking && <VariantRuns experimentId={experiment.id} variant={looking} />}
    </div>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="flex gap-2 rounded-lg border border-failed bg-failed-soft px-4 py-3 text-failed text-sm"
    >
      <Icon name="triangle-alert" size={16} />
      <span>{children}</span>
    </p>
  );
}
