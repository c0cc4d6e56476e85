"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { RunStatus, Verdict } from "#components/run-list/run-status.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatCost } from "#components/ui/format-number.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";

/** The latest runs an agent took a turn in, drafts and live. */
export function AgentRuns({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const agent = `${blueprintId}/${nodeId}`;
  const query = useQuery({
    queryKey: ["runs", "agent", agent],
    queryFn: () => callApi(runContracts.list, { query: { limit: 8, agent, drafts: "true" } }),
    refetchInterval: 15_000,
  });
  if (query.isError)
    return (
      <ErrorNotice
        title="The runs could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.data?.items.length === 0)
    return (
      <p className="text-muted text-sm">It has not taken a turn yet. Test it below, or in the test chat.</p>
    );
  return (
    <ul className="flex flex-col divide-y divide-line" aria-busy={query.isPending}>
      {query.data?.items.map((run) => (
        <li key={run.id}>
          <Link href={`/runs/${run.id}`} className="flex flex-col gap-0.5 rounded-sm py-2 hover:bg-hover">
            <span className="line-clamp-1">{run.input.text ?? "Started by an event"}</span>
            <span className="flex flex-wrap items-center gap-x-3 text-muted text-xs tabular-nums">
              <RunStatus status={run.status} />
              <Verdict verdict={run.outcome?.verdict ?? null} />
              <span>{run.version === null ? "draft" : `v${run.version}`}</span>
              <span>{formatCost(run.usage.costUsd)}</span>
              <RelativeTime at={run.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
