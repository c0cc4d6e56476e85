"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { PassRateBar, PassRateCell } from "./pass-rate.tsx";
import { suiteKeys, versionWord } from "./suite-queries.ts";

type Tested = CallOutput<typeof suiteContracts.history>["items"][number];

/** The pass rate of each version tested, and how each segment fared in it. */
export function VersionHistory({ suiteId, stamp }: { suiteId: string; stamp: string }) {
  const t = useTranslations("suites");
  const columns: Column<Tested>[] = [
    {
      id: "version",
      header: t("version"),
      cell: (one) => <span className="font-medium">{versionWord(one.version, t)}</span>,
    },
    {
      id: "all",
      header: t("passRate"),
      width: "36%",
      cell: (one) => <PassRateBar score={one.score.overall} />,
    },
    {
      id: "open",
      header: t("openCases"),
      align: "end",
      cell: (one) => <PassRateCell score={one.score.tuned} />,
    },
    {
      id: "held",
      header: t("heldOut"),
      align: "end",
      cell: (one) => <PassRateCell score={one.score.heldOut} />,
    },
    {
      id: "when",
      header: t("tested"),
      align: "end",
      wide: true,
      cell: (one) => (
        <span className="text-muted">
          <RelativeTime at={one.finishedAt} />
        </span>
      ),
    },
  ];
  const query = useQuery({
    queryKey: [...suiteKeys.history(suiteId), stamp],
    queryFn: ({ signal }) => callApi(suiteContracts.history, { params: { id: suiteId }, signal }),
  });
  return (
    <QueryView
      query={query}
      failed={t("theHistoryCouldNotBe")}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState icon="history" title={t("noVersionWasTestedYet")}>
          {t("runTheSuiteOnA")}
        </EmptyState>
      }
    >
      {({ items }) => (
        <>
          <Table
            label={t("passRateByVersion")}
            columns={columns}
            rows={items}
            rowKey={(one) => one.suiteRunId}
          />
          <SegmentMatrix items={items} />
        </>
      )}
    </QueryView>
  );
}

const mostVersions = 6;

function SegmentMatrix({ items }: { items: Tested[] }) {
  const t = useTranslations("suites");
  const shown = items.slice(0, mostVersions);
  const tags = [...new Set(shown.flatMap((one) => one.score.tags.map(({ tag }) => tag)))].sort();
  if (tags.length === 0)
    return (
      <p className="border-line border-t px-4 py-3 text-muted text-sm">{t("giveCasesSegmentsSuchAs")}</p>
    );
  const matrix: Column<string>[] = [
    { id: "tag", header: t("segment"), cell: (tag) => <span className="font-medium">{tag}</span> },
    ...shown.map(
      (one): Column<string> => ({
        id: one.suiteRunId,
        header: versionWord(one.version, t),
        align: "end",
        cell: (tag) => {
          const score = one.score.tags.find((each) => each.tag === tag);
          return score ? <PassRateCell score={score} /> : <span className="text-muted">–</span>;
        },
      }),
    ),
  ];
  return (
    <section className="border-line border-t pt-3">
      <h3 className="px-4 pb-1 font-semibold text-sm">{t("bySegment")}</h3>
      <Table label={t("passRateBySegment")} columns={matrix} rows={tags} rowKey={(tag) => tag} />
    </section>
  );
}
