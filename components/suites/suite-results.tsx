"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Select } from "#components/ui/select.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { FlipList } from "./flip-list.tsx";
import { PassRateBar } from "./pass-rate.tsx";
import { ResultList } from "./result-list.tsx";
import { RubricScores } from "./rubric-scores.tsx";
import { type SuiteRun, type SuiteRunSummary, suiteKeys, useSuiteRun, versionWord } from "./suite-queries.ts";

const none = "none";

/** One run of a suite, the newest unless another is chosen, perhaps beside an earlier one. */
export function SuiteResults({ suiteId, newest }: { suiteId: string; newest: string | null }) {
  const t = useTranslations("suites");
  const [chosen, setChosen] = useState<string | null>(null);
  const locale = useLocale();
  const [other, setOther] = useState(none);
  const id = chosen ?? newest;
  const query = useSuiteRun(id);
  const runs = useQuery({
    queryKey: [...suiteKeys.runs(suiteId), newest, query.data?.status],
    queryFn: ({ signal }) =>
      callApi(suiteContracts.runs, { params: { id: suiteId }, query: { limit: 50 }, signal }),
  });
  if (id === null)
    return (
      <EmptyState icon="flask-conical" title={t("notRunYet")}>
        {t("pressRunToTryEvery")}
      </EmptyState>
    );
  const items = runs.data?.items ?? [];
  const options = items.map((run) => ({ value: run.id, label: nameOf(run, t, locale) }));
  return (
    <QueryView query={query} failed={t("theResultsCouldNotBe")}>
      {(run) => (
        <>
          <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2.5">
            <div className="w-60">
              <Select
                aria-label={t("whichRun")}
                options={options}
                value={id}
                onChange={(next) => setChosen(next === newest ? null : next)}
              />
            </div>
            <div className="w-60">
              <Select
                aria-label={t("compareWith")}
                options={[
                  { value: none, label: t("compareWithMore") },
                  ...options.filter(({ value }) => value !== id),
                ]}
                value={other}
                onChange={setOther}
              />
            </div>
            {run.cause === "publish" && <Badge icon="rocket">{t("onPublish")}</Badge>}
            {run.writes === "real" && <Badge tone="waiting">{t("changedRealData")}</Badge>}
          </div>
          {run.status === "running" && <Running run={run} />}
          {run.error && (
            <div className="p-4">
              <ErrorNotice title={t("thisSuiteCouldNotBe")} error={new Error(run.error)} />
            </div>
          )}
          <Score run={run} />
          <RubricScores results={run.results} />
          {other !== none && other !== id && <FlipList before={other} after={id} />}
          <ResultList results={run.results} />
        </>
      )}
    </QueryView>
  );
}

function Running({ run }: { run: SuiteRun }) {
  const t = useTranslations("suites");
  const cancel = useMutation({
    mutationFn: () => callApi(suiteContracts.cancelRun, { params: { id: run.id } }),
    onError: showFailure,
  });
  return (
    <div className="border-line border-b px-4 py-3">
      <Progress
        label={t("runningTheCases")}
        value={run.score.done}
        max={run.score.total}
        done={t("ofCases", { done: run.score.done, total: run.score.total })}
        action={
          <Button size="sm" icon="square" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("cancel")}
          </Button>
        }
      />
    </div>
  );
}

function Score({ run }: { run: SuiteRun }) {
  const t = useTranslations("suites");
  const { overall, tuned, heldOut, errored } = run.score;
  if (overall.rate === null && errored === 0) return null;
  return (
    <div
      className="grid gap-x-8 gap-y-3 border-line border-b px-4 py-3 sm:grid-cols-3"
      data-testid="suite-score"
    >
      <PassRateBar score={overall} label={t("all")} />
      {heldOut.rate && <PassRateBar score={tuned} label={t("open")} />}
      {heldOut.rate && <PassRateBar score={heldOut} label={t("heldOut")} />}
      {errored > 0 && (
        <p className="text-waiting text-xs sm:col-span-3">{t("couldNotBeScored", { count: errored })}</p>
      )}
    </div>
  );
}

function nameOf(run: SuiteRunSummary, t: Translate<"suites">, locale: string): string {
  const when = new Date(run.createdAt).toLocaleString(locale, { dateStyle: "short", timeStyle: "short" });
  return `${versionWord(run.version, t)} · ${when}`;
}
