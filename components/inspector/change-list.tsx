"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";

const icons = { added: "plus", removed: "minus", changed: "pencil" } as const;
const words = { added: "Added", removed: "Removed", changed: "Changed" } as const;

/** What differs between two versions of a blueprint, a line each. */
export function ChangeList({ id, from, to, stamp }: { id: string; from: string; to: string; stamp: string }) {
  const found = useQuery({
    queryKey: ["blueprint", id, "diff", from, to, stamp],
    queryFn: () => callApi(blueprintContracts.diff, { params: { id }, query: { from, to } }),
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-16" />;
  if (found.data.changes.length === 0) return <p className="text-muted">Nothing differs.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {found.data.changes.slice(0, 60).map((change) => (
        <li key={`${change.what} ${change.id}`} className="flex items-baseline gap-2">
          <Icon
            name={icons[change.kind]}
            size={13}
            label={words[change.kind]}
            className="self-center text-muted"
          />
          <span className="truncate">
            {change.title || change.id}
            <span className="text-muted"> · {change.what}</span>
          </span>
          {change.fields.length > 0 && (
            <span className="ml-auto shrink-0 truncate text-muted text-xs">
              {change.fields
                .map((field) => field.path)
                .slice(0, 3)
                .join(", ")}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
