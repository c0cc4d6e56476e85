"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { formatCost } from "#components/ui/format-number.ts";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { cacheContracts } from "#lib/api/contracts/answer-cache.ts";

/** What is kept of the blueprint's answers and what using it again saved; nothing is shown before the first look. */
export function CacheUse({ blueprintId }: { blueprintId: string }) {
  const t = useTranslations("inspector");
  const locale = useLocale();
  const client = useQueryClient();
  const params = { id: blueprintId };
  const queryKey = ["cache", blueprintId];
  const { data } = useQuery({
    queryKey,
    queryFn: () => callApi(cacheContracts.read, { params, query: { days: 30 } }),
  });
  const forget = useMutation({
    mutationFn: () => callApi(cacheContracts.empty, { params }),
    onSuccess: async ({ forgotten }) => {
      showDone(t("keptAnswersForgotten", { count: forgotten }));
      await client.invalidateQueries({ queryKey });
    },
    onError: showFailure,
  });
  if (!data || (data.answers.hitRate === null && data.results.hitRate === null)) return null;
  const rate = (hitRate: number | null) => (hitRate === null ? "–" : `${Math.round(hitRate * 100)} %`);
  const kept = data.answers.entries + data.results.entries;
  return (
    <section aria-labelledby="cache-use" className="flex flex-col gap-2">
      <h3 id="cache-use" className="font-medium text-sm">
        {t("usedAgainLast30Days")}
      </h3>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-sm tabular-nums">
        <dt className="text-muted">{t("answersOf", { count: data.answers.hits + data.answers.misses })}</dt>
        <dd>{rate(data.answers.hitRate)}</dd>
        <dt className="text-muted">{t("resultsOf", { count: data.results.hits + data.results.misses })}</dt>
        <dd>{rate(data.results.hitRate)}</dd>
        <dt className="text-muted">{t("saved")}</dt>
        <dd>
          {t("savedTokensAndCost", {
            tokens: data.answers.savedTokens.toLocaleString(locale),
            cost: formatCost(data.answers.savedUsd, locale, t("unknownCost")),
          })}
        </dd>
      </dl>
      {kept > 0 && (
        <Button size="sm" className="self-start" busy={forget.isPending} onClick={() => forget.mutate()}>
          {t("forgetWhatIsKept")}
        </Button>
      )}
    </section>
  );
}
