"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { BlueprintFilter } from "#components/run-list/blueprint-filter.tsx";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { ratingContracts } from "#lib/api/contracts/ratings.ts";
import { localeParameter } from "#lib/translations/locales.ts";
import { FeedbackFilters } from "./feedback-filters.tsx";
import { RatingRow } from "./rating-row.tsx";

/** What people thought of answers, newest first; the address holds the filters. */
export function FeedbackScreen() {
  const t = useTranslations("analytics");
  const router = useRouter();
  const search = useSearchParams();
  const filters = Object.fromEntries(
    [...search].filter(([key, value]) => value !== "" && key !== localeParameter),
  );
  const change = (patch: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(patch))
      if (value === null || value === "") next.delete(key);
      else next.set(key, value);
    router.replace(`/analytics/feedback?${next}`, { scroll: false });
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = useInfiniteQuery({
    queryKey: ["ratings", filters],
    initialPageParam: undefined as string | undefined,
    // The address is anybody's text: the server refuses what it does not know, and the page says so.
    queryFn: ({ pageParam, signal }) =>
      callApi(ratingContracts.list, {
        query: { zone, ...filters, limit: 50, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  const isNarrowed = Object.keys(filters).length > 0;
  const showAll = (
    <Button onClick={() => router.replace("/analytics/feedback")}>{t("showAllFeedback")}</Button>
  );
  return (
    <>
      <TopBar
        crumbs={[{ label: t("analytics"), href: "/analytics" }, { label: t("feedback") }]}
        actions={
          <BlueprintFilter
            chosen={search.get("blueprintId")}
            onChoose={(blueprintId) => change({ blueprintId })}
          />
        }
      />
      <PageBody>
        <FeedbackFilters filters={filters} onChange={change} />
        {query.isError && !items ? (
          <>
            <ErrorNotice
              title={t("theFeedbackCouldNotBe")}
              error={query.error}
              onRetry={() => void query.refetch()}
            />
            {isNarrowed && <div>{showAll}</div>}
          </>
        ) : (
          <Card flush>
            {items === undefined && <TableSkeleton rows={6} columns={4} />}
            {items?.length === 0 &&
              (isNarrowed ? (
                <EmptyState icon="funnel" title={t("noRatingFits")} action={showAll} />
              ) : (
                <EmptyState icon="thumbs-up" title={t("noFeedbackYet")}>
                  {t("whoeverGetsAnAnswerIn")}
                </EmptyState>
              ))}
            {items !== undefined && items.length > 0 && (
              <ul aria-label={t("ratings")} className="divide-y divide-line">
                {items.map((rating) => (
                  <RatingRow key={rating.id} rating={rating} />
                ))}
              </ul>
            )}
          </Card>
        )}
        {query.hasNextPage && (
          <Button
            className="self-center"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("showOlderFeedback")}
          </Button>
        )}
      </PageBody>
    </>
  );
}
