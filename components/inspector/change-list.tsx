"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { changeLooks } from "#components/compare/change-looks.ts";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import type { Change } from "#lib/blueprint/diff.ts";

/** What differs between two versions of a blueprint, a line each. */
export function ChangeList({ id, from, to, stamp }: { id: string; from: string; to: string; stamp: string }) {
  const found = useQuery({
    queryKey: ["blueprint", id, "diff", from, to, stamp],
    queryFn: () => callApi(blueprintContracts.diff, { params: { id }, query: { from, to } }),
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-16" />;
  return <ChangeLines changes={found.data.changes} />;
}

const shown = 60;

/** Changes, a line each. */
export function ChangeLines({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations("inspector");
  const ofCompare = useTranslations("compare");
  if (changes.length === 0) return <p className="text-muted">{t("nothingDiffers")}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {changes.slice(0, shown).map((change) => (
        <li key={`${change.what} ${change.id}`} className="flex items-baseline gap-2">
          <Icon
            name={changeLooks[change.kind].icon}
            size={13}
            label={ofCompare(`kinds.${change.kind}`)}
            className="self-center text-muted"
          />
          <span dir="auto" className="truncate">
            {change.title || change.id}
            <span className="text-muted"> · {ofCompare(`what.${change.what}`)}</span>
          </span>
          {change.kind === "changed" && change.fields.length > 0 && (
            <span className="ml-auto max-w-[50%] shrink-0 truncate text-muted text-xs">
              {change.fields
                .map((field) => field.path.replace(/^config\./, ""))
                .slice(0, 3)
                .join(", ")}
            </span>
          )}
        </li>
      ))}
      {changes.length > shown && (
        <li className="text-muted">{ofCompare("andMore", { count: changes.length - shown })}</li>
      )}
    </ul>
  );
}
