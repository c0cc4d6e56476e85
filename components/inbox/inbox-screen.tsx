"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
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
  const t = useTranslations("inbox");
  const query = useQuery({ queryKey: ["inbox", "open"], queryFn: loadInbox, refetchInterval: 5_000 });
  const notices = useNotices().data?.items ?? [];
  return (
    <>
      <TopBar crumbs={[{ label: t("inbox") }]} />
      <PageBody narrow>
        <QueryView
          query={query}
          failed={t("theInboxCouldNotBe")}
          loading={
            <div role="status" aria-label={t("loading")} className="flex flex-col gap-4">
              <Skeleton className="h-52 rounded-lg" />
              <Skeleton className="h-52 rounded-lg" />
            </div>
          }
          isEmpty={(data) => data.approvals.length + data.handoffs.length === 0}
          empty={
            <div className="rounded-lg border border-line bg-panel">
              <EmptyState icon="inbox" title={t("nobodyIsWaiting")}>
                {t("actionsThatNeedAnApproval")}
              </EmptyState>
            </div>
          }
        >
          {(data) => (
            <>
              {data.approvals.length > 0 && (
                <section className="flex flex-col gap-3">
                  <h2 className="font-semibold">{t("approvals", { count: data.approvals.length })}</h2>
                  {data.approvals.map((approval) => (
                    <ApprovalCard key={approval.id} approval={approval} />
                  ))}
                </section>
              )}
              {data.handoffs.length > 0 && (
                <section className="flex flex-col gap-3">
                  <h2 className="font-semibold">{t("handedToAPerson", { count: data.handoffs.length })}</h2>
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
            <h2 className="font-semibold">{t("notices")}</h2>
            <NoticeList notices={notices} />
          </section>
        )}
      </PageBody>
    </>
  );
}
