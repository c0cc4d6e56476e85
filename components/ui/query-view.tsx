"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "./error-notice.tsx";
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
  if (query.data !== undefined) {
    return isEmpty?.(query.data) ? empty : children(query.data);
  }
  if (query.isError) {
    return (
      <div className="p-4">
        <ErrorNotice title={failed} error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  return loading;
}
