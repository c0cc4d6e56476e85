"use client";

import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** A grey shape where content will come; give it the content's size by `className`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("shimmer rounded-md", className)} />;
}

/** The skeleton of a table, under the height of real rows. */
export function TableSkeleton({ rows = 5, columns = 4 }: { rows?: number; columns?: number }) {
  const t = useTranslations("ui");
  return (
    <div role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
        <div key={row} className="flex h-11 items-center gap-6 border-line border-b px-4 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells never move
            <Skeleton key={column} className={column === 0 ? "h-3.5 flex-[2]" : "h-3.5 flex-1"} />
          ))}
        </div>
      ))}
    </div>
  );
}
