"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Notice } from "#lib/api/contracts/notices.ts";
import { useMarkRead } from "./use-notices.ts";

/** Notices one under the other, the unread ones marked, with the way to their runs. */
export function NoticeList({ notices, onFollow }: { notices: Notice[]; onFollow?: () => void }) {
  const t = useTranslations("notices");
  const mark = useMarkRead();
  const unread = notices.filter((notice) => notice.readAt === null);
  return (
    <div className="flex flex-col gap-3">
      {unread.length > 1 && (
        <div>
          <Button size="sm" icon="check-check" busy={mark.isPending} onClick={() => mark.mutate(undefined)}>
            {t("markAllRead")}
          </Button>
        </div>
      )}
      {mark.isError && <ErrorNotice title={t("thisCouldNotBeMarked")} error={mark.error} />}
      <ul className="flex flex-col gap-2">
        {notices.map((notice) => (
          <li
            key={notice.id}
            data-testid="notice"
            className="flex items-start gap-3 rounded-lg border border-line bg-panel px-3 py-2.5 text-sm"
          >
            <span
              aria-hidden
              className={`mt-1.5 size-2 shrink-0 rounded-full ${notice.readAt === null ? "bg-accent" : "bg-line"}`}
            />
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <p className={notice.readAt === null ? "font-semibold" : "font-medium text-muted"}>
                {notice.title}
                {notice.readAt === null && <span className="sr-only"> {t("unread")}</span>}
              </p>
              <p className="whitespace-pre-wrap break-words">{notice.text}</p>
              <p className="flex flex-wrap gap-x-2 text-muted text-xs">
                <RelativeTime at={notice.createdAt} />
                <Link
                  href={`/runs/${notice.runId}${notice.anchor ? `#${notice.anchor}` : ""}`}
                  className="text-accent hover:underline"
                  onClick={() => {
                    if (notice.readAt === null) mark.mutate([notice.id]);
                    onFollow?.();
                  }}
                >
                  {t("openTheRunOf", { blueprintName: notice.blueprintName })}
                </Link>
              </p>
            </div>
            {notice.readAt === null && (
              <IconButton icon="check" label={t("markRead")} onClick={() => mark.mutate([notice.id])} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
