"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "./button.tsx";
import { ErrorNotice } from "./error-notice.tsx";
import { readError } from "./read-error.ts";
import { TableSkeleton } from "./skeleton.tsx";

/** Draws what a query is: loading, failed, empty or its data. */
export function QueryView<Data>({
  query,
  failed,
  loading = <TableSkeleton />,
  isEmpty,
  empty,
  children,
}: {
  query: UseQueryResult<Data>;
  /** "The runs could not be loaded". */
  failed: string;
  loading?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  empty?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const t = useTranslations("ui");
  if (query.data !== undefined) {
    return isEmpty?.(query.data) ? empty : children(query.data);
  }
  if (query.isError) {
    return (
      <div className="p-4">
        {/* What is not there does not come by asking again. */}
        {readError(query.error).code === "not_found" ? (
          <ErrorNotice title={failed} error={query.error}>
            <Link href="/blueprints" className={buttonClass()}>
              {t("goToBlueprints")}
            </Link>
          </ErrorNotice>
        ) : (
          <ErrorNotice title={failed} error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  return loading;
}
