"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { NoticeList } from "./notice-list.tsx";
import { useNotices } from "./use-notices.ts";

/** The bell of the rail: how many notices are unread, and the notices themselves. */
export function NoticeBell() {
  const t = useTranslations("notices");
  const [open, setOpen] = useState(false);
  const query = useNotices();
  const unread = query.data?.unread ?? 0;
  return (
    <>
      <span className="relative">
        <IconButton
          icon="bell"
          label={unread > 0 ? t("noticesUnread", { unread }) : t("notices")}
          size={36}
          tooltipSide="right"
          onClick={() => setOpen(true)}
        />
        {unread > 0 && (
          <span
            aria-hidden
            className="pointer-events-none absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-[10px] text-panel tabular-nums"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </span>
      <Sheet title={t("notices")} open={open} onOpenChange={setOpen}>
        <QueryView
          query={query}
          failed={t("theNoticesCouldNotBe")}
          loading={<Skeleton className="h-24 rounded-lg" />}
          isEmpty={(data) => data.items.length === 0}
          empty={
            <EmptyState icon="bell" title={t("noNotices")}>
              {t("whatRunsWantTheTeam")}
            </EmptyState>
          }
        >
          {(data) => <NoticeList notices={data.items} onFollow={() => setOpen(false)} />}
        </QueryView>
      </Sheet>
    </>
  );
}
