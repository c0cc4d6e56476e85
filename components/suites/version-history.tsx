"use client";

import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { PassRateBar, PassRateCell } from "./pass-rate.tsx";
import { suiteKeys, versionWord } from "./suite-queries.ts";

type Tested = CallOutput<typeof suiteContracts.history>["items"][number];

const columns: Column<Tested>[] = [
  {
    id: "version",
    header: "Version",
    cell: (one) => <span className="font-medium">{versionWord(one.version)}</span>,
  },
  { id: "all", header: "Pass rate", width: "36%", cell: (one) => <PassRateBar score={one.score.overall} /> },
  { id: "open", header: "Open cases", align: "end", cell: (one) => <PassRateCell score={one.score.tuned} /> },
  { id: "held", header: "Held out", align: "end", cell: (one) => <PassRateCell score={one.score.heldOut} /> },
  {
    id: "when",
    header: "Tested",
    align: "end",
    wide: true,
    cell: (one) => (
      <span className="text-muted">
        <RelativeTime at={one.finishedAt} />
      </span>
    ),
  },
];

/** The pass rate of each version tested, and how each segment fared in it. */
export function VersionHistory({ suiteId, stamp }: { suiteId: string; stamp: string }) {
  const query = useQuery({
    queryKey: [...suiteKeys.history(suiteId), stamp],
    queryFn: ({ signal }) => callApi(suiteContracts.history, { params: { id: suiteId }, signal }),
  });
  return (
    <QueryView
      query={query}
      failed="The history could not be loaded"
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState icon="history" title="No version was tested yet">
          Run the suite on a published version, or let it run on every publish.
        </EmptyState>
      }
    >
      {({ items }) => (
        <>
          <Table
            label="Pass rate by version"
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
  const shown = items.slice(0, mostVersions);
  const tags = [...new Set(shown.flatMap((one) => one.score.tags.map(({ tag }) => tag)))].sort();
  if (tags.length === 0)
    return (
      <p className="border-line border-t px-4 py-3 text-muted text-sm">
        Give cases segments, such as a language or a kind of customer, and their pass rates stand here side by
        side.
      </p>
    );
  const matrix: Column<string>[] = [
    { id: "tag", header: "Segment", cell: (tag) => <span className="font-medium">{tag}</span> },
    ...shown.map(
      (one): Column<string> => ({
        id: one.suiteRunId,
        header: versionWord(one.version),
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
      <h3 className="px-4 pb-1 font-semibold text-sm">By segment</h3>
      <Table label="Pass rate by segment" columns={matrix} rows={tags} rowKey={(tag) => tag} />
    </section>
  );
}
