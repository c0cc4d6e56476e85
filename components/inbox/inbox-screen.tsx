"use client";

import { useQuery } from "@tanstack/react-query";
import { NoticeList } from "#components/notices/notice-list.tsx";
import { useNotices } from "#components/notices/use-notices.ts";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { HandoffCard } from "./handoff-card.tsx";

async function loadInbox() {
  const [approvals, handoffs] = await Promise.all([
    callApi(runContracts.approvals, { query: { status: "pending", limit: 100 } }),
    callApi(handoffContracts.list, { query: { status: "pending", limit: 100 } }),
  ]);
  return { approvals: approvals.items, handoffs: handoffs.items };
}

/** Everything that waits for a person. */
export function InboxScreen() {
  const query = useQuery({ queryKey: ["inbox", "open"], queryFn: loadInbox, refetchInterval: 5_000 });
  const notices = useNotices().data?.items ?? [];
  return (
    <>
      <TopBar crumbs={[{ label: "Inbox" }]} />
      <PageBody narrow>
        <QueryView
          query={query}
          failed="The inbox could not be loaded"
          loading={
            <div role="status" aria-label="Loading" className="flex flex-col gap-4">
              <Skeleton className="h-52 rounded-lg" />
              <Skeleton className="h-52 rounded-lg" />
            </div>
          }
          isEmpty={(data) => data.approvals.length + data.handoffs.length === 0}
          empty={
            <div className="rounded-lg border border-line bg-panel">
              <EmptyState icon="inbox" title="Nobody is waiting">
                Actions that need an approval, and conversations handed to a person, come here. Runs wait
                until you decide, even over a restart.
              </EmptyState>
            </div>
          }
        >
          {(data) => (
            <>
              {data.approvals.length > 0 && (
                <section className="flex flex-col gap-3">
                  <h2 className="font-semibold">Approvals · {data.approvals.length}</h2>
                  {data.approvals.map((approval) => (
                    <ApprovalCard key={approval.id} approval={approval} />
                  ))}
                </section>
              )}
              {data.handoffs.length > 0 && (
                <section className="flex flex-col gap-3">
                  <h2 className="font-semibold">Handed to a person · {data.handoffs.length}</h2>
                  {data.handoffs.map((handoff) => (
                    <HandoffCard key={handoff.id} handoff={handoff} />
                  ))}
                </section>
              )}
            </>
          )}
        </QueryView>
        {notices.length > 0 && (
          <section className="flex flex-col gap-3">
            <h2 className="font-semibold">Notices</h2>
            <NoticeList notices={notices} />
          </section>
        )}
      </PageBody>
    </>
  );
}
